import { idOf, type SubjectId } from '#core/kernel';
import type { App } from '#platform/http';
import {
  Done,
  HandIn,
  OwedList,
  OwedQuery,
  ReceivedMany,
  ReceiveMany,
  ReceiveSubmission,
  ReturnSubmission,
  RoundDetail,
  RoundList,
  RoundQuery,
  RoundsQuery,
  SubmissionDetail,
  SubmissionParams,
} from './contract.ts';
import { listOwed, listRounds, readRound, readSubmission, roundWorkbook } from './reading.service.ts';
import { handIn, receiveMany, receiveSubmission, returnSubmission } from './submission.service.ts';

const tags = ['报送'];
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const COLLECT = { access: { action: 'submission.collect' } };
const ANSWER = { access: { action: 'submission.answer' } };
const ANSWERING = ['SUB-01', 'SUB-04', 'SUB-05', 'SUB-06'];

export function submissionRoutes(app: App): void {
  app.get(
    '/api/submissions',
    {
      config: { access: { action: 'task.read' } },
      schema: {
        tags,
        summary: '本单位应报的: 报什么, 报给谁, 报了没有',
        querystring: OwedQuery,
        response: { 200: OwedList },
        refusals: ['SUB-08'],
      },
    },
    (request) => listOwed(request.ctx, request.query),
  );
  app.get(
    '/api/submission-rounds',
    {
      config: COLLECT,
      schema: {
        tags,
        summary: '由我汇总的各轮报送, 连同应报、已报、未报、迟报的份数',
        querystring: RoundsQuery,
        response: { 200: RoundList },
        refusals: ['SUB-08'],
      },
    },
    (request) => listRounds(request.ctx, request.query),
  );
  app.get(
    '/api/submission-round',
    {
      config: COLLECT,
      schema: {
        tags,
        summary: '一轮报送: 哪些单位报了, 没报, 迟报',
        querystring: RoundQuery,
        response: { 200: RoundDetail },
        refusals: ['SUB-07', 'SUB-08'],
      },
    },
    (request) => readRound(request.ctx, request.query),
  );
  app.get(
    '/api/submission-round.xlsx',
    {
      config: COLLECT,
      schema: {
        tags,
        summary: '一轮报送的表格: 各单位的情况和最后一次交报的内容',
        querystring: RoundQuery,
        refusals: ['SUB-07', 'SUB-08'],
      },
    },
    async (request, reply) => {
      const { name, bytes } = await roundWorkbook(request.ctx, request.query);
      return reply
        .type(XLSX)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
        .send(Buffer.from(bytes));
    },
  );
  app.post(
    '/api/submissions/receive',
    {
      config: ANSWER,
      schema: {
        tags,
        summary: '一次收下多份报送, 或预览会收下哪些; 不能收下的说明理由',
        body: ReceiveMany,
        response: { 200: ReceivedMany },
      },
    },
    (request) => receiveMany(request.ctx, request.body),
  );
  app.get(
    '/api/submissions/:id',
    {
      config: { access: { action: 'task.read' } },
      schema: {
        tags,
        summary: '一项报送和它的各版',
        params: SubmissionParams,
        response: { 200: SubmissionDetail },
        refusals: ['SUB-01'],
      },
    },
    (request) => readSubmission(request.ctx, idOf<SubjectId>(request.params.id)),
  );
  app.post(
    '/api/submissions/:id/hand-in',
    {
      config: { access: { action: 'submission.hand-in' } },
      schema: {
        tags,
        summary: '交报, 或在收下之前再交一版',
        params: SubmissionParams,
        body: HandIn,
        response: { 200: Done },
        refusals: ['SUB-01', 'SUB-02', 'SUB-03', 'SUB-05'],
      },
    },
    (request) => handIn(request.ctx, idOf<SubjectId>(request.params.id), request.body),
  );
  app.post(
    '/api/submissions/:id/receive',
    {
      config: ANSWER,
      schema: {
        tags,
        summary: '收下报送',
        params: SubmissionParams,
        body: ReceiveSubmission,
        response: { 200: Done },
        refusals: ANSWERING,
      },
    },
    (request) => receiveSubmission(request.ctx, idOf<SubjectId>(request.params.id), request.body),
  );
  app.post(
    '/api/submissions/:id/return',
    {
      config: ANSWER,
      schema: {
        tags,
        summary: '退回报送, 写明理由; 原来的期限不变',
        params: SubmissionParams,
        body: ReturnSubmission,
        response: { 200: Done },
        refusals: ANSWERING,
      },
    },
    (request) => returnSubmission(request.ctx, idOf<SubjectId>(request.params.id), request.body),
  );
}
