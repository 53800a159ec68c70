import { z } from 'zod';
import { idOf, orRefuse, type PlanId } from '#core/kernel';
import { LARGEST_DOCUMENT, readDocument, tooLargeDocument } from '#platform/documents';
import type { App } from '#platform/http';
import {
  Added,
  AddItem,
  Amend,
  CreatePlan,
  Done,
  DropItem,
  ItemParams,
  Launch,
  Launched,
  LaunchPreview,
  PlanCreated,
  PlanDraft,
  PlanList,
  PlanParams,
  Presence,
  RestoreItem,
  SetUnitName,
  TEXT_BODY_LIMIT,
  UpdateHeader,
  UpdateItem,
} from './contract.ts';
import { amendPlan, discardAmendment, launchPlan, previewLaunch, publishPlan } from './launch.service.ts';
import {
  addItem,
  announcePresence,
  createPlan,
  dropItem,
  listPlanSummaries,
  restoreItem,
  setUnitName,
  updateHeader,
  updateItem,
} from './plan.service.ts';
import { readPlan } from './reading.service.ts';

import { planRefusals } from './refusals.ts';

const tags = ['方案'];
const EDIT = { access: { action: 'plan.edit' } } as const;
const LAUNCH = { access: { action: 'plan.launch' } } as const;
const READ = { access: { action: 'plan.read' } } as const;
const planId = (request: { params: { id: string } }) => idOf<PlanId>(request.params.id);

