import { idOf, type SubjectId } from '#core/kernel';
import type { App } from '#platform/http';
import { approveAdjustment, previewAdjustment, proposeAdjustment, refuseAdjustment } from './adjustment.service.ts';
import {
  AdjustmentDetail,
  AdjustmentList,
  AdjustmentParams,
  AdjustmentQuery,
  Approve,
  Decided,
  Effect,
  Preview,
  Propose,
  Proposed,
  Refuse,
} from './contract.ts';
import { listAdjustments, readAdjustment } from './reading.service.ts';

const tags = ['调整'];
const READ = { access: { action: 'task.read' } };
const PROPOSE = { access: { action: 'adjustment.propose' } };
const DECIDE = { access: { action: 'adjustment.decide' } };
/** What stands in the way of a change. */
const OBSTACLES = [
  'ADJ-02',
  'ADJ-03',
  'ADJ-05',
  'ADJ-06',
  'ADJ-08',
  'ADJ-09',
  'ADJ-10',
  'ADJ-11',
  'ADJ-12',
  'ADJ-13',
  'ADJ-14',
];
const PROPOSING = ['ADJ-01', ...OBSTACLES, 'ADJ-04', 'ADJ-07'];

export function adjustmentRoutes(app: App): void {
  app.get(
    '/api/adjustments',
    {
      config: READ,
      schema: {
        tags,
        summary: '调整: 等待批准的在前',
        querystring: AdjustmentQuery,
        response: { 200: AdjustmentList },
      },
    },
    (request) => listAdjustments(request.ctx, request.query),
  );
  app.get(
    '/api/adjustments/:id',
    {
      config: READ,
      schema: {
        tags,
        summary: '一份调整: 改什么, 影响谁, 谁批的',
        params: AdjustmentParams,
        response: { 200: AdjustmentDetail },
        refusals: ['ADJ-01'],
      },
    },
    (request) => readAdjustment(request.ctx, idOf<SubjectId>(request.params.id)),
  );
  app.post(
    '/api/adjustments/preview',
    {
      config: PROPOSE,
      schema: {
        tags,
        summary: '这样调整会作废哪些责任, 新开哪些, 改哪些期限; 只看不写',
        body: Preview,
        response: { 200: Effect },
        refusals: PROPOSING,
      },
    },
    (request) => previewAdjustment(request.ctx, request.body),
  );
  app.post(
    '/api/adjustments',
    {
      config: PROPOSE,
      schema: {
        tags,
        summary: '提出调整, 等待批准; 批准之前任务照旧',
        body: Propose,
        response: { 200: Proposed },
        refusals: PROPOSING,
      },
    },
    (request) => proposeAdjustment(request.ctx, request.body),
  );
  app.post(
    '/api/adjustments/:id/approve',
    {
      config: DECIDE,
      schema: {
        tags,
        summary: '批准并执行调整',
        params: AdjustmentParams,
        body: Approve,
        response: { 200: Decided },
        refusals: ['ADJ-01', ...OBSTACLES, 'ADJ-15', 'ADJ-16', 'ADJ-17'],
      },
    },
    (request) => approveAdjustment(request.ctx, idOf<SubjectId>(request.params.id), request.body),
  );
  app.post(
    '/api/adjustments/:id/refuse',
    {
      config: DECIDE,
      schema: {
        tags,
        summary: '不批准, 写明理由; 任务照旧',
        params: AdjustmentParams,
        body: Refuse,
        response: { 200: Decided },
        refusals: ['ADJ-01', 'ADJ-15', 'ADJ-17'],
      },
    },
    (request) => refuseAdjustment(request.ctx, idOf<SubjectId>(request.params.id), request.body),
  );
}
