import { idOf, type SubjectId } from '#core/kernel';
import type { App } from '#platform/http';
import {
  Discussion,
  DiscussionParams,
  Mentionable,
  PeopleQuery,
  RemarkParams,
  Said,
  Say,
  WithdrawRemark,
} from './contract.ts';
import { readDiscussion, readMentionable, say, withdrawRemark } from './discussion.service.ts';

const tags = ['讨论'];

export function discussionRoutes(app: App): void {
  app.get(
    '/api/discussions/:id',
    {
      config: { access: { action: 'discussion.read' } },
      schema: {
        tags,
        summary: '一项任务的讨论',
        params: DiscussionParams,
        response: { 200: Discussion },
        refusals: ['DSC-01'],
      },
    },
    (request) => readDiscussion(request.ctx, idOf<SubjectId>(request.params.id)),
  );
  app.get(
    '/api/discussions/:id/people',
    {
      config: { access: { action: 'discussion.write' } },
      schema: {
        tags,
        summary: '在这项任务的讨论中可以提到的人',
        params: DiscussionParams,
        querystring: PeopleQuery,
        response: { 200: Mentionable },
        refusals: ['DSC-01'],
      },
    },
    (request) => readMentionable(request.ctx, idOf<SubjectId>(request.params.id), request.query.q),
  );
  app.post(
    '/api/discussions/:id',
    {
      config: { access: { action: 'discussion.write' } },
      schema: {
        tags,
        summary: '发言, 或回复一条发言',
        params: DiscussionParams,
        body: Say,
        response: { 200: Said },
        refusals: ['DSC-01', 'DSC-02', 'DSC-06'],
      },
    },
    (request) => say(request.ctx, idOf<SubjectId>(request.params.id), request.body),
  );
  app.post(
    '/api/discussions/remarks/:id/withdraw',
    {
      config: { access: { action: 'discussion.write' } },
      schema: {
        tags,
        summary: '撤回自己的发言',
        params: RemarkParams,
        body: WithdrawRemark,
        response: { 200: Said },
        refusals: ['DSC-03', 'DSC-04', 'DSC-05'],
      },
    },
    (request) => withdrawRemark(request.ctx, idOf<SubjectId>(request.params.id)),
  );
}
