import { z } from 'zod';
import { idOf, type ObligationId, type SubjectId } from '#core/kernel';
import type { App } from '#platform/http';
import {
  DutyBoard,
  DutyFilter,
  DutyList,
  DutyParams,
  ParameterList,
  ParameterParams,
  RuleList,
  SearchHits,
  SearchQuery,
  SetParameter,
  Timeline,
  Why,
} from './contract.ts';
import { listParameters, listRules, setParameter } from './parameter.service.ts';
import { dutiesOf, dutyBoard, timelineOf, whyDue } from './reading.service.ts';
import { search } from './search.service.ts';

const tags = ['责任台账'];
/** What the calendar says of a value that cannot be counted with. */
const UNCOUNTABLE = ['TERM-04', 'TERM-05', 'TERM-06', 'TERM-07', 'TERM-10', 'TERM-16'];

export function ledgerRoutes(app: App): void {
  app.get(
    '/api/search',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        summary: '按名称查找我可以查看的方案, 任务, 单位',
        querystring: SearchQuery,
        response: { 200: SearchHits },
      },
    },
    (request) => search(request.ctx, request.query.q),
  );
  app.get(
    '/api/duties',
    {
      config: { access: { action: 'duty.read' } },
      schema: {
        tags,
        summary: '我的责任, 或我可以查看的全部责任',
        querystring: DutyFilter,
        response: { 200: DutyList },
        refusals: ['LED-08'],
      },
    },
    (request) => dutiesOf(request.ctx, request.query),
  );
  app.get(
    '/api/duties/board',
    {
      config: { access: { action: 'duty.read' } },
      schema: { tags, summary: '我可以查看的在办责任, 各单位各灯的数目', response: { 200: DutyBoard } },
    },
    (request) => dutyBoard(request.ctx),
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
    '/api/rules',
    {
      config: { access: { action: 'parameter.read' } },
      schema: {
        tags,
        summary: '平台执行的制度: 谁, 做什么, 何时之前, 凭什么为证, 否则如何, 依据什么',
        response: { 200: RuleList },
      },
    },
    (request) => listRules(request.ctx),
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
        refusals: ['LED-05', 'LED-06', 'LED-07', ...UNCOUNTABLE],
      },
    },
    (request) => setParameter(request.ctx, request.params.id, request.body),
  );
}
