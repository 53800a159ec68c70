import { z } from 'zod';
import { idOf, type ObligationId, type SubjectId } from '#core/kernel';
import type { App } from '#platform/http';
import {
  DutyFilter,
  DutyList,
  DutyParams,
  ParameterList,
  ParameterParams,
  SetParameter,
  Timeline,
  Why,
} from './contract.ts';
import { listParameters, setParameter } from './parameter.service.ts';
import { dutiesOf, timelineOf, whyDue } from './reading.service.ts';

const tags = ['责任台账'];

export function ledgerRoutes(app: App): void {
  app.get(
    '/api/duties',
    {
      config: { access: { action: 'duty.read' } },
      schema: {
        tags,
        summary: '我的责任, 或我可以查看的全部责任',
        querystring: DutyFilter,
        response: { 200: DutyList },
      },
    },
    (request) => dutiesOf(request.ctx, request.query),
  );
  app.get(
    '/api/duties/:id/why',
    {
      config: { access: { action: 'duty.read' } },
      schema: { tags, summary: '为什么是这一天', params: DutyParams, response: { 200: Why }, refusals: ['LED-04'] },
    },
    (request) => whyDue(request.ctx, idOf<ObligationId>(request.params.id)),
  );
  app.get(
    '/api/subjects/:id/timeline',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        summary: '一个事项的时间线',
        params: DutyParams,
        response: { 200: Timeline },
        refusals: ['LED-04'],
      },
    },
    (request) => timelineOf(request.ctx, idOf<SubjectId>(request.params.id)),
  );
  app.get(
    '/api/parameters',
    {
      config: { access: { action: 'parameter.read' } },
      schema: { tags, summary: '规则的全部参数, 依据与沿革', response: { 200: ParameterList } },
    },
    (request) => listParameters(request.ctx),
  );
  app.post(
    '/api/parameters/:id',
    {
      config: { access: { action: 'parameter.set' } },
      schema: {
        tags,
        summary: '自某日起设定本地的参数值',
        params: ParameterParams,
        body: SetParameter,
        response: { 200: z.object({ id: z.string(), effectiveFrom: z.string() }) },
        refusals: ['LED-05', 'LED-06', 'LED-07'],
      },
    },
    (request) => setParameter(request.ctx, request.params.id, request.body),
  );
}
