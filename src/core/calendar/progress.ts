import { type Instant, isRefusal, type Refusal } from '#core/kernel';
import type { Deadline } from './deadline.ts';
import { dayGaps, type Exclusion, passedBetween, type Span, timeGaps } from './excluded-time.ts';
import { addMonths } from './plain-date.ts';
import { termRefusals } from './refusals.ts';
import { CALENDAR_DAYS, CLOCK_TIME, officeMeasure, workdayMeasure } from './running-time.ts';
import { checkTerm, isHours, type LimitTerm, type LimitUnit, type Term } from './term.ts';
import { dayOf, HOUR, parseWallTime, type WallTime, wallTimeOf } from './wall-time.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** How much of a limit has passed. Months and years are told in calendar days, a fixed day in workdays. */
export type Progress = {
  readonly unit: LimitUnit;
  readonly amount: number;
  readonly elapsed: number;
  /** `amount - elapsed`; negative when overdue. */
  readonly remaining: number;
};

/** [CAL-18] Elapsed and remaining time of a limit at an instant. Never decreases in `at` while the exclusions stay the same. */
export function progress(limit: Deadline, at: Instant, calendar: WorkingCalendar): Progress | Refusal {
  const now = parseWallTime(at);
  if (isRefusal(now)) return now;
  if (limit.direction === 'before') return termRefusals.noProgress();
  const start = wallTimeOf(limit.received);
  const { term } = limit;
  if (term.unit === 'fixed') {
    const measure = workdayMeasure(calendar);
    const due = limit.due === null ? start : wallTimeOf(limit.due);
    const passed = (to: WallTime) => passedBetween(measure, dayOf(start) + 1, dayOf(to) + 1, []);
    return progressOf('workday', passed(due), passed(now));
  }
  if (isHours(term.unit)) {
    const measure = term.unit === 'hour' ? CLOCK_TIME : officeMeasure(calendar);
    return progressOf(
      term.unit,
      term.amount,
      passedBetween(measure, start, now, timeGaps(spansOf(limit.excluded))) / HOUR,
    );
  }
  const measure = term.unit === 'workday' ? workdayMeasure(calendar) : CALENDAR_DAYS;
  const elapsed = passedBetween(measure, dayOf(start) + 1, dayOf(now) + 1, dayGaps(spansOf(limit.excluded)));
  return progressOf(term.unit === 'workday' ? 'workday' : 'day', daysOf(term, dayOf(start)), elapsed);
}

function progressOf(unit: LimitUnit, amount: number, elapsed: number): Progress {
  return { unit, amount, elapsed, remaining: amount - elapsed };
}

function daysOf(term: LimitTerm, startDay: number): number {
  if (term.unit === 'month') return addMonths(startDay, term.amount) - startDay;
  if (term.unit === 'year') return addMonths(startDay, term.amount * 12) - startDay;
  return term.amount;
}

/** The exclusions of a computed deadline in wall time: they have been read before, and are in order. */
export function spansOf(excluded: readonly Exclusion[]): Span[] {
  return excluded.map((exclusion) => {
    const from = parseWallTime(exclusion.from);
    const to = exclusion.to === undefined ? Number.POSITIVE_INFINITY : parseWallTime(exclusion.to);
    return { from: isRefusal(from) ? 0 : from, to: isRefusal(to) ? 0 : to, exclusion };
  });
}

/** What is known when an extension is asked for. */
export type ExtensionRequest = {
  readonly at: Instant;
  /** Null while the clock stands still. */
  readonly due: Instant | null;
  /** How often the limit has been extended before. */
  readonly extendedBefore: number;
  /** How often the rule allows it; once unless it says otherwise. */
  readonly mostTimes?: number;
};

/** [CAL-13] Adds to a limit in its own unit: only before the due instant, and no more often than the rule allows. */
export function extend(term: Term, by: LimitTerm, request: ExtensionRequest): LimitTerm | Refusal {
  if (term.unit === 'fixed') return termRefusals.fixedStands();
  if (by.unit !== term.unit) return termRefusals.otherUnit();
  const { at, due, extendedBefore, mostTimes = 1 } = request;
  if (extendedBefore >= mostTimes) return termRefusals.extendedEnough(mostTimes, extendedBefore);
  if (due !== null && at >= due) return termRefusals.ranOut();
  if (by.amount <= 0) return termRefusals.nothingAdded(by.amount);
  const amount = term.amount + by.amount;
  return checkTerm(amount, term.unit) ?? { ...term, amount };
}
