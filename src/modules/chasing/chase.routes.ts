import type { App } from '#platform/http';
import { chase, receiveNotice } from './chase.service.ts';
import { Chase, Chased, ChaseList, ChaseNotice, ChaseParams, ChaseQuery, NoticesQuery, Received } from './contract.ts';
import { listChases, noticesDocument, readNotice } from './register.service.ts';

const tags = ['催办'];

export function chaseRoutes(app: App): void {
  app.get(
    '/api/chases',
    {
      config: { access: { action: 'task.read' } },
      schema: { tags, summary: '催办登记: 催了谁, 是否回应', querystring: ChaseQuery, response: { 200: ChaseList } },
    },
    (request) => listChases(request.ctx, request.query),
  );
  app.post(
    '/api/chases',
    {
      config: { access: { action: 'task.chase' } },
      schema: {
        tags,
        summary: '催办一项或多项任务, 或预览会催办哪些',
        body: Chase,
        response: { 200: Chased },
        refusals: ['CHS-01', 'CHS-02', 'CHS-03', 'CHS-04', 'CHS-05', 'CHS-06'],
      },
    },
    (request) => chase(request.ctx, request.body),
  );
  app.get(
    '/api/chases/notices.docx',
    {
      config: { access: { action: 'task.read' } },
      schema: { tags, summary: '催办通知单, 一份一页', querystring: NoticesQuery, refusals: ['CHS-07'] },
    },
    async ({ ctx, query }, reply) =>
      reply
        .type('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent('催办通知单.docx')}`)
        .send(await noticesDocument(ctx, [query.ids].flat())),
  );
  app.get(
    '/api/chases/:id',
    {
      config: { access: { action: 'task.read' } },
      schema: {
        tags,
        summary: '一份催办通知',
        params: ChaseParams,
        response: { 200: ChaseNotice },
        refusals: ['CHS-07'],
      },
    },
    (request) => readNotice(request.ctx, request.params.id),
  );
  app.post(
    '/api/chases/:id/receive',
    {
      config: { access: { action: 'task.receive' } },
      schema: {
        tags,
        summary: '签收催办',
        params: ChaseParams,
        response: { 200: Received },
        refusals: ['CHS-07', 'CHS-08'],
      },
    },
    (request) => receiveNotice(request.ctx, request.params.id),
  );
}
