import { type Instant, isRefusal, type PlainDate, type Refusal } from '#core/kernel';
import { type Counted, closeOf, countBackward, countForward, receivedAt } from './counting.ts';
import type { Exclusion, Span } from './excluded-time.ts';
import { type DayNumber, parseDay, plainDateOf } from './plain-date.ts';
import { termRefusals } from './refusals.ts';
import { checkSignal, SIGNAL_LEVELS, type SignalLevel, type SignalRules, signalTime } from './signal.ts';
import { checkTerm, type Direction, type FixedTerm, type LimitTerm, type Receipt, type Term } from './term.ts';
import { dayOf, instantAt, parseWallTime, type WallTime } from './wall-time.ts';
import { type WorkingCalendar, workdayFrom, workdayUntil } from './working-calendar.ts';

/** What a term is counted from, and how. */
export type DeadlineInput = {
  /** When the limit begins; for `direction: 'before'` the event. */
  readonly start: Instant;
  /** Default `same-day`. */
  readonly receipt?: Receipt;
  readonly excluded?: readonly Exclusion[];
  readonly signals?: SignalRules;
  /** Default `after`. */
  readonly direction?: Direction;
};

export type Signals = { readonly [Level in SignalLevel]?: Instant };

/** A computed limit, with everything that explains it. Data: it may be stored and sent. */
export type Deadline = {
  readonly term: Term;
  readonly start: Instant;
  /** When it counts as received: `start`, or the next workday's opening. */
  readonly received: Instant;
  readonly receipt: Receipt;
  readonly direction: Direction;
  /** Null while an open exclusion stands the clock still. */
  readonly due: Instant | null;
  readonly dueOn: PlainDate | null;
  /** A day between start and due has no published notice: the date may still move. */
  readonly provisional: boolean;
  readonly signals: Signals;
  /** The exclusions that have effect, in the order of their beginnings. */
  readonly excluded: readonly Exclusion[];
  /** Those that begin after the limit has run out, and therefore change nothing. */
  readonly withoutEffect: readonly Exclusion[];
  readonly calendarVersion: string;
};

/**
 * Computes when a term is due, and when its signals are raised.
 * A limit in days, months or years ends at the close of office hours; hours end to the minute. An open exclusion gives
 * `due: null`. Refuses what cannot be counted: see SPEC.md.
 */
export function deadline(term: Term, input: DeadlineInput, calendar: WorkingCalendar): Deadline | Refusal {
  const badSignal = checkSignals(term, input.signals);
  if (badSignal !== undefined) return badSignal;
  const counted = count(term, input, calendar);
  if (isRefusal(counted)) return counted;
  const { due, spans, applied, received } = counted;
  const excluded = spans.slice(0, applied);
  const signals = due === null ? {} : signalsOf(term, input, due, excluded, counted, calendar);
  if (isRefusal(signals)) return signals;
  const start = input.start.length === 24 ? input.start : instantAt(counted.start);
  return {
    term,
    start,
    received: received === counted.start ? start : instantAt(received),
    receipt: input.receipt ?? 'same-day',
    direction: input.direction ?? 'after',
    due: due === null ? null : instantAt(due),
    dueOn: due === null ? null : plainDateOf(dayOf(due)),
    provisional: counted.provisional,
    signals,
    excluded: excluded.map((span) => span.exclusion),
    withoutEffect: spans.slice(applied).map((span) => span.exclusion),
    calendarVersion: calendar.version,
  };
}

/** A counted limit in wall times: what `deadline` puts into words of the kernel. */
export type CountedLimit = Counted & {
  readonly start: WallTime;
  readonly received: WallTime;
  readonly spans: readonly Span[];
  readonly provisional: boolean;
};

export function count(term: Term, input: DeadlineInput, calendar: WorkingCalendar): CountedLimit | Refusal {
  const start = parseWallTime(input.start);
  if (isRefusal(start)) return { ...start, field: 'start' };
  const backward = input.direction === 'before';
  const refusal = term.unit === 'fixed' ? undefined : checkTerm(term.amount, term.unit);
  if (refusal !== undefined) return refusal;
  const spans = spansOf(input.excluded ?? []);
  if (isRefusal(spans)) return spans;
  if (backward) {
    const backwardRefusal = checkBackward(term, spans);
    if (backwardRefusal !== undefined) return backwardRefusal;
  }
  if (outside(dayOf(start), calendar)) return beyond(calendar, '起算时刻', 'start');
  if (term.unit === 'fixed') return countFixed(term, start, spans, calendar);
  const received = backward ? start : receivedAt(start, input.receipt ?? 'same-day', calendar);
  if (received === undefined) return beyond(calendar, '收到之日');
  const counted = backward ? countBackward(term, start, calendar) : countForward(term, received, spans, calendar);
  if (counted === undefined || (counted.due !== null && outside(dayOf(counted.due), calendar))) {
    return beyond(calendar, '到期日');
  }
  const last = counted.due === null ? start : Math.max(counted.due, start);
  return { ...counted, start, received, spans, provisional: dayOf(last) > calendar.covered };
}

