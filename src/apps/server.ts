import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seedCalendar } from '#calendars';
import { type Clock, fileClock, systemClock } from '#platform/clock';
import { openDiskBlobs } from '#platform/files';
import type { App } from '#platform/http';
import { openLog } from '#platform/log';
import { readSettings, WrongSettings } from '#platform/settings';
import { boot, explain, stopOnSignal } from './boot.ts';
import { buildWorkbench, WORKBENCH } from './build-workbench.ts';
import { compose } from './compose.ts';
import {
  admitDemonstration,
  demonstration,
  demonstrationClock,
  demonstrationFolder,
  load,
  refuseDemonstration,
  takeFolder,
} from './demo/index.ts';
import { directoryDoor } from './directory-door.ts';
import { runJobs } from './jobs.ts';
import { modulesWith } from './modules.ts';
import { serveWorkbench } from './workbench-files.ts';

export type ServeOptions = {
  readonly clock?: Clock;
  readonly environment?: NodeJS.ProcessEnv;
  /** What stands behind the command: `--demo` shows the product with an invented city, in a folder of its own. */
  readonly words?: readonly string[];
  /** Serves the workbench from its sources; returns how to stop. */
  serveSources?(app: App): Promise<() => Promise<void>>;
};

/** The whole product in one process: database, server, jobs. Returns when it is listening. */
export async function serve(options: ServeOptions = {}): Promise<{ url: string; stop(): Promise<void> }> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const { serveSources } = options;
  const { words = [] } = options;
  const shown = demonstrationAsked(words) ? showing(words, options.environment) : undefined;
  if (serveSources === undefined) await buildWorkbench(say);
  const {
    settings,
    db,
    stop: stopDatabase,
  } = await boot(shown?.environment ?? options.environment, async (found) =>
    shown === undefined ? refuseDemonstration(found) : admitDemonstration(found, shown.state),
  );
  try {
    const { dataDir } = settings;
    const modules = modulesWith(await openDiskBlobs(join(dataDir, 'files')));
    if (shown?.state === 'empty') await load({ db, modules, dataDir, version: versionOf(), say });
    const shownClock = shown && demonstrationClock(dataDir);
    const clock = shownClock ?? options.clock ?? systemClock;
    const log = openLog({ clock, level: settings.logLevel });
    await seedCalendar({ db, now: clock.now() });
    const { app, firstRun, jobs, jobCtx } = await compose({
      db,
      clock,
      log,
      version: versionOf(),
      dataDir,
      directory: directoryDoor,
      modules,
      development: serveSources !== undefined,
      trustProxy: settings.trustProxy,
      ...(shownClock === undefined ? {} : { demonstration: demonstration(db, shownClock) }),
    });
    let stopSources = async () => {};
    if (serveSources === undefined) serveWorkbench(app, WORKBENCH, { demonstration: shown !== undefined });
    else stopSources = await serveSources(app);
    const url = await listen(app, settings.host, settings.port);
    const code = await firstRun.code();
    const running = runJobs(jobs, { ctx: jobCtx, log });
    say(shown === undefined ? `机关效能建设平台已启动: ${url}/` : `演示已启动, 点一下即可登录: ${url}/demo`);
    if (code !== undefined) {
      say(`首次设置: 请打开 ${url}/first-run , 设置码 ${code}`);
      say(`(设置码也在 ${join(dataDir, 'first-run-code')} )`);
    }
    const stop = async () => {
      await running.stop();
      await app.close();
      await stopSources();
      await stopDatabase();
    };
    stopOnSignal(log, stop);
    return { url, stop };
  } catch (fault) {
    await stopDatabase();
    throw fault;
  }
}

/** `--demo`, and with it `--afresh`, which throws away what visitors have done. */
function demonstrationAsked(words: readonly string[]): boolean {
  const isDemonstration = words.includes('--demo');
  const unknown = words.filter((word) => word !== '--demo' && !(isDemonstration && word === '--afresh'));
  if (unknown.length > 0)
    throw new WrongSettings([
      `不认识 ${unknown.join(' ')}: 可用 --demo (演示), --demo --afresh (重新载入演示) (unknown option)`,
    ]);
  return isDemonstration;
}

/** The folder of the demonstration, made ready, and the environment in which the product finds it. */
function showing(words: readonly string[], environment: NodeJS.ProcessEnv = process.env) {
  const folder = demonstrationFolder(readSettings(environment).dataDir);
  return {
    state: takeFolder(folder, { afresh: words.includes('--afresh') }),
    environment: { ...environment, DATA_DIR: folder },
  };
}

async function listen(app: App, host: string, port: number): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
    if (code === 'EADDRINUSE')
      throw new WrongSettings([
        `PORT: 端口 ${port} 已被别的程序占用, 请停掉它, 或以 PORT 换一个端口 (the port is in use)`,
      ]);
    if (code === 'EACCES')
      throw new WrongSettings([
        `PORT: 没有权限使用端口 ${port}, 请用 1024 以上的端口, 前面放反向代理 (no permission for this port)`,
      ]);
    if (code === 'EADDRNOTAVAIL')
      throw new WrongSettings([`HOST: 本机没有地址 ${host} (this machine has no such address)`]);
    throw fault;
  }
  const address = app.server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${actual}`;
}

function versionOf(): string {
  const text: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  return typeof text === 'object' && text !== null && 'version' in text ? String(text.version) : '0';
}

if (import.meta.main) {
  // Started by itself and not by `npm start`: in stories and development, where the time may be moved.
  const { CLOCK_FILE } = process.env;
  try {
    await serve({
      ...(CLOCK_FILE ? { clock: fileClock(CLOCK_FILE) } : {}),
      words: process.argv.slice(2),
    });
  } catch (fault) {
    console.error(explain(fault));
    process.exit(1);
  }
}
