import type { z } from 'zod';
import { idOf, type SubjectId } from '#core/kernel';
import type { Action } from '#directory';
import type { App, Ctx } from '#platform/http';
import {
  AcceptTask,
  Acted,
  CloseTask,
  GrantExtension,
  Receive,
  ReceivedMany,
  ReceiveMany,
  RefuseExtension,
  ReportCompletion,
  ReportProgress,
  RequestExtension,
  ReturnTask,
  TaskDetail,
  TaskFilter,
  TaskList,
  TaskParams,
} from './contract.ts';
import { grantExtension, refuseExtension, requestExtension } from './extension.service.ts';
import { listTasks, readTask } from './reading.service.ts';
import {
  acceptTask,
  closeTask,
  receiveMany,
  receiveTask,
  reportCompletion,
  reportProgress,
  returnTask,
} from './task.service.ts';
import type { TaskAction } from './task.ts';

const tags = ['任务'];
const EXTENDING = ['TASK-12', 'TASK-13', 'TASK-14', 'TASK-15', 'TASK-16', 'TASK-17', 'TASK-18'];
const ANSWERING = ['TASK-18', 'TASK-19', 'TASK-20'];
/** Refused to every act: the task is void or closed, or not to be seen. */
const ALWAYS = ['TASK-01', 'TASK-02', 'TASK-10'];

export function taskRoutes(app: App): void {
  app.get(
    '/api/tasks',
    {
      config: { access: { action: 'task.read' } },
      schema: {
        tags,
        summary: '我可以查看的任务',
        querystring: TaskFilter,
        response: { 200: TaskList },
        refusals: ['TASK-11'],
      },
    },
    (request) => listTasks(request.ctx, request.query),
  );
  app.get(
    '/api/tasks/:id',
    {
      config: { access: { action: 'task.read' } },
      schema: {
        tags,
        summary: '一项任务, 其责任, 出处, 现在可做之事',
        params: TaskParams,
        response: { 200: TaskDetail },
        refusals: ['TASK-10'],
      },
    },
    (request) => readTask(request.ctx, idOf<SubjectId>(request.params.id)),
  );

  app.post(
    '/api/tasks/receive',
    {
      config: { access: { action: 'task.receive' } },
      schema: {
        tags,
        summary: '一次签收多项任务, 或预览会签收哪些',
        body: ReceiveMany,
        response: { 200: ReceivedMany },
      },
    },
    (request) => receiveMany(request.ctx, request.body),
  );

  act('receive', '签收', ['TASK-03', 'TASK-04', 'TASK-12'], Receive, receiveTask);
  act('report', '报告进展', ['TASK-05', 'TASK-06', 'TASK-12'], ReportProgress, reportProgress);
  act('complete', '报送完成', ['TASK-05', 'TASK-06', 'TASK-12'], ReportCompletion, reportCompletion);
  act('accept', '验收通过', ['TASK-07', 'TASK-08'], AcceptTask, acceptTask);
  act('return', '退回', ['TASK-07', 'TASK-08'], ReturnTask, returnTask);
  act('close', '销号', ['TASK-09'], CloseTask, closeTask);
  act('extend', '申请延期', EXTENDING, RequestExtension, requestExtension);
  act('grant-extension', '同意延期', ANSWERING, GrantExtension, grantExtension, 'task.answer-extension');
  act('refuse-extension', '不同意延期', ANSWERING, RefuseExtension, refuseExtension, 'task.answer-extension');

  /** Each act on a task is one route of the same shape, asked of the action of the same name unless another is given. */
  function act<Body extends z.ZodType>(
    path: string,
    summary: string,
    refusals: readonly string[],
    body: Body,
    run: (ctx: Ctx, id: SubjectId, input: z.output<Body>) => Promise<z.input<typeof Acted>>,
    action: Action = `task.${path as TaskAction}`,
  ): void {
    app.post(
      `/api/tasks/:id/${path}`,
      {
        config: { access: { action } },
        schema: {
          tags,
          summary,
          params: TaskParams,
          body,
          response: { 200: Acted },
          refusals: [...ALWAYS, ...refusals],
        },
      },
      (request) =>
        run(
          request.ctx,
          idOf<SubjectId>((request.params as z.output<typeof TaskParams>).id),
          request.body as z.output<Body>,
        ),
    );
  }
}
