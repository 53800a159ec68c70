import type { App } from '#platform/http';
import { chase, listChases } from './chase.service.ts';
import { Chase, Chased, ChaseList, ChaseQuery } from './contract.ts';

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
        refusals: ['CHS-01', 'CHS-02', 'CHS-03', 'CHS-04'],
      },
    },
    (request) => chase(request.ctx, request.body),
  );
}
