import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { epochOf, type Instant, instantOf, localDay, startOfDay } from '#core/kernel';
import { fileClock } from '#platform/clock';
import { WrongSettings } from '#platform/settings';

const MARK = 'demonstration.json';
const CLOCK = 'demonstration-clock';
/** What is in the folder: being loaded by a program, or whole. */
const Mark = z.object({ state: z.enum(['loading', 'loaded']), pid: z.int() });

/** The folder of the demonstration, beside the one that the installation keeps its own in: never the same. */
export const demonstrationFolder = (dataDir: string): string => `${dataDir}-demo`;

/**
 * Makes the folder ready: `loaded` where the demonstration is there already; else it is empty, whatever an interrupted
 * loading had left in it. Refuses a folder that holds something else.
 */
export function takeFolder(folder: string, options: { afresh?: boolean } = {}): 'loaded' | 'empty' {
  makeOpen(folder);
  const mark = readMark(folder);
  if (mark === undefined && readdirSync(folder).length > 0)
    throw new WrongSettings([
      `${folder}: 目录里的内容不是演示的, 演示不会动它。请移走它, 或以 DATA_DIR 换一个位置 (not a demonstration's folder)`,
    ]);
  if (
    mark !== undefined &&
    mark.pid !== process.pid &&
    isAlive(mark.pid) &&
    (mark.state === 'loading' || options.afresh)
  )
    throw new WrongSettings([
      `${folder}: 进程 ${mark.pid} 正在使用这个演示, 请先停掉它; 若它不是本程序, 请删除 ${join(folder, MARK)} 所在的目录 (in use by another program)`,
    ]);
  if (mark?.state === 'loaded' && !options.afresh) {
    writeMark(folder, 'loaded');
    return 'loaded';
  }
  // A database that is just going down may still write for a moment.
  for (const name of readdirSync(folder))
    if (name !== MARK) rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  writeMark(folder, 'loading');
  return 'empty';
}

/** From now on the demonstration is whole, and its clock stands at the instant. */
export function keepLoaded(folder: string, now: Instant): void {
  demonstrationClock(folder).moveTo(now);
  writeMark(folder, 'loaded');
}

/** A clock that stands where it was last moved to, also after the program was started again. */
export function demonstrationClock(folder: string) {
  const path = join(folder, CLOCK);
  return {
    ...fileClock(path),
    moveTo(next: Instant): void {
      writeFileSync(`${path}.next`, next);
      renameSync(`${path}.next`, path);
    },
  };
}
export type DemonstrationClock = ReturnType<typeof demonstrationClock>;

function readMark(folder: string): z.output<typeof Mark> | undefined {
  const path = join(folder, MARK);
  if (!existsSync(path)) return undefined;
  try {
    return Mark.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return { state: 'loading', pid: process.pid };
  }
}

function writeMark(folder: string, state: z.output<typeof Mark>['state']): void {
  const path = join(folder, MARK);
  writeFileSync(`${path}.next`, `${JSON.stringify({ state, pid: process.pid })}\n`);
  renameSync(`${path}.next`, path);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM';
  }
}

/** The account of the database must be able to pass through it, whatever the umask. */
function makeOpen(folder: string): void {
  const missing: string[] = [];
  for (let at = folder; !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  for (const each of missing) {
    mkdirSync(each);
    chmodSync(each, 0o755);
  }
}

const DAY = 86_400_000;
/** From midnight to the beginning of office hours. */
const MORNING = 9 * 3_600_000;

/** Nine in the morning of the next day. */
export function nextMorning(now: Instant): Instant {
  return instantOf(epochOf(startOfDay(localDay(now))) + DAY + MORNING);
}
