import type { FastifyReply, FastifyRequest } from 'fastify';
import { localDay, Refused } from '#core/kernel';
import type { App } from '#platform/http';
import { ImportAnswer, ImportQuery, PreviewAnswer } from './contract.ts';
import { directoryTemplate, exportDirectory, importDirectory, previewImport } from './import.service.ts';
import { directoryRefusals } from './refusals.ts';
import { edit, read, tags } from './route-values.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SHEET_CODES = ['SHEET-01', 'SHEET-02', 'SHEET-03', 'SHEET-04', 'SHEET-05', 'DIR-23'];
/** The bytes of an upload; a workbook of 50 MB unpacked is far smaller. */
const MOST_UPLOAD = 20 * 2 ** 20;

export function workbookRoutes(app: App): void {
  app.get(
    '/api/directory/template.xlsx',
    { config: read, schema: { tags, summary: '导入用的表格模板' } },
    async ({ ctx }, reply) => sendWorkbook(reply, '名录模板.xlsx', await directoryTemplate(ctx)),
  );

  app.get(
    '/api/directory/export.xlsx',
    {
      config: read,
      schema: {
        tags,
        summary: '导出全部名录, 可改后再导入',
        description: '角色列只给可查看人员角色的人, 用户名列只给系统管理员。',
      },
    },
    async ({ ctx }, reply) => sendWorkbook(reply, `名录${localDay(ctx.now)}.xlsx`, await exportDirectory(ctx)),
  );

  app.post(
    '/api/directory/import/preview',
    {
      config: edit,
      schema: {
        tags,
        summary: '预览导入: 将改动什么, 哪些行有误',
        description: '请求体为 multipart/form-data, 其中一份 .xlsx。只看不写。',
        response: { 200: PreviewAnswer },
        refusals: SHEET_CODES,
      },
    },
    async (request) => previewImport(request.ctx, await bytesOf(request)),
  );

  app.post(
    '/api/directory/import',
    {
      config: edit,
      schema: {
        tags,
        summary: '导入: 全部导入, 或一行也不导入',
        description: '须附预览所得的 fingerprint。答复里的 accounts 是尚待建立的账号, 由系统管理员成批建立。',
        querystring: ImportQuery,
        response: { 200: ImportAnswer },
        refusals: [...SHEET_CODES, 'DIR-16', 'DIR-17'],
      },
    },
    async (request) => importDirectory(request.ctx, await bytesOf(request), request.query.fingerprint),
  );
}

async function bytesOf(request: FastifyRequest): Promise<Uint8Array> {
  if (!request.isMultipart()) throw new Refused(directoryRefusals.noFile());
  const part = await request.file({ limits: { fileSize: MOST_UPLOAD } });
  if (part === undefined) throw new Refused(directoryRefusals.noFile());
  return part.toBuffer();
}

function sendWorkbook(reply: FastifyReply, name: string, bytes: Uint8Array): FastifyReply {
  return reply
    .type(XLSX)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(Buffer.from(bytes));
}
