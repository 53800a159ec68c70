import type { Refusal } from '#core/kernel';
import { countForward } from './counting.ts';
import { dayGaps, type Gap, goBack, type Span, timeGaps } from './excluded-time.ts';
import { termRefusals } from './refusals.ts';
import { CALENDAR_DAYS, CLOCK_TIME, officeMeasure, workdayMeasure } from './running-time.ts';
import { checkAmount, isHours, type LimitTerm, type LimitUnit, type Term } from './term.ts';
import { DAY, dayOf, MINUTE, type WallTime } from './wall-time.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** 预警 · 黄牌 · 红牌. */
export type SignalLevel = 'warning' | 'yellow' | 'red';
export const SIGNAL_LEVELS: readonly SignalLevel[] = ['warning', 'yellow', 'red'];

/** When a signal is raised, relative to the due instant. */
export type SignalRule =
  | { readonly at: 'before'; readonly amount: number; readonly unit: 'workday' | 'day' | 'workhour' | 'hour' }
  | { readonly at: 'before'; readonly percent: number }
  | { readonly at: 'after'; readonly amount: number; readonly unit: LimitUnit };

export type SignalRules = { readonly [Level in SignalLevel]?: SignalRule };

type Backward = { readonly amount: number; readonly unit: LimitUnit };

/** Refuses a signal rule that cannot be placed. */
export function checkSignal(rule: SignalRule, term: Term, level: SignalLevel): Refusal | undefined {
  const field = `signals.${level}`;
  if (rule.at !== 'before' && rule.at !== 'after') {
    return termRefusals.signalPlace({ field });
  }
  if ('percent' in rule) {
    if (typeof rule.percent !== 'number' || !(rule.percent >= 0 && rule.percent <= 100)) {
      return termRefusals.percentRange(JSON.stringify(rule.percent), { field });
    }
    return term.unit === 'fixed' || term.unit === 'month' || term.unit === 'year'
      ? termRefusals.percentUnit({ field })
      : undefined;
  }
  const refusal = checkAmount(rule.amount, rule.unit, field);
  if (refusal !== undefined) return refusal;
  return rule.at === 'before' && !countsBack(rule.unit) ? termRefusals.signalUnit({ field }) : undefined;
}

function countsBack(unit: LimitUnit): boolean {
  return unit !== 'month' && unit !== 'year';
}

/** The wall time of a signal; undefined when it lies beyond the calendar. `earliest` is the start, before which none is raised. */
export function signalTime(
  rule: SignalRule,
  term: Term,
  due: WallTime,
  spans: readonly Span[],
  earliest: WallTime | undefined,
  calendar: WorkingCalendar,
): WallTime | undefined {
  if (rule.at === 'after') {
    if (rule.amount === 0) return due;
    return countForward({ amount: rule.amount, unit: rule.unit }, due, [], calendar)?.due ?? undefined;
  }
  const back = 'percent' in rule ? share(rule.percent, term) : rule;
  const time = beforeDue(back, due, spans, calendar);
  if (earliest === undefined) return time;
  return time === undefined ? earliest : Math.max(time, earliest);
}

/** `amount × percent`, rounded up to a whole unit of the limit, hours to a minute. */
function share(percent: number, term: Term): Backward {
  if (term.unit === 'fixed') return { amount: 0, unit: 'day' };
  const { amount, unit }: LimitTerm = term;
  return isHours(unit)
    ? { amount: roundUp((Math.round(amount * 60) * percent) / 100) / 60, unit }
    : { amount: roundUp((amount * percent) / 100), unit };
}

/** Rounds up, but not for the sake of a binary fraction's last digit. */
function roundUp(value: number): number {
  return Math.ceil(value - 1e-9);
}

function beforeDue(
  back: Backward,
  due: WallTime,
  spans: readonly Span[],
  calendar: WorkingCalendar,
): WallTime | undefined {
  if (isHours(back.unit)) {
    const measure = back.unit === 'hour' ? CLOCK_TIME : officeMeasure(calendar);
    return goBack(measure, due, Math.round(back.amount * 60) * MINUTE, timeGaps(spans));
  }
  const day = daysBefore(back, dayOf(due), dayGaps(spans), calendar);
  return day === undefined ? undefined : day * DAY + calendar.office.open;
}

function daysBefore(
  back: Backward,
  dueDay: number,
  gaps: readonly Gap[],
  calendar: WorkingCalendar,
): number | undefined {
  if (back.amount === 0) return dueDay;
  return goBack(back.unit === 'workday' ? workdayMeasure(calendar) : CALENDAR_DAYS, dueDay, back.amount, gaps);
}