export function planRoutes(app: App): void {
  app.get(
    '/api/plans',
    { config: READ, schema: { tags, summary: '我可以查看的方案', response: { 200: PlanList } } },
    (request) => listPlanSummaries(request.ctx),
  );
  app.post(
    '/api/plans',
    {
      config: EDIT,
      bodyLimit: TEXT_BODY_LIMIT,
      schema: {
        tags,
        summary: '录入方案: 编译全文, 存为草稿',
        body: CreatePlan,
        response: { 200: PlanCreated },
        refusals: ['PLAN-01'],
      },
    },
    (request) => createPlan(request.ctx, request.body),
  );
  app.post(
    '/api/plans/read',
    {
      config: EDIT,
      schema: {
        tags,
        summary: '从上传的文件 (.txt .docx .pdf .doc) 读出文字, 供核对',
        consumes: ['multipart/form-data'],
        response: { 200: z.object({ text: z.string(), notes: z.array(z.string()), fileName: z.string() }) },
        refusals: ['PLAN-13', 'DOC-01'],
      },
    },
    async (request) => {
      const file = await request.file({ limits: { fileSize: LARGEST_DOCUMENT }, throwFileSizeLimit: false });
      if (file === undefined) return orRefuse(planRefusals.noFile());
      const bytes = await file.toBuffer();
      const { text, notes } = orRefuse(
        file.file.truncated ? tooLargeDocument() : await readDocument(bytes, file.filename),
      );
      return { text, notes: [...notes], fileName: file.filename };
    },
  );
  app.get(
    '/api/plans/:id',
    {
      config: READ,
      schema: {
        tags,
        summary: '一份方案: 原文, 条目, 单位对照, 待解决的问题',
        params: PlanParams,
        response: { 200: PlanDraft },
        refusals: ['PLAN-02'],
      },
    },
    (request) => readPlan(request.ctx, planId(request)),
  );
  app.put(
    '/api/plans/:id',
    {
      config: EDIT,
      schema: {
        tags,
        summary: '修改方案的标题, 年份, 期间, 主管单位',
        params: PlanParams,
        body: UpdateHeader,
        response: { 200: Done },
        refusals: ['PLAN-02', 'PLAN-03', 'PLAN-04', 'PLAN-05'],
      },
    },
    (request) => updateHeader(request.ctx, planId(request), request.body),
  );
  app.post(
    '/api/plans/:id/items',
    {
      config: EDIT,
      schema: {
        tags,
        summary: '添加一个条目',
        params: PlanParams,
        body: AddItem,
        response: { 200: Added },
        refusals: ['PLAN-02', 'PLAN-03', 'PLAN-15'],
      },
    },
    (request) => addItem(request.ctx, planId(request), request.body),
  );
  app.put(
    '/api/plans/:id/items/:item',
    {
      config: EDIT,
      schema: {
        tags,
        summary: '校正一个条目',
        params: ItemParams,
        body: UpdateItem,
        response: { 200: Done },
        refusals: ['PLAN-03', 'PLAN-04'],
      },
    },
    (request) => updateItem(request.ctx, planId(request), request.params.item, request.body),
  );
  app.post(
    '/api/plans/:id/items/:item/drop',
    {
      config: EDIT,
      schema: {
        tags,
        summary: '弃用一个条目, 写明理由',
        params: ItemParams,
        body: DropItem,
        response: { 200: Done },
        refusals: ['PLAN-03', 'PLAN-04'],
      },
    },
    (request) => dropItem(request.ctx, planId(request), request.params.item, request.body),
  );
  app.post(
    '/api/plans/:id/items/:item/restore',
    {
      config: EDIT,
      schema: {
        tags,
        summary: '恢复一个弃用的条目',
        params: ItemParams,
        body: RestoreItem,
        response: { 200: Done },
        refusals: ['PLAN-03', 'PLAN-04'],
      },
    },
    (request) => restoreItem(request.ctx, planId(request), request.params.item, request.body),
  );
  app.put(
    '/api/plans/:id/names',
    {
      config: EDIT,
      schema: {
        tags,
        summary: '指定文中的单位名称对应哪些单位',
        params: PlanParams,
        body: SetUnitName,
        response: { 200: Done },
        refusals: ['PLAN-03', 'PLAN-05'],
      },
    },
    (request) => setUnitName(request.ctx, planId(request), request.body),
  );
  app.post(
    '/api/plans/:id/presence',
    {
      config: EDIT,
      schema: {
        tags,
        summary: '表示正在编辑, 并取得还有谁在编辑',
        params: PlanParams,
        response: { 200: Presence },
        refusals: ['PLAN-02'],
      },
    },
    (request) => announcePresence(request.ctx, planId(request)),
  );
  app.get(
    '/api/plans/:id/launch',
    {
      config: LAUNCH,
      schema: {
        tags,
        summary: '预览启动: 将为谁产生哪些责任, 何时到期',
        params: PlanParams,
        response: { 200: LaunchPreview },
        refusals: ['PLAN-02', 'PLAN-09'],
      },
    },
    (request) => previewLaunch(request.ctx, planId(request)),
  );
  app.post(
    '/api/plans/:id/launch',
    {
      config: LAUNCH,
      schema: {
        tags,
        summary: '启动, 或启动修订',
        params: PlanParams,
        body: Launch,
        response: { 200: Launched },
        refusals: ['PLAN-06', 'PLAN-07', 'PLAN-08', 'PLAN-09'],
      },
    },
    (request) => launchPlan(request.ctx, planId(request), request.body),
  );
  app.post(
    '/api/plans/:id/amend',
    {
      config: EDIT,
      bodyLimit: TEXT_BODY_LIMIT,
      schema: {
        tags,
        summary: '开始修订已启动的方案',
        params: PlanParams,
        body: Amend,
        response: { 200: Done },
        refusals: ['PLAN-10', 'PLAN-11'],
      },
    },
    (request) => amendPlan(request.ctx, planId(request), request.body),
  );
  app.post(
    '/api/plans/:id/amend/discard',
    {
      config: EDIT,
      schema: {
        tags,
        summary: '放弃正在编辑的修订, 回到已启动的方案',
        params: PlanParams,
        response: { 200: Done },
        refusals: ['PLAN-02', 'PLAN-16'],
      },
    },
    (request) => discardAmendment(request.ctx, planId(request)),
  );
  app.post(
    '/api/plans/:id/publish',
    {
      config: LAUNCH,
      schema: { tags, summary: '在门户公开方案', params: PlanParams, response: { 200: Done }, refusals: ['PLAN-12'] },
    },
    (request) => publishPlan(request.ctx, planId(request), true),
  );
  app.post(
    '/api/plans/:id/withdraw',
    {
      config: LAUNCH,
      schema: { tags, summary: '把方案撤下门户', params: PlanParams, response: { 200: Done }, refusals: ['PLAN-12'] },
    },
    (request) => publishPlan(request.ctx, planId(request), false),
  );
}
