import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { App } from '#platform/http';
import { stylesheetFile } from '#ui/portal';

const MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="8" fill="#1d4f91"/><path fill="none" stroke="#fff" stroke-width="6" stroke-linecap="round" stroke-linejoin="round" d="M14 20h36M14 32h36M14 44h22"/></svg>`;

/** Serves what pages need; returns the address of the style sheet, which changes with its content. */
export function serveAssets(app: App): string {
  const css = readFileSync(stylesheetFile, 'utf8');
  const address = `/assets/portal.${createHash('sha256').update(css).digest('hex').slice(0, 10)}.css`;
  app.get(address, { config: { access: 'public', session: false } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable').send(css),
  );
  app.get('/assets/portal.css', { config: { access: 'public', session: false } }, (_request, reply) =>
    reply.header('cache-control', 'no-cache').redirect(address, 302),
  );
  const mark = { config: { access: 'public', session: false } } as const;
  app.get('/assets/mark.svg', mark, (_request, reply) =>
    reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(MARK),
  );
  app.get('/favicon.ico', mark, (_request, reply) =>
    reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(MARK),
  );
  app.get('/robots.txt', mark, (_request, reply) =>
    reply.type('text/plain').send('User-agent: *\nDisallow: /workbench/\nDisallow: /api/\nDisallow: /sign-in\n'),
  );
  return address;
}
