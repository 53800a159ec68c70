import { idOf, type SubjectId } from '#core/kernel';
import type { App } from '#platform/http';
import {
  AcceptTask,
  Acted,
  CloseTask,
  Receive,
  ReportCompletion,
  ReportProgress,
  ReturnTask,
  TaskDetail,
  TaskFilter,
  TaskList,
  TaskParams,
} from './contract.ts';
import { listTasks, readTask } from './reading.service.ts';
import { acceptTask, closeTask, receiveTask, reportCompletion, reportProgress, returnTask } from './task.service.ts';

const tags = ['任务'];
const id = (request: { params: { id: string } }) => idOf<SubjectId>(request.params.id);

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
    (request) => readTask(request.ctx, id(request)),
  );
  app.post(
    '/api/tasks/:id/receive',
    {
      config: { access: { action: 'task.receive' } },
      schema: {
        tags,
        summary: '签收',
        params: TaskParams,
        body: Receive,
        response: { 200: Acted },
        refusals: ['TASK-01', 'TASK-02', 'TASK-03', 'TASK-04', 'TASK-10'],
      },
    },
    (request) => receiveTask(request.ctx, id(request), request.body),
  );
  app.post(
    '/api/tasks/:id/report',
    {
      config: { access: { action: 'task.report' } },
      schema: {
        tags,
        summary: '报告进展',
        params: TaskParams,
        body: ReportProgress,
        response: { 200: Acted },
        refusals: ['TASK-01', 'TASK-02', 'TASK-05', 'TASK-06', 'TASK-10'],
      },
    },
    (request) => reportProgress(request.ctx, id(request), request.body),
  );
  app.post(
    '/api/tasks/:id/complete',
    {
      config: { access: { action: 'task.complete' } },
      schema: {
        tags,
        summary: '报送完成',
        params: TaskParams,
        body: ReportCompletion,
        response: { 200: Acted },
        refusals: ['TASK-01', 'TASK-02', 'TASK-05', 'TASK-06', 'TASK-10'],
      },
    },
    (request) => reportCompletion(request.ctx, id(request), request.body),
  );
  app.post(
    '/api/tasks/:id/accept',
    {
      config: { access: { action: 'task.accept' } },
      schema: {
        tags,
        summary: '验收通过',
        params: TaskParams,
        body: AcceptTask,
        response: { 200: Acted },
        refusals: ['TASK-01', 'TASK-02', 'TASK-07', 'TASK-08', 'TASK-10'],
      },
    },
    (request) => acceptTask(request.ctx, id(request), request.body),
  );
  app.post(
    '/api/tasks/:id/return',
    {
      config: { access: { action: 'task.return' } },
      schema: {
        tags,
        summary: '退回, 写明理由',
        params: TaskParams,
        body: ReturnTask,
        response: { 200: Acted },
        refusals: ['TASK-01', 'TASK-02', 'TASK-07', 'TASK-08', 'TASK-10'],
      },
    },
    (request) => returnTask(request.ctx, id(request), request.body),
  );
  app.post(
    '/api/tasks/:id/close',
    {
      config: { access: { action: 'task.close' } },
      schema: {
        tags,
        summary: '销号',
        params: TaskParams,
        body: CloseTask,
        response: { 200: Acted },
        refusals: ['TASK-01', 'TASK-02', 'TASK-09', 'TASK-10'],
      },
    },
    (request) => closeTask(request.ctx, id(request)),
  );
}
