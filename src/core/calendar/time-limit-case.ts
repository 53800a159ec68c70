import { type Instant, idOf, isRefusal, type PlainDate, type Refusal } from '#core/kernel';
import { type Deadline, type DeadlineInput, deadline } from './deadline.ts';
import { type Exclusion, mayExclude } from './excluded-time.ts';
import { parseDay } from './plain-date.ts';
import { dataRefusals, termRefusals } from './refusals.ts';
import { SIGNAL_LEVELS, type SignalLevel, type SignalRule, type SignalRules } from './signal.ts';
import { checkTerm, type Direction, isLimitUnit, LIMIT_UNITS, type LimitTerm, type Receipt } from './term.ts';
import { wallText, wallTimeOf } from './wall-time.ts';
import { coveredOnlyUntil, type WorkingCalendar } from './working-calendar.ts';

/** One question to the engine, as programs ask it: the command and the API share it. */
export type TimeLimitCase = {
  readonly term: LimitTerm;
  readonly input: DeadlineInput;
  readonly coveredUntil?: PlainDate;
};

/** The answer in the installation's offset. Paused: `due` null, and neither `provisional` nor signals. */
export type TimeLimitAnswer = {
  readonly due: string | null;
  readonly provisional?: boolean;
  readonly signals?: { readonly [Level in SignalLevel]?: string };
};

type Fields = { readonly [name: string]: unknown };

/** Reads a case from parsed JSON. Unknown fields are passed over; a field with a wrong value is refused by name. */
export function parseTimeLimitCase(value: unknown): TimeLimitCase | Refusal {
  if (!isFields(value)) return termRefusals.notAnObject();
  const { amount, unit, start } = value;
  const refusal = checkTerm(amount, unit);
  if (refusal !== undefined) return refusal;
  if (typeof amount !== 'number' || !isLimitUnit(unit))
    return termRefusals.notANumber(String(amount), { field: 'amount' });
  if (typeof start !== 'string') return termRefusals.noStart();
  const receipt = oneOf<Receipt>(value.receipt, ['same-day', 'next-workday'], 'receipt');
  if (isRefusal(receipt)) return receipt;
  const direction = oneOf<Direction>(value.direction, ['after', 'before'], 'direction');
  if (isRefusal(direction)) return direction;
  const excluded = parseExcluded(value.excluded);
  if (isRefusal(excluded)) return excluded;
  const signals = parseSignals(value.signals);
  if (isRefusal(signals)) return signals;
  const coveredUntil = parseCovered(value.coveredUntil);
  if (isRefusal(coveredUntil)) return coveredUntil;
  return {
    term: { amount, unit },
    input: {
      start: idOf<Instant>(start),
      ...(receipt && { receipt }),
      ...(direction && { direction }),
      ...(excluded && { excluded }),
      ...(signals && { signals }),
    },
    ...(coveredUntil && { coveredUntil }),
  };
}

/** Computes a case. `calendarOf` may keep the calendars it has narrowed. */
export function computeTimeLimit(
  question: TimeLimitCase,
  calendar: WorkingCalendar,
  calendarOf: (calendar: WorkingCalendar, until: PlainDate) => WorkingCalendar = coveredOnlyUntil,
): Deadline | Refusal {
  const { term, input, coveredUntil } = question;
  return deadline(term, input, coveredUntil === undefined ? calendar : calendarOf(calendar, coveredUntil));
}

/** The answer of a deadline as programs read it. */
export function timeLimitAnswer(result: Deadline, asked: SignalRules | undefined): TimeLimitAnswer {
  if (result.due === null) return { due: null };
  const answer = { due: wallText(wallTimeOf(result.due)), provisional: result.provisional };
  if (asked === undefined) return answer;
  const signals: { [Level in SignalLevel]?: string } = {};
  for (const level of SIGNAL_LEVELS) {
    const instant = result.signals[level];
    if (instant !== undefined) signals[level] = wallText(wallTimeOf(instant));
  }
  return { ...answer, signals };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function oneOf<Word extends string>(value: unknown, words: readonly Word[], field: string): Word | undefined | Refusal {
  if (value === undefined || value === null) return undefined;
  const word = words.find((known) => known === value);
  return word ?? termRefusals.unknownWord(field, words.join(' 或 '), JSON.stringify(value));
}

function parseExcluded(value: unknown): Exclusion[] | undefined | Refusal {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) return termRefusals.excludedShape({ field: 'excluded' });
  const excluded: Exclusion[] = [];
  for (const [i, entry] of value.entries()) {
    const exclusion = parseExclusion(entry, `excluded.${i}`);
    if (isRefusal(exclusion)) return exclusion;
    excluded.push(exclusion);
  }
  return excluded;
}

function parseExclusion(entry: unknown, field: string): Exclusion | Refusal {
  if (!isFields(entry) || typeof entry.from !== 'string') {
    return termRefusals.excludedShape({ field });
  }
  const { from, to, ground, basis, notice } = entry;
  if (to !== undefined && to !== null && typeof to !== 'string') {
    return termRefusals.excludedShape({ field });
  }
  if (typeof ground === 'string') {
    const verdict = mayExclude(ground, typeof basis === 'string' ? basis : undefined);
    if (isRefusal(verdict)) return { ...verdict, field };
  }
  return {
    from: idOf<Instant>(from),
    ...(typeof to === 'string' && { to: idOf<Instant>(to) }),
    ...(typeof ground === 'string' && { ground }),
    ...(typeof basis === 'string' && { basis }),
    ...(typeof notice === 'string' && { notice }),
  };
}

function parseSignals(value: unknown): SignalRules | undefined | Refusal {
  if (value === undefined || value === null) return undefined;
  if (!isFields(value)) return termRefusals.signalShape({ field: 'signals' });
  const rules: { [Level in SignalLevel]?: SignalRule } = {};
  for (const [name, entry] of Object.entries(value)) {
    const level = SIGNAL_LEVELS.find((known) => known === name);
    if (level === undefined) {
      return termRefusals.unknownSignal(name, SIGNAL_LEVELS.join(', '));
    }
    const rule = parseSignal(entry, level);
    if (isRefusal(rule)) return rule;
    rules[level] = rule;
  }
  return rules;
}

function parseSignal(entry: unknown, level: SignalLevel): SignalRule | Refusal {
  const field = `signals.${level}`;
  if (!isFields(entry)) return termRefusals.signalShape({ field });
  const { at, amount, unit, percent } = entry;
  if (at === 'before' && percent !== undefined) {
    if (typeof percent === 'number') return { at, percent };
    return termRefusals.percentRange(JSON.stringify(percent), { field });
  }
  if (!isLimitUnit(unit)) return termRefusals.unknownUnit(JSON.stringify(unit) ?? '(缺)', LIMIT_UNITS, { field });
  if (typeof amount !== 'number') return termRefusals.notANumber(JSON.stringify(amount) ?? '(缺)', { field });
  if (at === 'after') return { at, amount, unit };
  if (at !== 'before') return termRefusals.signalPlace({ field });
  if (unit === 'month' || unit === 'year') {
    return termRefusals.signalUnit({ field });
  }
  return { at, amount, unit };
}

function parseCovered(value: unknown): PlainDate | undefined | Refusal {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') return dataRefusals.dayShape(JSON.stringify(value), { field: 'coveredUntil' });
  const day = parseDay(value);
  return isRefusal(day) ? { ...day, field: 'coveredUntil' } : idOf<PlainDate>(value);
}
