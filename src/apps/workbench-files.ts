import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { type App, contentPolicy } from '#platform/http';

/** What vite.config.ts writes into index.html in the place of the nonce. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** Serves the built workbench out of memory: a build that replaces the folder later does not disturb who is running. */
export function serveWorkbench(app: App, folder: string, options: { demonstration?: boolean } = {}): void {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) files.set(nameOf(folder, entry), readFileSync(join(entry.parentPath, entry.name)));
  }
  const built = files.get('index.html')?.toString('utf8');
  if (built === undefined) throw new Error(`${folder} has no index.html`);
  // The workbench asks the server for the demonstration only where the page says that there is one.
  const index = options.demonstration ? built.replace('<html ', '<html data-demonstration ') : built;

  for (const [name, content] of files) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const brotli = files.get(`${name}.br`);
    const gzip = files.get(`${name}.gz`);
    app.get(`/workbench/${name}`, { config: { access: 'public', session: false } }, (request, reply) => {
      const accepts = request.headers['accept-encoding']?.toString() ?? '';
      reply.type(type).header('vary', 'accept-encoding');
      reply.header('cache-control', 'public, max-age=31536000, immutable');
      if (brotli !== undefined && /\bbr\b/.test(accepts)) return reply.header('content-encoding', 'br').send(brotli);
      if (gzip !== undefined && /\bgzip\b/.test(accepts)) return reply.header('content-encoding', 'gzip').send(gzip);
      return reply.send(content);
    });
  }
  workbenchPages(app, async (_url, nonce) => index.replaceAll(NONCE_PLACEHOLDER, nonce));
}

/** Every path of the workbench is the one page; only who is signed in gets it. */
export function workbenchPages(app: App, indexFor: (url: string, nonce: string) => Promise<string>): void {
  app.get('/workbench', { config: { access: 'signed-in' } }, (_request, reply) => reply.seeOther('/workbench/'));
  app.get('/workbench/*', { config: { access: 'signed-in' } }, async (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', contentPolicy(request.nonce, { styleAttributes: true }))
      .send(await indexFor(request.url, request.nonce)),
  );
}

function nameOf(folder: string, entry: Dirent): string {
  return relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
}