/** [CAL-12] A day fixed by a plan: the close of office hours, also on a rest day. No notice moves it unless it rolls. */
function countFixed(
  term: FixedTerm,
  start: WallTime,
  spans: readonly Span[],
  calendar: WorkingCalendar,
): CountedLimit | Refusal {
  const due = fixedDay(term.on, calendar, term.rollTo);
  if (isRefusal(due)) return due;
  const provisional = term.rollTo !== undefined && dayOf(Math.max(due, start)) > calendar.covered;
  return { due, applied: 0, start, received: start, spans, provisional };
}

function fixedDay(on: PlainDate, calendar: WorkingCalendar, rollTo?: 'next' | 'previous'): WallTime | Refusal {
  const written = parseDay(on);
  if (isRefusal(written)) return written;
  let day: DayNumber | undefined = written;
  if (rollTo === 'next') day = workdayFrom(calendar, written);
  if (rollTo === 'previous') day = workdayUntil(calendar, written);
  return day === undefined || outside(day, calendar) ? beyond(calendar, '规定的日期') : closeOf(day, calendar);
}

/** The instant at which a fixed day ends: the close of its office hours, on a rest day too unless `rollTo` says otherwise. */
export function closeOfDay(on: PlainDate, calendar: WorkingCalendar, rollTo?: 'next' | 'previous'): Instant | Refusal {
  const due = fixedDay(on, calendar, rollTo);
  return isRefusal(due) ? due : instantAt(due);
}

function checkBackward(term: Term, spans: readonly Span[]): Refusal | undefined {
  if (term.unit !== 'workday' && term.unit !== 'day') {
    return termRefusals.backwardUnit();
  }
  if (term.amount < 1) return termRefusals.backwardZero();
  return spans.length > 0 ? termRefusals.backwardExcluded() : undefined;
}

function spansOf(excluded: readonly Exclusion[]): readonly Span[] | Refusal {
  const spans: Span[] = [];
  for (const [i, exclusion] of excluded.entries()) {
    const field = `excluded.${i}`;
    const from = parseWallTime(exclusion.from);
    if (isRefusal(from)) return { ...from, field };
    const to = exclusion.to === undefined ? Number.POSITIVE_INFINITY : parseWallTime(exclusion.to);
    if (isRefusal(to)) return { ...to, field };
    if (to < from) {
      return termRefusals.endsBeforeItBegins(exclusion.from, exclusion.to ?? '', { field });
    }
    spans.push({ from, to, exclusion });
  }
  return spans.length > 1 ? spans.sort((a, b) => a.from - b.from) : spans;
}

function checkSignals(term: Term, rules: SignalRules | undefined): Refusal | undefined {
  for (const level of SIGNAL_LEVELS) {
    const rule = rules?.[level];
    const refusal = rule === undefined ? undefined : checkSignal(rule, term, level);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function signalsOf(
  term: Term,
  input: DeadlineInput,
  due: WallTime,
  excluded: readonly Span[],
  counted: CountedLimit,
  calendar: WorkingCalendar,
): Signals | Refusal {
  const rules = input.signals;
  if (rules === undefined) return {};
  const signals: { [Level in SignalLevel]?: Instant } = {};
  // Counting back, `start` is the event: the act's signals lie before it, and nothing says when the duty began.
  const earliest = input.direction === 'before' ? undefined : counted.received;
  for (const level of SIGNAL_LEVELS) {
    const rule = rules[level];
    if (rule === undefined) continue;
    const time = signalTime(rule, term, due, excluded, earliest, calendar);
    if (time === undefined || outside(dayOf(time), calendar)) return beyond(calendar, '信号', `signals.${level}`);
    signals[level] = instantAt(time);
  }
  return signals;
}

function outside(day: DayNumber, calendar: WorkingCalendar): boolean {
  return day < calendar.first || day > calendar.last;
}

function beyond(calendar: WorkingCalendar, what: string, field?: string): Refusal {
  const at = field === undefined ? {} : { field };
  return termRefusals.beyond(what, plainDateOf(calendar.first), plainDateOf(calendar.last), at);
}

/** Narrows for callers that hold a limit, not a fixed day. */
export function isLimit(term: Term): term is LimitTerm {
  return term.unit !== 'fixed';
}
