import type { PlainDate, Refusal } from '#core/kernel';
import { termRefusals } from './refusals.ts';

/** 工作日 · 日 (自然日) · 月 · 年 · 工作小时 · 小时. */
export type LimitUnit = 'workday' | 'day' | 'month' | 'year' | 'workhour' | 'hour';

/** A limit as data: so much of a unit, with the law's own words and clause kept beside it. */
export type LimitTerm = {
  readonly amount: number;
  readonly unit: LimitUnit;
  /** As the source says it ("七日内"): 日 alone never decides the unit. */
  readonly words?: string;
  readonly basis?: string;
};

/** A day fixed by a plan or an order (10月底): it stands as written, also on a rest day, unless told to roll. */
export type FixedTerm = {
  readonly unit: 'fixed';
  readonly on: PlainDate;
  readonly rollTo?: RollTo;
  readonly words?: string;
  readonly basis?: string;
};

/** Where a fixed day goes when it is a rest day. Absent: it stays. */
export type RollTo = 'next' | 'previous';

/** 期限. */
export type Term = LimitTerm | FixedTerm;

export type Receipt = 'same-day' | 'next-workday';
export type Direction = 'after' | 'before';

export const MOST = 10_000;

const UNITS: Record<LimitUnit, string> = {
  workday: '个工作日',
  day: '日',
  month: '个月',
  year: '年',
  workhour: '个工作小时',
  hour: '小时',
};

export const LIMIT_UNITS = Object.keys(UNITS).join(', ');

export function isLimitUnit(value: unknown): value is LimitUnit {
  return typeof value === 'string' && Object.hasOwn(UNITS, value);
}

export function isHours(unit: LimitUnit): unit is 'workhour' | 'hour' {
  return unit === 'workhour' || unit === 'hour';
}

export const workdays = (amount: number): LimitTerm => ({ amount, unit: 'workday' });
export const calendarDays = (amount: number): LimitTerm => ({ amount, unit: 'day' });
export const months = (amount: number): LimitTerm => ({ amount, unit: 'month' });
export const years = (amount: number): LimitTerm => ({ amount, unit: 'year' });
export const workHours = (amount: number): LimitTerm => ({ amount, unit: 'workhour' });
export const clockHours = (amount: number): LimitTerm => ({ amount, unit: 'hour' });
export const onDay = (on: PlainDate, rollTo?: RollTo): FixedTerm =>
  rollTo === undefined ? { unit: 'fixed', on } : { unit: 'fixed', on, rollTo };

/** `7个工作日`, `15日(自然日)`, `2026年10月31日`. */
export function formatTerm(term: Term): string {
  if (term.unit === 'fixed') {
    const [year, month, day] = term.on.split('-').map(Number);
    return `${year}年${month}月${day}日`;
  }
  return term.unit === 'day' ? `${term.amount}日 (自然日)` : `${term.amount}${UNITS[term.unit]}`;
}

/** Refuses an amount that no limit can have. */
export function checkAmount(amount: unknown, unit: unknown, field = 'amount'): Refusal | undefined {
  if (!isLimitUnit(unit)) {
    return termRefusals.unknownUnit(show(unit), LIMIT_UNITS, { field: 'unit' });
  }
  if (typeof amount !== 'number' || Number.isNaN(amount)) {
    return termRefusals.notANumber(show(amount), { field });
  }
  if (amount < 0) return termRefusals.negative(amount, { field });
  if (amount > MOST) return termRefusals.tooLong(amount, MOST, { field });
  if (isHours(unit)) {
    if (!isWhole(amount * 60)) return termRefusals.notWholeMinutes(amount, { field });
  } else if (!Number.isInteger(amount)) {
    return termRefusals.notWhole(UNITS[unit].replace('个', ''), amount, { field });
  }
  return undefined;
}

/** Refuses a limit that cannot be counted. 0 is 当日办结, for workdays and days only. */
export function checkTerm(amount: unknown, unit: unknown): Refusal | undefined {
  const refusal = checkAmount(amount, unit);
  if (refusal !== undefined) return refusal;
  if (amount === 0 && unit !== 'workday' && unit !== 'day') {
    return termRefusals.zero();
  }
  return undefined;
}

/** Amounts of hours are whole minutes, as far as binary fractions can say so. */
function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}

function show(value: unknown): string {
  return value === undefined ? '(缺)' : JSON.stringify(value);
}
