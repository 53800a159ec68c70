/**
 * The browser of the tests. It comes compressed in a package and is unpacked once into the cache, under a name of its
 * own version: never into a shared temporary folder, where another user's file could be waiting under that name.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib';

const MODULES = join(import.meta.dirname, '../node_modules');

export type Browser = { readonly executablePath?: string; readonly env?: Record<string, string> };

/** Path of a browser that runs here. `CHROME_PATH` goes first; where the package has no build, Playwright's own is used. */
export async function unpackBrowser(modules = MODULES): Promise<Browser> {
  const own = process.env.CHROME_PATH;
  if (own !== undefined && own !== '') return { executablePath: own };
  if (process.platform !== 'linux' || process.arch !== 'x64') return {};
  const pack = join(modules, '@sparticuz/chromium');
  const { version } = JSON.parse(readFileSync(join(pack, 'package.json'), 'utf8'));
  const place = join(modules, `.cache/chromium-${version}`);
  const executablePath = join(place, 'chromium');
  if (!existsSync(executablePath)) await unpack(join(pack, 'bin/chromium.br'), executablePath);
  const needed = lacksLibraries(executablePath) ? unpackLibraries(join(pack, 'bin/al2023.tar.br'), place) : undefined;
  return needed === undefined ? { executablePath } : { executablePath, env: { LD_LIBRARY_PATH: needed } };
}

/** Half a file never bears the final name: it is written under the number of this process and then renamed. */
async function unpack(from: string, to: string): Promise<void> {
  mkdirSync(dirname(to), { recursive: true });
  const draft = `${to}.${process.pid}`;
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(draft, { mode: 0o755 }));
  renameSync(draft, to);
}

function lacksLibraries(executable: string): boolean {
  const listed = spawnSync('ldd', [executable], { encoding: 'utf8' });
  return listed.status !== 0 || listed.stdout.includes('not found');
}

/** A bare system has neither NSS nor expat; the package brings them. */
function unpackLibraries(from: string, place: string): string {
  const libraries = join(place, 'lib');
  if (existsSync(libraries)) return libraries;
  const draft = join(place, `lib.${process.pid}`);
  mkdirSync(draft, { recursive: true });
  const run = spawnSync('tar', ['-xf', '-', '-C', draft], { input: brotliDecompressSync(readFileSync(from)) });
  if (run.status !== 0) throw new Error(`the browser's libraries could not be unpacked: ${run.stderr}`);
  try {
    renameSync(join(draft, 'lib'), libraries);
  } catch (error) {
    if (!existsSync(libraries)) throw error;
  }
  rmSync(draft, { recursive: true, force: true });
  return libraries;
}
