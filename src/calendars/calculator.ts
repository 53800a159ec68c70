import {
  civilOf,
  type DayMark,
  type Deadline,
  type DeadlineInput,
  dayMarks,
  dayNumber,
  dayNumberOf,
  deadline,
  type Exclusion,
  isLimitUnit,
  type LimitTerm,
  mayExclude,
  parseDay,
  type WorkingCalendar,
  weekdayOf,
} from '#core/calendar';
import { type Instant, idOf, isRefusal, type Refusal } from '#core/kernel';

/** What was typed into the calculator, as text. */
export type Typed = Readonly<Record<string, string>>;
export type Wrong = { readonly field: string; readonly sentence: string };

/** Stretches of excluded time that the form offers; the API takes any number. */
export const STRETCHES = [1, 2, 3] as const;
export const OTHER_GROUND = '其他';

export type Calculated = {
  readonly limit: Deadline;
  readonly months: readonly Month[];
  readonly monthsLeftOut: number;
};

/** Reads the form and computes; or says what is wrong with which field. */
export function calculate(typed: Typed, calendar: WorkingCalendar): Calculated | readonly Wrong[] {
  const wrong: Wrong[] = [];
  const start = momentOf(typed, 'start', wrong, '起算');
  const term = termOf(typed, wrong);
  const excluded = STRETCHES.flatMap((i) => stretchOf(typed, i, wrong));
  if (term === undefined || start === undefined || wrong.length > 0) return wrong;
  const input: DeadlineInput = {
    start,
    excluded,
    receipt: typed.receipt === 'next-workday' ? 'next-workday' : 'same-day',
    direction: typed.direction === 'before' ? 'before' : 'after',
  };
  const limit = deadline(term, input, calendar);
  if (isRefusal(limit)) return [{ field: controlOf(limit), sentence: limit.sentence }];
  return { limit, ...monthsOf(dayMarks(limit, calendar)) };
}

function termOf(typed: Typed, wrong: Wrong[]): LimitTerm | undefined {
  const { unit = '', amount: written = '' } = typed;
  const amount = /^\d+(?:\.\d+)?$/.test(written.trim()) ? Number(written) : undefined;
  if (amount === undefined) wrong.push({ field: 'amount', sentence: '请填写时限的数额, 如 7' });
  if (!isLimitUnit(unit)) wrong.push({ field: 'unit', sentence: '请选择时限的单位' });
  return amount === undefined || !isLimitUnit(unit) ? undefined : { amount, unit };
}

function momentOf(typed: Typed, name: string, wrong: Wrong[], what: string): Instant | undefined {
  const date = typed[`${name}Date`]?.trim() ?? '';
  const time = typed[`${name}Time`]?.trim() || '09:00';
  const day = parseDay(date);
  if (isRefusal(day)) {
    const sentence = date === '' ? `请填写${what}的日期` : `${what}的日期须写作 2026-03-02 的样子, 且确有这一天`;
    wrong.push({ field: `${name}Date`, sentence });
    return undefined;
  }
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time)) {
    wrong.push({ field: `${name}Time`, sentence: `${what}的时间须写作 09:30 的样子` });
    return undefined;
  }
  return idOf<Instant>(`${date}T${time}:00+08:00`);
}

function stretchOf(typed: Typed, i: number, wrong: Wrong[]): Exclusion[] {
  const ground = typed[`ground${i}`] ?? '';
  const begun = (typed[`from${i}Date`] ?? '').trim() !== '';
  if (ground === '' && !begun) return [];
  if (ground === '') {
    wrong.push({ field: `ground${i}`, sentence: `请选择第 ${i} 段扣除时间的事由` });
    return [];
  }
  const basis = (typed[`basis${i}`] ?? '').trim();
  const verdict = mayExclude(ground, basis);
  if (isRefusal(verdict))
    wrong.push({ field: `basis${i}`, sentence: `事由不在法律所列之内, 请写明规定可以扣除的法律条款` });
  const from = momentOf(typed, `from${i}`, wrong, `第 ${i} 段扣除开始`);
  const ended = (typed[`to${i}Date`] ?? '').trim() !== '';
  const to = ended ? momentOf(typed, `to${i}`, wrong, `第 ${i} 段扣除结束`) : undefined;
  if (from === undefined) return [];
  const about = { ground: ground === OTHER_GROUND ? '依法扣除' : ground, ...(basis !== '' && { basis }) };
  return [{ from, ...about, ...(to !== undefined && { to }) }];
}

