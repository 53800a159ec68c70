import type { FastifyReply, FastifyRequest } from 'fastify';
import { localDay, Refused } from '#core/kernel';
import type { App } from '#platform/http';
import { Checked, MergedQuery, ReadWorkbook, Submission, Submitted, Worksheet, WorksheetQuery } from './contract.ts';
import { mergedProgress } from './merged.service.ts';
import { worksheetRefusals } from './refusals.ts';
import { checkSubmission, readWorkbook, readWorksheet, submit, workbookOf } from './worksheet.service.ts';

const tags = ['填报'];
const config = { access: { action: 'task.report' } };
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SHEET_CODES = ['SHEET-01', 'SHEET-02', 'SHEET-03', 'SHEET-04', 'SHEET-05'];
const MEBIBYTE = 2 ** 20;
/** A full worksheet of texts, each as long as may be. */
const MOST_BODY = 64 * MEBIBYTE;
const MOST_UPLOAD = 20 * MEBIBYTE;

export function worksheetRoutes(app: App): void {
  app.get(
    '/api/worksheet',
    {
      config,
      schema: {
        tags,
        summary: '本单位未了的任务, 牵头和配合的, 连同上次报告',
        querystring: WorksheetQuery,
        response: { 200: Worksheet },
        refusals: ['SHT-01'],
      },
    },
    (request) => readWorksheet(request.ctx, request.query),
  );
  app.get(
    '/api/worksheet.xlsx',
    {
      config,
      schema: { tags, summary: '下载填报表', querystring: WorksheetQuery, refusals: ['SHT-01'] },
    },
    async ({ ctx, query }, reply) =>
      sendFile(reply, `填报表${localDay(ctx.now)}`, 'xlsx', await workbookOf(ctx, query)),
  );
  for (const form of ['xlsx', 'docx'] as const)
    app.get(
      `/api/merged-progress.${form}`,
      {
        config: { access: { action: 'task.read' } },
        schema: {
          tags,
          summary: `合并进展表 (.${form}): 符合筛选的任务和各单位最近的报告`,
          description: '记住本人以这一筛选最近一次下载的位置; 「变化」一列标出自那以后的变化。',
          querystring: MergedQuery,
          refusals: ['SHT-07'],
        },
      },
      async ({ ctx, query }, reply) =>
        sendFile(reply, `合并进展表${localDay(ctx.now)}`, form, await mergedProgress(ctx, query, form)),
    );
  app.post(
    '/api/worksheet/read',
    {
      config,
      schema: {
        tags,
        summary: '读取填好的填报表并核对',
        description: '请求体为 multipart/form-data, 其中一份 .xlsx。只看不写; 提交用 POST /api/worksheet。',
        response: { 200: ReadWorkbook },
        refusals: [...SHEET_CODES, 'SHT-02', 'SHT-03'],
      },
    },
    async (request) => readWorkbook(request.ctx, await bytesOf(request)),
  );
  app.post(
    '/api/worksheet/check',
    {
      config,
      bodyLimit: MOST_BODY,
      schema: {
        tags,
        summary: '核对填写的各行: 将记录什么, 哪些行有误',
        body: Submission,
        response: { 200: Checked },
      },
    },
    (request) => checkSubmission(request.ctx, request.body.entries),
  );
  app.post(
    '/api/worksheet',
    {
      config,
      bodyLimit: MOST_BODY,
      schema: {
        tags,
        summary: '提交: 每行记录一次进展, 全部记录或一行也不记录',
        description: '有误时答复的 details 与核对的结果相同, 各行的错误都在其中。',
        body: Submission,
        response: { 200: Submitted },
        refusals: ['SHT-04', 'SHT-05'],
      },
    },
    (request) => submit(request.ctx, request.body.entries),
  );
}

const TYPES = { xlsx: XLSX, docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' };

function sendFile(reply: FastifyReply, name: string, form: keyof typeof TYPES, bytes: Uint8Array): FastifyReply {
  return reply
    .type(TYPES[form])
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.${form}`)}`)
    .send(Buffer.from(bytes));
}

async function bytesOf(request: FastifyRequest): Promise<Uint8Array> {
  if (!request.isMultipart()) throw new Refused(worksheetRefusals.noFile());
  const part = await request.file({ limits: { fileSize: MOST_UPLOAD } });
  if (part === undefined) throw new Refused(worksheetRefusals.noFile());
  return part.toBuffer();
}
