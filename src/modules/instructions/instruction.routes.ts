import { idOf, type SubjectId } from '#core/kernel';
import type { App } from '#platform/http';
import {
  Answer,
  Conclude,
  Done,
  Give,
  InstructionDetail,
  InstructionFilter,
  InstructionList,
  InstructionParams,
  Offered,
  Return,
  Withdraw,
} from './contract.ts';
import {
  answerInstruction,
  concludeInstruction,
  giveInstruction,
  returnInstruction,
  withdrawInstruction,
} from './instruction.service.ts';
import { listInstructions, offerInstruction, readInstruction } from './reading.service.ts';

const tags = ['批示'];

export function instructionRoutes(app: App): void {
  app.get(
    '/api/instructions',
    {
      config: { access: { action: 'instruction.read' } },
      schema: {
        tags,
        summary: '我可以查看的批示',
        querystring: InstructionFilter,
        response: { 200: InstructionList },
        refusals: ['INS-13'],
      },
    },
    (request) => listInstructions(request.ctx, request.query),
  );
  app.get(
    '/api/instructions/offer/:id',
    {
      config: { access: { action: 'instruction.read' } },
      schema: {
        tags,
        summary: '能否就一个事项作批示, 以及先交给谁办',
        params: InstructionParams,
        response: { 200: Offered },
        refusals: ['INS-02'],
      },
    },
    (request) => offerInstruction(request.ctx, idOf<SubjectId>(request.params.id)),
  );
  app.get(
    '/api/instructions/:id',
    {
      config: { access: { action: 'instruction.read' } },
      schema: {
        tags,
        summary: '一件批示, 各单位办到哪一步, 现在可做之事',
        params: InstructionParams,
        response: { 200: InstructionDetail },
        refusals: ['INS-01'],
      },
    },
    (request) => readInstruction(request.ctx, idOf<SubjectId>(request.params.id)),
  );
  app.post(
    '/api/instructions',
    {
      config: { access: { action: 'instruction.give' } },
      schema: {
        tags,
        summary: '就一项任务或一个方案作批示',
        body: Give,
        response: { 200: Done },
        refusals: ['INS-02', 'INS-10', 'INS-11', 'INS-12'],
      },
    },
    (request) => giveInstruction(request.ctx, request.body),
  );
  app.post(
    '/api/instructions/:id/answer',
    {
      config: { access: { action: 'instruction.answer' } },
      schema: {
        tags,
        summary: '报告办理情况',
        params: InstructionParams,
        body: Answer,
        response: { 200: Done },
        refusals: ['INS-01', 'INS-03', 'INS-04', 'INS-05'],
      },
    },
    (request) => answerInstruction(request.ctx, idOf<SubjectId>(request.params.id), request.body),
  );
  app.post(
    '/api/instructions/:id/conclude',
    {
      config: { access: { action: 'instruction.conclude' } },
      schema: {
        tags,
        summary: '同意办结',
        params: InstructionParams,
        body: Conclude,
        response: { 200: Done },
        refusals: ['INS-01', 'INS-03', 'INS-06', 'INS-07'],
      },
    },
    (request) => concludeInstruction(request.ctx, idOf<SubjectId>(request.params.id), request.body),
  );
  app.post(
    '/api/instructions/:id/return',
    {
      config: { access: { action: 'instruction.conclude' } },
      schema: {
        tags,
        summary: '退回补办',
        params: InstructionParams,
        body: Return,
        response: { 200: Done },
        refusals: ['INS-01', 'INS-03', 'INS-06', 'INS-07'],
      },
    },
    (request) => returnInstruction(request.ctx, idOf<SubjectId>(request.params.id), request.body),
  );
  app.post(
    '/api/instructions/:id/withdraw',
    {
      config: { access: { action: 'instruction.give' } },
      schema: {
        tags,
        summary: '撤回批示',
        params: InstructionParams,
        body: Withdraw,
        response: { 200: Done },
        refusals: ['INS-01', 'INS-03', 'INS-08', 'INS-09'],
      },
    },
    (request) => withdrawInstruction(request.ctx, idOf<SubjectId>(request.params.id), request.body),
  );
}