/** The control that a refusal of the engine speaks of. */
function controlOf({ field = '' }: Refusal): string {
  const stretch = /^excluded\.(\d+)/.exec(field)?.[1];
  if (stretch !== undefined) return `from${Number(stretch) + 1}Date`;
  return field === 'start' ? 'startDate' : field === '' ? 'amount' : field;
}

/** A month of the result as a grid of weeks, Monday first; days outside the counting have no mark. */
export type Month = {
  readonly title: string;
  readonly weeks: readonly (readonly MonthCell[])[];
};
export type MonthCell = { readonly day?: number; readonly mark?: DayMark };

const MOST_MONTHS = 6;

/** The months from the first mark to the last; of a long time only its beginning and its end. */
export function monthsOf(marks: readonly DayMark[]): { months: readonly Month[]; monthsLeftOut: number } {
  const byDay = new Map(marks.map((mark) => [dayNumberOf(mark.day), mark]));
  const firsts: number[] = [];
  for (const day of byDay.keys()) {
    const { year, month } = civilOf(day);
    const first = dayNumber(year, month, 1);
    if (firsts.at(-1) !== first) firsts.push(first);
  }
  const shown = firsts.length > MOST_MONTHS ? [...firsts.slice(0, 3), ...firsts.slice(-3)] : firsts;
  return { months: shown.map((first) => monthOf(first, byDay)), monthsLeftOut: firsts.length - shown.length };
}

function monthOf(first: number, marks: ReadonlyMap<number, DayMark>): Month {
  const { year, month } = civilOf(first);
  const cells: MonthCell[] = Array.from({ length: weekdayOf(first) - 1 }, () => ({}));
  for (let day = first; civilOf(day).month === month; day += 1) {
    const mark = marks.get(day);
    cells.push(mark === undefined ? { day: day - first + 1 } : { day: day - first + 1, mark });
  }
  while (cells.length % 7 !== 0) cells.push({});
  const weeks = Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(i * 7, i * 7 + 7));
  return { title: `${year}年${month}月`, weeks };
}

export type CellWords = {
  readonly tone: string;
  readonly sign: string;
  readonly word: string;
  readonly makeUp: boolean;
};

/** How a day is shown: a sign, a word and a tone, never the tone alone. */
export function wordsOf(mark: DayMark, backward: boolean): CellWords {
  const { kind } = mark;
  const makeUp = kind.isWorkday && kind.kind !== 'weekday';
  if (mark.isDue) return { tone: 'due', sign: '■', word: '到期', makeUp };
  switch (mark.mark) {
    case 'start':
      return { tone: 'start', sign: '○', word: backward ? '事项' : '起算', makeUp };
    case 'waiting':
      return { tone: 'waiting', sign: '…', word: '待收', makeUp };
    case 'counted':
      return {
        tone: 'counted',
        sign: '●',
        word: mark.hours === undefined ? `第${mark.nth}` : `${hoursOf(mark.hours)}时`,
        makeUp,
      };
    case 'excluded':
      return { tone: 'excluded', sign: '✕', word: mark.ground ?? '扣除', makeUp };
    case 'moved':
      return { tone: 'moved', sign: '→', word: backward ? '提前' : '顺延', makeUp };
    case 'rest':
      return { tone: 'rest', sign: '－', word: kind.name ?? '休', makeUp };
    default:
      return { tone: 'open', sign: '', word: '', makeUp };
  }
}

function hoursOf(hours: number): number {
  return Math.round(hours * 10) / 10;
}
