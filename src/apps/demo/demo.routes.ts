import { type Instant, localDay } from '#core/kernel';
import type { App } from '#platform/http';
import { Advance, DemonstrationNow } from './contract.ts';

const tags = ['演示'];

/** What the banner of the workbench asks, and how it moves the clock. */
export function demonstrationRoutes(app: App, advance: (days: number) => Promise<Instant>): void {
  app.get(
    '/api/demo',
    {
      config: { access: 'public' },
      schema: { tags, summary: '演示里的今天', response: { 200: DemonstrationNow } },
    },
    (request) => ({ today: localDay(request.ctx.now) }),
  );
  app.post(
    '/api/demo/advance',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        summary: '把演示的日子往前拨, 每天照常运行时钟的各项工作',
        body: Advance,
        response: { 200: DemonstrationNow },
      },
    },
    async (request) => ({ today: localDay(await advance(request.body.days)) }),
  );
}
