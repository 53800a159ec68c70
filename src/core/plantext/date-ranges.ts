import { type DateMention, type DatePoint, PARTS } from './dates.ts';
import type { DateRange } from './model.ts';

const pad = (number: number) => String(number).padStart(2, '0');

export function lastDayOf(year: number | undefined, month: number): number {
  if (month === 2)
    return year !== undefined && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0))
      ? 28
      : year === undefined
        ? 28
        : 29;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The last days of 月初, 上旬 and 中旬 (PLN-8). */
const EARLY_PARTS = { early: 5, first: 10, middle: 20 } as const;

/** The last day of 初, 上旬 or 中旬; null for what ends with the month. */
export function lastDayOfPart(words: string): number | null {
  const part = PARTS[words];
  return part === 'early' || part === 'first' || part === 'middle' ? EARLY_PARTS[part] : null;
}

type Bounds = { from: [number, number]; to: [number, number] };

/** First and last [month, day] of a point; undefined for a day that does not exist. */
function boundsOf(point: DatePoint, year: number | undefined): Bounds | undefined {
  const { month, day, part } = point;
  if (month !== undefined) {
    const last = lastDayOf(year, month);
    if (day !== undefined)
      return day > (year === undefined && month === 2 ? 29 : last)
        ? undefined
        : { from: [month, day], to: [month, day] };
    const days: readonly [number, number] =
      part === 'early'
        ? [1, EARLY_PARTS.early]
        : part === 'first'
          ? [1, EARLY_PARTS.first]
          : part === 'middle'
            ? [11, EARLY_PARTS.middle]
            : part === 'last'
              ? [21, last]
              : part === 'end'
                ? [26, last]
                : part === 'first-middle'
                  ? [1, 20]
                  : part === 'middle-last'
                    ? [11, last]
                    : [1, last];
    return { from: [month, days[0]], to: [month, days[1]] };
  }
  if (point.quarter !== undefined) {
    const end = point.quarter * 3;
    const from: [number, number] = part === 'end' ? [end, 26] : [end - 2, 1];
    return { from, to: part === 'early' ? [end - 2, 5] : [end, lastDayOf(year, end)] };
  }
  if (point.half !== undefined)
    return point.half === 1 ? { from: [1, 1], to: [6, 30] } : { from: [7, 1], to: [12, 31] };
  if (point.ofYear === 'end') return { from: [12, 1], to: [12, 31] };
  if (point.ofYear === 'early') return { from: [1, 1], to: [1, 31] };
  if (point.ofYear === 'middle') return { from: [6, 1], to: [6, 30] };
  return { from: [1, 1], to: [12, 31] };
}

const write = (year: number | undefined, [month, day]: readonly [number, number]) =>
  `${year === undefined ? '-' : year}-${pad(month)}-${pad(day)}`;

export type Resolved =
  | {
      readonly kind: 'dates';
      readonly range: DateRange;
      readonly year: number | undefined;
      readonly reversed: boolean;
      readonly crossed: boolean;
    }
  | { readonly kind: 'impossible'; readonly why: string };

/** Fills the years in and turns the words into days. `inherited` is the year in force where the words name none. */
export function resolveDates(mention: DateMention, inherited: number | undefined): Resolved {
  const yearOf = (point: DatePoint, fallback: number | undefined) =>
    point.year ?? (point.yearShift !== undefined && inherited !== undefined ? inherited + point.yearShift : fallback);
  const startYear = yearOf(mention.start, inherited);
  const start = boundsOf(mention.start, startYear);
  if (start === undefined) return impossible(mention.start);
  if (mention.end === undefined)
    return {
      kind: 'dates',
      range: { from: write(startYear, start.from), to: write(startYear, start.to) },
      year: startYear,
      reversed: false,
      crossed: false,
    };
  let endYear = yearOf(mention.end, startYear);
  let end = boundsOf(mention.end, endYear);
  if (end === undefined) return impossible(mention.end);
  const after = (a: readonly [number, number], b: readonly [number, number]) =>
    a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
  let crossed = false;
  // 2018年11月—2月: an end without a year that lies before the start is in the next year
  if (
    mention.end.year === undefined &&
    endYear !== undefined &&
    endYear === startYear &&
    after(start.from, end.to) &&
    mention.end.month !== mention.start.month
  ) {
    endYear += 1;
    crossed = true;
    end = boundsOf(mention.end, endYear) ?? end;
  }
  const from = write(startYear, start.from);
  const to = write(endYear, end.to);
  return {
    kind: 'dates',
    range: { from, to },
    year: endYear,
    reversed: from.length === to.length && from > to,
    crossed,
  };
}

function impossible(point: DatePoint): Resolved {
  return { kind: 'impossible', why: `没有${point.month ?? ''}月${point.day ?? ''}日这一天` };
}
