import type { App } from '#platform/http';
import { defineModule, type Module } from '#platform/module';
import { follow, forgetOldMessages } from './follow.service.ts';
import { inboxRoutes } from './inbox.routes.ts';
import { openFeed } from './live.service.ts';

export { countUnread } from './message.service.ts';
export { follow };

/** How often the ledger is looked at: an open page learns of a change at most this much later. */
const LOOK_SECONDS = 1;
const HOUR = 3_600;

/** A module with streams of its own: each server that is composed has one. */
export function inboxModule(): Module {
  const feed = openFeed();
  return defineModule({
    id: 'inbox',
    title: '消息',
    routes: (app: App) => inboxRoutes(app, feed),
    jobs: [
      { name: 'live', everySeconds: LOOK_SECONDS, run: (ctx) => feed.look(ctx) },
      {
        name: 'old messages',
        everySeconds: HOUR,
        run: ({ db, region, now }) => forgetOldMessages(db, region, now),
      },
    ],
    statuses: { 'INB-01': 429, 'INB-02': 503 },
  });
}
