import { isRefusal, orRefuse } from '#core/kernel';
import type { App } from '#platform/http';
import { LiveQuery, MarkAllRead, Marked, MarkRead, MessageFilter, MessageList, UnreadCount } from './contract.ts';
import type { Feed } from './live.service.ts';
import { countUnread, listMessages, markEverythingRead, markRead } from './message.service.ts';

const tags = ['消息'];

export function inboxRoutes(app: App, feed: Feed): void {
  app.get(
    '/api/messages',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        summary: '我的消息, 新的在前',
        querystring: MessageFilter,
        response: { 200: MessageList },
      },
    },
    (request) => listMessages(request.ctx, request.query),
  );
  app.get(
    '/api/messages/unread',
    {
      config: { access: 'signed-in' },
      schema: { tags, summary: '未读消息的数目', response: { 200: UnreadCount } },
    },
    (request) => countUnread(request.ctx),
  );
  app.post(
    '/api/messages/read',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        summary: '把几条消息, 或关于一个事项的消息, 标为已读',
        body: MarkRead,
        response: { 200: Marked },
      },
    },
    (request) => markRead(request.ctx, request.body),
  );
  app.post(
    '/api/messages/read-all',
    {
      config: { access: 'signed-in' },
      schema: { tags, summary: '把某一号及以前的消息全部标为已读', body: MarkAllRead, response: { 200: Marked } },
    },
    (request) => markEverythingRead(request.ctx, request.body),
  );
  app.get(
    '/api/live',
    {
      config: { access: 'signed-in', listens: true },
      schema: {
        tags,
        summary: '事件流 (text/event-stream): 我看得到的事项有了变化',
        querystring: LiveQuery,
        refusals: ['INB-01', 'INB-02'],
      },
    },
    async (request, reply) => {
      const last = request.headers['last-event-id'];
      const after = typeof last === 'string' ? last : request.query.after;
      const stream = await feed.join(request.ctx, request.identity?.sessionId ?? '', after);
      if (isRefusal(stream)) return orRefuse(stream);
      return reply
        .type('text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store, no-transform')
        .header('x-accel-buffering', 'no')
        .send(stream);
    },
  );
  // Open streams would keep the server from stopping.
  app.addHook('preClose', async () => feed.close());
}
