import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Instant, idOf, isRefusal } from '#core/kernel';
import {
  type OracleSpan,
  oracleBack,
  oracleDue,
  oracleIsWorkday,
  oracleReceived,
  oracleSignal,
} from './fixtures/oracle.ts';
import { cn2026, computed } from './fixtures/reading.ts';
import {
  type DeadlineInput,
  dayNumberOf,
  dayOf,
  deadline,
  explain,
  isWorkday,
  type LimitTerm,
  type LimitUnit,
  plainDateOf,
  progress,
  type SignalRule,
  wallText,
  wallTimeOf,
} from './index.ts';

/** `SOAK=20` runs twenty times as many cases. */
const RUNS = Number(process.env.SOAK ?? 1);
const FIRST = Temporal.PlainDateTime.from('2024-01-01T00:00');
const minute = fc.integer({ min: 0, max: 1030 * 24 * 60 }).map((minutes) => FIRST.add({ minutes }));
const most: Record<LimitUnit, number> = { workday: 40, day: 60, month: 8, year: 1, workhour: 40, hour: 80 };
const term = fc
  .constantFrom<LimitUnit>('workday', 'day', 'month', 'year', 'workhour', 'hour')
  .chain((unit) =>
    unit === 'workhour' || unit === 'hour'
      ? fc.integer({ min: 1, max: most[unit] * 12 }).map((n): LimitTerm => ({ amount: n / 12, unit }))
      : fc
          .integer({ min: unit === 'workday' || unit === 'day' ? 0 : 1, max: most[unit] })
          .map((amount): LimitTerm => ({ amount, unit })),
  );
/** Exclusions near the start, on hours that often coincide with opening and close. */
const spans = (start: Temporal.PlainDateTime) =>
  fc
    .array(
      fc.record({
        offset: fc.integer({ min: -72, max: 24 * 60 }),
        length: fc.integer({ min: 0, max: 24 * 12 }),
        open: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
        onTheHour: fc.boolean(),
      }),
      { maxLength: 4 },
    )
    .map((list) =>
      list.map(({ offset, length, open, onTheHour }): OracleSpan => {
        const base = onTheHour ? start.round({ smallestUnit: 'hour', roundingMode: 'floor' }) : start;
        const from = base.add({ hours: offset });
        return { from, to: open ? undefined : from.add({ hours: length }) };
      }),
    );
const limit = fc
  .tuple(minute, term)
  .chain(([start, one]) => fc.record({ start: fc.constant(start), term: fc.constant(one), spans: spans(start) }));

const instant = (time: Temporal.PlainDateTime) => idOf<Instant>(`${time.toString({ smallestUnit: 'second' })}+08:00`);
const text = (time: Temporal.PlainDateTime) => `${time.toString({ smallestUnit: 'second' })}+08:00`;
const inputOf = (start: Temporal.PlainDateTime, list: readonly OracleSpan[]): DeadlineInput => ({
  start: instant(start),
  excluded: list.map(({ from, to }) =>
    to === undefined ? { from: instant(from) } : { from: instant(from), to: instant(to) },
  ),
});
const dueText = (due: Instant | null) => (due === null ? null : wallText(wallTimeOf(due)));

test('[CAL-1] 每一天与逐日查通知相同', () => {
  for (let day = dayNumberOf(plainDateOf(19_723)); day < 21_500; day += 1) {
    const date = plainDateOf(day);
    if (oracleIsWorkday(Temporal.PlainDate.from(date)) !== isWorkday(cn2026, date)) expect.fail(date);
  }
});

test('[CAL-6][CAL-8] 与逐日逐分的笨办法相同', () => {
  fc.assert(
    fc.property(limit, ({ start, term, spans: list }) => {
      const expected = oracleDue(term, start, list);
      const result = computed(term, inputOf(start, list));
      expect(dueText(result.due)).toBe(expected === undefined ? null : text(expected.due));
      if (expected !== undefined) expect(result.excluded.length).toBe(expected.effective.length);
    }),
    { numRuns: 60 * RUNS, seed: 20260302 },
  );
}, 600_000);

test('[CAL-5] 办公时间外收到的, 与笨办法相同', () => {
  fc.assert(
    fc.property(minute, (start) => {
      const result = computed({ amount: 1, unit: 'workday' }, { start: instant(start), receipt: 'next-workday' });
      expect(wallText(wallTimeOf(result.received))).toBe(text(oracleReceived(start)));
    }),
    { numRuns: 100 * RUNS, seed: 2 },
  );
});

const rule = fc.oneof(
  fc.record({
    at: fc.constant('before' as const),
    amount: fc.integer({ min: 1, max: 12 }),
    unit: fc.constantFrom('workday' as const, 'day' as const, 'workhour' as const, 'hour' as const),
  }),
  fc.record({
    at: fc.constant('after' as const),
    amount: fc.integer({ min: 0, max: 5 }),
    unit: fc.constantFrom<LimitUnit>('workday', 'day', 'month', 'workhour', 'hour'),
  }),
);

