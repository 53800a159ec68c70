import { Readable } from 'node:stream';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isRefusal, Refused } from '#core/kernel';
import type { App } from '#platform/http';
import {
  EvidenceParameterList,
  fileId,
  SetEvidenceParameter,
  subjectInAddress,
  UploadedFile,
  UploadLimits,
} from './contract.ts';
import {
  type EvidenceOptions,
  evidenceLimits,
  openEvidence,
  removeUpload,
  uploadEvidence,
} from './evidence.service.ts';
import { dispositionOf, rangeOf } from './evidence.ts';
import { listEvidenceParameters, setOwnEvidenceParameter } from './parameter.service.ts';
import { evidenceRefusals } from './refusals.ts';

const tags = ['凭证'];
const idInPath = z.object({ id: fileId });

export function evidenceRoutes(app: App, options: EvidenceOptions): void {
  app.register(async (scope: App) => uploadRoute(scope, options));

  app.get(
    '/api/evidence/limits',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        summary: '今天上传凭证的限制, 供页面事先提示',
        response: { 200: UploadLimits },
      },
    },
    async (request) => {
      const { db, region, now } = request.ctx;
      const { maxBytes, forbiddenExtensions } = await evidenceLimits(db, region, now);
      return { maxBytes, forbiddenExtensions: [...forbiddenExtensions] };
    },
  );

  app.get(
    '/api/evidence/parameters',
    {
      config: { access: { action: 'parameter.read' } },
      schema: { tags, summary: '凭证的全部参数, 依据与沿革', response: { 200: EvidenceParameterList } },
    },
    (request) => listEvidenceParameters(request.ctx),
  );

  app.post(
    '/api/evidence/parameters/:id',
    {
      config: { access: { action: 'parameter.set' } },
      schema: {
        tags,
        summary: '自某日起设定本地的参数值',
        params: z.strictObject({ id: z.string() }),
        body: SetEvidenceParameter,
        response: { 200: z.object({ id: z.string(), effectiveFrom: z.string() }) },
        refusals: ['EVI-15', 'EVI-16'],
      },
    },
    (request) => setOwnEvidenceParameter(request.ctx, request.params.id, request.body),
  );

  app.get(
    '/api/evidence/:id',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        summary: '下载一份凭证',
        description: '未随事项提交时只有上传人可取, 提交后凡可查看该事项者可取。支持 Range。',
        params: idInPath,
        refusals: ['EVI-07', 'EVI-08', 'EVI-09', 'EVI-10'],
      },
    },
    async (request, reply) => {
      const { file, blob } = await openEvidence(request.ctx, options, request.params.id);
      const etag = `"${file.sm3}"`;
      const { range: asked, 'if-range': ifRange } = request.headers;
      const range = ifRange === undefined || ifRange === etag ? rangeOf(asked, blob.size) : undefined;
      if (isRefusal(range)) {
        await blob.close();
        reply.header('content-range', `bytes */${blob.size}`);
        throw new Refused(range);
      }
      reply.headers({
        'content-type': file.mediaType,
        'content-disposition': dispositionOf(file.name),
        'content-length': range === undefined ? blob.size : range.to - range.from + 1,
        // Whatever it holds, it must not run as a page of ours.
        'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'accept-ranges': 'bytes',
        etag,
      });
      if (range !== undefined) {
        reply.code(206).header('content-range', `bytes ${range.from}-${range.to}/${blob.size}`);
      }
      if (request.method === 'HEAD') {
        await blob.close();
        return reply.send(Readable.from([]));
      }
      return reply.send(blob.read(range));
    },
  );

  app.delete(
    '/api/evidence/:id',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        summary: '撤回自己上传而未随事项提交的文件',
        params: idInPath,
        response: { 204: z.null().describe('已撤回') },
        refusals: ['EVI-07', 'EVI-13'],
      },
    },
    async (request, reply) => {
      await removeUpload(request.ctx, options, request.params.id);
      return reply.code(204).send(null);
    },
  );
}

/** In a scope of its own: here a body of whatever type is left in the stream for the handler. */
function uploadRoute(scope: App, options: EvidenceOptions): void {
  scope.removeContentTypeParser(['application/json', 'text/plain', 'application/x-www-form-urlencoded']);
  scope.addContentTypeParser('*', (_request, _body, done) => done(null));

  scope.post(
    '/api/evidence',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        summary: '上传一份凭证',
        description:
          '请求体即文件内容 (任意 Content-Type), 或 multipart/form-data 中的一份文件。所得 id 在办理事项时作为凭证提交; 提交之前只有上传人可见。',
        querystring: z.object({
          name: z.string().optional().describe('文件名; multipart 时可省, 用表单里的文件名'),
          subject: subjectInAddress.optional().describe('准备用于哪个事项, 写作 种类:编号; 新事项可省'),
        }),
        response: { 201: UploadedFile },
        refusals: ['EVI-01', 'EVI-02', 'EVI-03', 'EVI-04', 'EVI-05', 'EVI-06', 'EVI-08', 'EVI-14'],
      },
    },
    async (request, reply) => {
      const { name, subject } = request.query;
      const more = subject === undefined ? {} : { subject };
      let source: Readable = request.raw;
      try {
        if (!request.isMultipart()) {
          const length = request.headers['content-length'];
          const announced = length === undefined ? {} : { announced: Number(length) };
          const upload = { name: name ?? '', source, ...announced, ...more };
          return await reply.code(201).send(await uploadEvidence(request.ctx, options, upload));
        }
        const part = await firstFile(request);
        source = part.file;
        const upload = { name: name ?? part.filename, source, ...more };
        return await reply.code(201).send(await uploadEvidence(request.ctx, options, upload));
      } finally {
        // What a refusal left unread runs off, so that the sender comes to read the answer.
        source.resume();
      }
    },
  );
}

async function firstFile(request: FastifyRequest): Promise<MultipartFile> {
  // The size is watched by the store, whose limit is a parameter; the parser's must not come before it.
  const asked = request.file({ limits: { fileSize: Number.MAX_SAFE_INTEGER }, throwFileSizeLimit: false });
  const part = await asked.catch((fault: Error) => {
    // What cannot be parsed has no status of its own: the form ends before its end mark.
    throw 'statusCode' in fault ? fault : new Refused(evidenceRefusals.interrupted());
  });
  if (part === undefined) throw new Refused(evidenceRefusals.notOneFile());
  return part;
}
