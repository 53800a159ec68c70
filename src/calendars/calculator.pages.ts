import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { localDay } from '#core/kernel';
import type { App } from '#platform/http';
import { calculate } from './calculator.ts';
import { calculatorPage } from './calculator-view.ts';
import { currentCalendar } from './calendar.service.ts';

const css = readFileSync(new URL('./calculator.css', import.meta.url), 'utf8');
const stylesheet = `/calculator.css?v=${createHash('sha256').update(css).digest('base64url').slice(0, 10)}`;

/** 期限计算器: a form that is sent by GET, so that an answer has an address which can be kept and passed on. */
export function calculatorPages(app: App): void {
  app.get(
    '/calculator',
    {
      config: { access: 'public' },
      schema: { querystring: z.record(z.string(), z.union([z.string(), z.array(z.string())])) },
    },
    async (request, reply) => {
      const typed: Record<string, string> = {};
      for (const [name, value] of Object.entries(request.query))
        typed[name] = (typeof value === 'string' ? value : (value[0] ?? '')).slice(0, 200);
      const calendar = await currentCalendar(request.ctx.db, request.ctx.region);
      const asked = 'amount' in typed;
      const result = asked ? calculate(typed, calendar) : undefined;
      const shown = asked
        ? typed
        : { startDate: localDay(request.ctx.now), startTime: '09:00', unit: 'workday', ...typed };
      return reply.html(calculatorPage({ site: request.site, stylesheet, typed: shown, result, calendar }));
    },
  );

  app.get('/calculator.css', { config: { access: 'public', session: false } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable').send(css),
  );
}
