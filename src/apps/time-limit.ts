/**
 * Reads one time limit per line (JSON), writes one answer per line in the same order.
 * A bad case becomes an error line and the command goes on; exit code 1 at the end says that there was one.
 */
import { once } from 'node:events';
import {
  type CalendarData,
  computeTimeLimit,
  coveredOnlyUntil,
  parseTimeLimitCase,
  SEED_CALENDAR,
  timeLimitAnswer,
  type WorkingCalendar,
  workingCalendar,
} from '#core/calendar';
import { isRefusal, type PlainDate, type Refusal } from '#core/kernel';

const LONGEST_LINE = 1_048_576;
const NARROWED = 64;

/** Keeps the calendars narrowed by `coveredUntil`: nearly every line names the same day. */
function narrowing(): (calendar: WorkingCalendar, until: PlainDate) => WorkingCalendar {
  const kept = new Map<PlainDate, WorkingCalendar>();
  return (calendar, until) => {
    let narrowed = kept.get(until);
    if (narrowed === undefined) {
      narrowed = coveredOnlyUntil(calendar, until);
      if (kept.size >= NARROWED) kept.clear();
      kept.set(until, narrowed);
    }
    return narrowed;
  };
}

function answering(data: CalendarData): (line: string, number: number) => { text: string; failed: boolean } {
  const calendar = workingCalendar(data);
  const calendarOf = narrowing();
  return (line, number) => {
    let value: unknown;
    try {
      if (line.length > LONGEST_LINE) throw new Error('line too long');
      value = JSON.parse(line);
    } catch {
      return unreadable(number, line.length > LONGEST_LINE ? '这一行太长' : '这一行不是 JSON');
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return unreadable(number, '这一行不是 JSON 对象');
    const id: unknown = 'id' in value ? value.id : null;
    const question = parseTimeLimitCase(value);
    if (isRefusal(question)) return failed(id, question);
    const result = computeTimeLimit(question, calendar, calendarOf);
    if (isRefusal(result)) return failed(id, result);
    return { text: JSON.stringify({ id, ...timeLimitAnswer(result, question.input.signals) }), failed: false };
  };
}

function failed(id: unknown, { code, sentence, field }: Refusal) {
  const where = field === undefined ? '' : ` [${field}]`;
  return { text: JSON.stringify({ id, error: `${code}${where} ${sentence}` }), failed: true };
}

function unreadable(line: number, sentence: string) {
  return { text: JSON.stringify({ id: null, line, error: `TERM-17 ${sentence}` }), failed: true };
}

/** Lines of a stream of text, without their ends. A line longer than the limit is cut short, so that memory stays bounded. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string[]> {
  let rest = '';
  let first = true;
  for await (const chunk of chunks) {
    const text = first ? chunk.replace(/^\uFEFF/, '') : chunk;
    first = false;
    const lines = text.split('\n');
    lines[0] = rest + (lines[0] ?? '');
    rest = (lines.pop() ?? '').slice(0, LONGEST_LINE + 1);
    yield lines;
  }
  if (rest !== '') yield [rest];
}

async function run(): Promise<void> {
  const answer = answering(SEED_CALENDAR);
  let number = 0;
  process.stdin.setEncoding('utf8');
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
  for await (const lines of linesOf(process.stdin)) {
    let out = '';
    for (const line of lines) {
      number += 1;
      if (line.trim() === '') continue;
      const { text, failed } = answer(line, number);
      if (failed) process.exitCode = 1;
      out += `${text}\n`;
    }
    if (out !== '' && !process.stdout.write(out)) await once(process.stdout, 'drain');
  }
}

await run();
