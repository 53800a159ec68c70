import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { fileClock } from '#platform/clock';
import type { App } from '#platform/http';
import { explain } from './boot.ts';
import { serve } from './server.ts';
import { workbenchPages } from './workbench-files.ts';

const PROJECT = join(import.meta.dirname, '../..');
/** What Vite serves besides the page: sources, its own client, assets with a query. */
const SOURCE = /^\/workbench\/(?:@|node_modules\/|.*\.\w+(?:\?|$))|^\/src\//;

/** The workbench from its sources, reloading as they change, on the server's own port. */
async function serveSources(app: App): Promise<() => Promise<void>> {
  const vite = await createServer({
    configFile: join(PROJECT, 'vite.config.ts'),
    appType: 'custom',
    server: { middlewareMode: true, hmr: { server: app.server } },
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (!SOURCE.test(request.url)) return done();
    reply.hijack();
    vite.middlewares(request.raw, reply.raw, () => {
      reply.raw.writeHead(404).end();
    });
  });
  app.addHook('onSend', async (request, reply) => {
    // Vite's client needs inline scripts and a socket.
    if (request.url.startsWith('/workbench')) reply.removeHeader('content-security-policy');
  });
  const index = join(PROJECT, 'src/apps/workbench/index.html');
  workbenchPages(app, (url) => vite.transformIndexHtml(url, readFileSync(index, 'utf8')));
  return () => vite.close();
}

const { CLOCK_FILE, DATA_DIR } = process.env;
try {
  await serve({
    environment: { ...process.env, DATA_DIR: DATA_DIR || join(PROJECT, 'data/dev') },
    serveSources,
    ...(CLOCK_FILE ? { clock: fileClock(CLOCK_FILE) } : {}),
  });
} catch (fault) {
  console.error(explain(fault));
  process.exit(1);
}
