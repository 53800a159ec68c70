/**
 * How many limits in workdays a second: day number to day number, and instants as text, on one core.
 * `npm run -s bench:calendar`
 */
import {
  addWorkdays,
  dayOf,
  deadline,
  instantAt,
  parseTimeLimitCase,
  parseWallTime,
  plainDateOf,
  SEED_CALENDAR,
  timeLimitAnswer,
  wallText,
  workdayAfter,
  workdays,
  workingCalendar,
} from '#core/calendar';
import { type Instant, isRefusal } from '#core/kernel';

const ROUNDS = 5;
const calendar = workingCalendar(SEED_CALENDAR);
const FIRST = 19_723; // 2024-01-01
const STARTS = 1024;

const days = Int32Array.from({ length: STARTS }, (_, i) => FIRST + i);
const amounts = Int32Array.from({ length: STARTS }, (_, i) => (i % 60) + 1);
const dates = Array.from(days, (day) => plainDateOf(day));
const instants = Array.from(days, (day, i): Instant => instantAt(day * 86_400_000 + 32_400_000 + (i % 480) * 60_000));
const texts = instants.map((instant) => {
  const time = parseWallTime(instant);
  return isRefusal(time) ? '' : wallText(time);
});
const terms = Array.from(amounts, workdays);
const signals = {
  warning: { at: 'before', amount: 1, unit: 'workday' },
  yellow: { at: 'after', amount: 0, unit: 'workday' },
  red: { at: 'after', amount: 3, unit: 'workday' },
} as const;
const lines = texts.map((start, i) =>
  JSON.stringify({ id: `c${i}`, start, amount: amounts[i], unit: 'workday', signals }),
);

type Subject = { readonly name: string; readonly count: number; run(i: number): number };
const at = <T>(list: readonly T[], i: number, other: T): T => list[i % STARTS] ?? other;

const subjects: readonly Subject[] = [
  {
    name: 'day number to day number',
    count: 20_000_000,
    run: (i) => addWorkdays(calendar, days[i % STARTS] ?? 0, amounts[i % STARTS] ?? 1) ?? 0,
  },
  {
    name: 'PlainDate to PlainDate',
    count: 3_000_000,
    run: (i) => workdayAfter(calendar, at(dates, i, plainDateOf(FIRST)), amounts[i % STARTS] ?? 1)?.length ?? 0,
  },
  {
    name: 'instant as text to due instant as text',
    count: 2_000_000,
    run: (i) => {
      const start = parseWallTime(at(texts, i, ''));
      if (isRefusal(start)) return 0;
      const due = addWorkdays(calendar, dayOf(start), amounts[i % STARTS] ?? 1) ?? 0;
      return wallText(due * 86_400_000 + calendar.office.close).length;
    },
  },
  {
    name: 'deadline() with its whole answer',
    count: 1_000_000,
    run: (i) => {
      const result = deadline(at(terms, i, workdays(1)), { start: at(instants, i, instantAt(0)) }, calendar);
      return isRefusal(result) ? 0 : (result.due?.length ?? 0);
    },
  },
  {
    name: 'deadline() with three signals',
    count: 500_000,
    run: (i) => {
      const result = deadline(at(terms, i, workdays(1)), { start: at(instants, i, instantAt(0)), signals }, calendar);
      return isRefusal(result) ? 0 : (result.due?.length ?? 0);
    },
  },
  {
    name: 'a line of JSON to a line of JSON, three signals',
    count: 200_000,
    run: (i) => {
      const question = parseTimeLimitCase(JSON.parse(at(lines, i, '{}')));
      if (isRefusal(question)) return 0;
      const result = deadline(question.term, question.input, calendar);
      return isRefusal(result) ? 0 : JSON.stringify(timeLimitAnswer(result, question.input.signals)).length;
    },
  },
];

function rateOf({ count, run }: Subject): number {
  let sum = 0;
  const begun = performance.now();
  for (let i = 0; i < count; i += 1) sum += run(i);
  const seconds = (performance.now() - begun) / 1000;
  if (sum === 0) throw new Error('nothing was computed');
  return count / seconds;
}

console.log(`${'limits in workdays'.padEnd(50)}${'per second'.padStart(14)}${'slowest'.padStart(14)}`);
for (const subject of subjects) {
  rateOf({ ...subject, count: Math.ceil(subject.count / 10) });
  const rates = Array.from({ length: ROUNDS }, () => rateOf(subject)).sort((a, b) => a - b);
  const written = (rate = 0) => Math.round(rate).toLocaleString('en-US').padStart(14);
  console.log(`${subject.name.padEnd(50)}${written(rates[Math.floor(ROUNDS / 2)])}${written(rates[0])}`);
}