test('[CAL-15][CAL-17] 信号与笨办法相同', () => {
  fc.assert(
    fc.property(
      limit,
      rule,
      ({ start, term, spans: list }, signal: SignalRule & { amount: number; unit: LimitUnit }) => {
        const expected = oracleDue(term, start, list);
        if (expected === undefined) return;
        const result = computed(term, { ...inputOf(start, list), signals: { yellow: signal } });
        const wanted = oracleSignal(signal, expected.due, start, expected.effective);
        expect(dueText(result.signals.yellow ?? null)).toBe(text(wanted));
      },
    ),
    { numRuns: 60 * RUNS, seed: 20260303 },
  );
}, 600_000);

test('[CAL-11] 倒数与笨办法相同', () => {
  fc.assert(
    fc.property(
      minute,
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom<LimitUnit>('workday', 'day'),
      (event, amount, unit) => {
        const result = computed({ amount, unit }, { start: instant(event), direction: 'before' });
        expect(dueText(result.due)).toBe(text(oracleBack({ amount, unit }, event)));
      },
    ),
    { numRuns: 100 * RUNS, seed: 3 },
  );
});

test('[CAL-6] 以日、月、年计的时限只在工作日到期, 且不早于起算', () => {
  fc.assert(
    fc.property(limit, ({ start, term, spans: list }) => {
      const result = computed(term, inputOf(start, list));
      if (result.due === null || result.dueOn === null) return;
      expect(result.due >= result.received).toBe(true);
      if (term.amount > 0 && term.unit !== 'hour') expect(isWorkday(cn2026, result.dueOn)).toBe(true);
    }),
    { numRuns: 150 * RUNS, seed: 4 },
  );
});

test('[CAL-6] 数额大一, 到期不会更早; 起算晚, 到期不会更早', () => {
  fc.assert(
    fc.property(limit, fc.integer({ min: 1, max: 5000 }), ({ start, term, spans: list }, later) => {
      const ended = list.filter(({ to }) => to !== undefined);
      const due = computed(term, inputOf(start, ended)).due;
      const more = computed({ ...term, amount: term.amount + 1 }, inputOf(start, ended)).due;
      expect(due !== null && more !== null && more >= due).toBe(true);
      const afterwards = computed(term, inputOf(start.add({ minutes: later }), [])).due;
      const plain = computed(term, inputOf(start, [])).due;
      expect(plain !== null && afterwards !== null && afterwards >= plain).toBe(true);
    }),
    { numRuns: 150 * RUNS, seed: 5 },
  );
});

test('[CAL-18] 已过的时间只增不减', () => {
  fc.assert(
    fc.property(
      limit,
      fc.integer({ min: 0, max: 90 * 1440 }),
      fc.integer({ min: 0, max: 9000 }),
      ({ start, term, spans: list }, a, b) => {
        const result = computed(term, inputOf(start, list));
        const early = progress(result, instant(start.add({ minutes: a })), cn2026);
        const late = progress(result, instant(start.add({ minutes: a + b })), cn2026);
        if (isRefusal(early) || isRefusal(late)) throw new Error('refused');
        expect(late.elapsed).toBeGreaterThanOrEqual(early.elapsed);
        expect(early.elapsed + early.remaining).toBeCloseTo(early.amount, 9);
      },
    ),
    { numRuns: 100 * RUNS, seed: 6 },
  );
});

test('[CAL-18] 以工作日和小时计的, 到期之时恰好用完', () => {
  fc.assert(
    fc.property(limit, ({ start, term, spans: list }) => {
      if (term.unit === 'day' || term.unit === 'month' || term.unit === 'year' || term.amount === 0) return;
      const result = computed(term, inputOf(start, list));
      if (result.due === null) return;
      const left = progress(result, result.due, cn2026);
      expect(isRefusal(left) ? 'refused' : Math.abs(left.remaining) < 1e-9).toBe(true);
    }),
    { numRuns: 100 * RUNS, seed: 7 },
  );
});

test('[CAL-20] 任何时限都说得出理由, 且写着到期的那一天', () => {
  fc.assert(
    fc.property(limit, ({ start, term, spans: list }) => {
      const result = computed(term, inputOf(start, list));
      const words = explain(result, cn2026)
        .map(({ sentence }) => sentence)
        .join('\n');
      expect(words).not.toMatch(/NaN|undefined|Infinity/);
      if (result.due === null) return;
      const day = Temporal.PlainDate.from(plainDateOf(dayOf(wallTimeOf(result.due))));
      expect(words).toContain(`${day.month}月${day.day}日`);
    }),
    { numRuns: 100 * RUNS, seed: 8 },
  );
});

test('[CAL-14] 胡乱的数额也只会被拒绝, 不会算出错来', () => {
  fc.assert(
    fc.property(fc.double(), fc.string(), (amount, unit) => {
      const result = deadline({ amount, unit: unit as LimitUnit }, { start: instant(FIRST) }, cn2026);
      expect(isRefusal(result)).toBe(true);
    }),
    { numRuns: 200 * RUNS, seed: 9 },
  );
});
