import { describe, expect, test } from 'vitest';
import { SEED_CALENDAR, workdays, workingCalendar } from '#core/calendar';
import {
  type FactId,
  type Instant,
  idOf,
  localText,
  orRefuse,
  type PlainDate,
  parseInstant,
  type Region,
  type SubjectId,
  type UnitId,
} from '#core/kernel';
import { applyFact, type Lawbook, RETIMED, SIGNALLED } from './apply.ts';
import { timekeeperOf } from './due.ts';
import type { Fact, JsonObject } from './fact.ts';
import { lampOf, nextSignal, type Obligation } from './obligation.ts';
import type { ParameterOverride } from './parameter.ts';
import { defineRule, type Rule } from './rule.ts';

const timekeeper = timekeeperOf(workingCalendar(SEED_CALENDAR));
const day = (text: string) => idOf<PlainDate>(text);
const at = (text: string): Instant => orRefuse(parseInstant(`${text.replace(' ', 'T')}:00+08:00`));
const unit = idOf<UnitId>('unit-a');

/** 借阅: an invented rule about library books, so that nobody takes it for a real one. */
const returnBook: Rule = defineRule({
  id: 'return-book',
  title: '还书',
  inWords: { who: '读者', what: '还书', when: '借出后 {book.term} 内', signals: null },
  inForceFrom: day('2020-01-01'),
  basis: [{ custom: '虚构' }],
  evidence: '还书登记',
  consequences: {},
  opens: {
    'book.lent': (fact, parameters) => [
      {
        key: 'reader',
        bearerUnit: unit,
        act: '还书',
        due: { by: 'term', term: parameters.term('book.term'), start: fact.occurredAt },
        signals: {
          warning: { at: 'before', amount: 1, unit: 'workday' },
          red: { at: 'after', amount: 0, unit: 'workday' },
        },
      },
    ],
    'book.given': () => [{ key: 'reader', bearerUnit: unit, act: '致谢', due: { by: 'none' }, signals: {} }],
  },
  transitions: {
    'book.returned': { effect: 'settle' },
    'book.handed-in': { effect: 'hold' },
    'book.sent-back': { effect: 'release' },
    'book.mislaid': { effect: 'suspend' },
    'book.found': { effect: 'resume' },
    'book.withdrawn': { effect: 'void' },
    'book.excused': { effect: 'waive' },
    'book.renewed': { effect: 'reschedule' },
    'book.uncounted': { effect: 'exclude-from-rate' },
  },
});

function lawbook(rules: readonly Rule[] = [returnBook], overrides: readonly ParameterOverride[] = []): Lawbook {
  return {
    rules,
    overrides,
    parameters: [
      {
        id: 'book.in-use',
        title: '还书',
        editions: [{ from: day('2020-01-01'), value: { kind: 'switch', on: true }, basis: '虚构' }],
      },
      {
        id: 'book.term',
        title: '借期',
        editions: [{ from: day('2020-01-01'), value: { kind: 'term', term: workdays(5) }, basis: '虚构' }],
      },
    ],
    timekeeper: () => timekeeper,
    nameOf: (text) => `id of ${text}`,
  };
}

let count = 0;
function fact(kind: string, occurred: string, data: JsonObject = {}, recorded = occurred): Fact {
  count += 1;
  return {
    id: idOf<FactId>(`fact-${count}`),
    region: idOf<Region>('yunxi'),
    subject: { type: 'book', id: idOf<SubjectId>('book-1') },
    seq: count,
    kind,
    occurredAt: at(occurred),
    recordedAt: at(recorded),
    actor: 'reader',
    onBehalfOf: null,
    data,
    evidence: [],
    contents: [],
    corrects: null,
    rulebook: 'test',
    calendar: timekeeper.version,
  };
}

function fold(facts: readonly Fact[], law = lawbook()): Obligation[] {
  return facts.reduce<Obligation[]>((obligations, next) => applyFact(law, next, obligations), []);
}

function only(obligations: readonly Obligation[]): Obligation {
  expect(obligations).toHaveLength(1);
  return obligations[0] as Obligation;
}

const signalled = (obligation: Obligation, level: string, when: string) =>
  fact(SIGNALLED, when, { obligation: obligation.id, level, dueAt: obligation.times.dueAt, threshold: at(when) });
const local = (instant: Instant | null) =>
  instant === null ? null : localText(instant).slice(0, 16).replace('T', ' ');

// 2026年3月2日是周一; 五个工作日的限期到3月9日 (周一) 17:00.
const lent = () => fact('book.lent', '2026-03-02 10:00');

describe('开启与了结', () => {
  test('[OBL-1] 规则点名的事实开启责任事项, 记下规则, 版本和事实', () => {
    const opening = lent();
    const obligation = only(fold([opening]));
    expect(obligation).toMatchObject({
      rule: 'return-book',
      edition: '2020-01-01',
      openedBy: opening.id,
      act: '还书',
      state: 'open',
    });
    expect(local(obligation.times.dueAt)).toBe('2026-03-09 17:00');
    expect(fold([fact('book.dusted', '2026-03-02 10:00')])).toEqual([]);
  });

  test('[OBL-2] 标识由事实, 规则和键推出, 重折不变', () => {
    const opening = lent();
    expect(only(fold([opening])).id).toBe(`id of ${opening.id}\nreturn-book\nreader`);
    expect(fold([opening])).toEqual(fold([opening]));
  });

  test('[OBL-3] 到期一刻完成为按期, 晚一分钟为逾期; 看发生时刻, 不看记录时刻', () => {
    const opening = lent();
    expect(only(fold([opening, fact('book.returned', '2026-03-09 17:00')])).state).toBe('met');
    expect(only(fold([opening, fact('book.returned', '2026-03-09 17:01')])).state).toBe('met-late');
    expect(only(fold([opening, fact('book.returned', '2026-03-09 16:00', {}, '2026-03-12 09:00')])).state).toBe('met');
  });

  test('[OBL-4] 了结之后不再变化', () => {
    const facts = [lent(), fact('book.returned', '2026-03-03 10:00')];
    const settled = fold(facts);
    expect(
      fold([...facts, fact('book.withdrawn', '2026-03-04 10:00'), fact('book.mislaid', '2026-03-04 10:00')]),
    ).toEqual(settled);
  });

  test('[OBL-5] 没有期限的责任可以完成, 不会逾期', () => {
    const obligation = only(fold([fact('book.given', '2026-03-02 10:00')]));
    expect(obligation.times.dueAt).toBeNull();
    expect(nextSignal(obligation)).toBeNull();
    expect(lampOf(obligation)).toBe('normal');
    expect(only(fold([fact('book.given', '2026-03-02 10:00'), fact('book.returned', '2030-03-02 10:00')])).state).toBe(
      'met',
    );
  });
});

describe('报送完成, 待验收', () => {
  test('[OBL-6] 待验收期间不再发信号', () => {
    const obligation = only(fold([lent(), fact('book.handed-in', '2026-03-05 10:00')]));
    expect(obligation.state).toBe('held');
    expect(nextSignal(obligation)).toBeNull();
    expect(lampOf(obligation)).toBe('held');
  });

  test('[OBL-7] 按报送的时刻判定, 验收拖延不使人逾期', () => {
    const facts = [lent(), fact('book.handed-in', '2026-03-09 16:59'), fact('book.returned', '2026-04-20 10:00')];
    expect(only(fold(facts)).state).toBe('met');
  });

  test('[OBL-8] 退回后期限照旧, 已过的门槛立即补发', () => {
    const facts = [lent(), fact('book.handed-in', '2026-03-05 10:00'), fact('book.sent-back', '2026-03-10 10:00')];
    const obligation = only(fold(facts));
    expect(obligation).toMatchObject({ state: 'open', claimedAt: null });
    expect(local(obligation.times.dueAt)).toBe('2026-03-09 17:00');
    expect(nextSignal(obligation)).toEqual({ level: 'warning', at: at('2026-03-06 09:00') });
    expect(only(fold([...facts, fact('book.returned', '2026-03-11 10:00')])).state).toBe('met-late');
  });
});

describe('信号', () => {
  test('[OBL-9] 各级信号的时刻随到期时刻算出, 下一个是尚未发出的最早一个', () => {
    const opening = lent();
    const obligation = only(fold([opening]));
    expect(local(obligation.times.signals.warning)).toBe('2026-03-06 09:00');
    expect(local(obligation.times.signals.red)).toBe('2026-03-09 17:00');
    expect(obligation.times.signals.yellow).toBeNull();
    const warned = only(fold([opening, signalled(obligation, 'warning', '2026-03-06 09:00')]));
    expect(nextSignal(warned)).toEqual({ level: 'red', at: at('2026-03-09 17:00') });
  });

  test('[OBL-10] 同一级只发一次', () => {
    const opening = lent();
    const obligation = only(fold([opening]));
    const once = fold([opening, signalled(obligation, 'warning', '2026-03-06 09:00')]);
    const twice = applyFact(lawbook(), signalled(obligation, 'warning', '2026-03-06 09:05'), once);
    expect(twice).toEqual(once);
  });

  test('[OBL-11] 到期时刻变动只移动尚未发出的信号', () => {
    const opening = lent();
    const obligation = only(fold([opening]));
    const facts = [
      opening,
      signalled(obligation, 'warning', '2026-03-06 09:00'),
      fact('book.mislaid', '2026-03-06 10:00'),
      fact('book.found', '2026-03-10 10:00'),
    ];
    const later = only(fold(facts));
    // 3月6日, 9日两个工作日不计入: 第五个工作日移到3月11日.
    expect(local(later.times.dueAt)).toBe('2026-03-11 17:00');
    expect(local(later.served.warning ?? null)).toBe('2026-03-06 09:00');
    expect(nextSignal(later)).toEqual({ level: 'red', at: at('2026-03-11 17:00') });
    expect(
      only(
        fold([
          ...facts,
          fact(RETIMED, '2026-03-10 11:00', { obligation: later.id, before: null, after: null, notice: '无' }),
        ]),
      ),
    ).toEqual(later);
  });

  test('[OBL-12] 迟录的事实, 门槛已过的信号都在等待发出', () => {
    const late = fact('book.lent', '2026-03-02 10:00', {}, '2026-03-12 09:00');
    const next = nextSignal(only(fold([late])));
    expect(next !== null && next.at <= late.recordedAt).toBe(true);
  });

  test('[OBL-13] 灯随已发的最高一级; 逾期补办仍是黄色, 不变绿', () => {
    const opening = lent();
    const obligation = only(fold([opening]));
    const red = fold([
      opening,
      signalled(obligation, 'warning', '2026-03-06 09:00'),
      signalled(obligation, 'red', '2026-03-09 17:00'),
    ]);
    expect(lampOf(only(red))).toBe('red');
    expect(lampOf(only(applyFact(lawbook(), fact('book.returned', '2026-03-10 10:00'), red)))).toBe('done-late');
    expect(lampOf(only(fold([opening, fact('book.returned', '2026-03-03 10:00')])))).toBe('done');
  });
});

describe('中止, 变更, 终了', () => {
  test('[OBL-14] 中止期间没有到期时刻和信号; 期限届满后的中止无效', () => {
    const paused = only(fold([lent(), fact('book.mislaid', '2026-03-04 10:00')]));
    expect(paused.times.dueAt).toBeNull();
    expect(nextSignal(paused)).toBeNull();
    expect(lampOf(paused)).toBe('paused');
    const tooLate = only(fold([lent(), fact('book.mislaid', '2026-03-09 17:00')]));
    expect(local(tooLate.times.dueAt)).toBe('2026-03-09 17:00');
  });

  test('[OBL-15] 作废的既不算按期也不算逾期', () => {
    const voided = only(fold([lent(), fact('book.withdrawn', '2026-03-20 10:00')]));
    expect(voided.state).toBe('void');
    expect(lampOf(voided)).toBe('void');
    expect(only(fold([lent(), fact('book.excused', '2026-03-20 10:00')])).state).toBe('waived');
  });

  test('[OBL-16] 开启时生效的版本管到底', () => {
    const { 'book.returned': _, ...transitions } = returnBook.transitions;
    const stricter: Rule = { ...returnBook, inForceFrom: day('2026-03-03'), transitions };
    const law = lawbook([returnBook, stricter]);
    expect(only(fold([lent(), fact('book.returned', '2026-03-04 10:00')], law)).state).toBe('met');
    const opened = fact('book.lent', '2026-03-03 10:00');
    expect(only(fold([opened], law)).edition).toBe('2026-03-03');
    expect(only(fold([opened, fact('book.returned', '2026-03-04 10:00')], law)).state).toBe('open');
  });

  test('[OBL-19] 改期之后按新的日子计时; 已发的信号不动, 未发的随之移动', () => {
    const opening = lent();
    const obligation = only(fold([opening]));
    const extended = only(
      fold([
        opening,
        signalled(obligation, 'warning', '2026-03-06 09:00'),
        fact('book.renewed', '2026-03-06 10:00', { dueDay: '2026-03-20' }),
      ]),
    );
    expect(local(extended.times.dueAt)).toBe('2026-03-20 17:00');
    expect(local(extended.served.warning ?? null)).toBe('2026-03-06 09:00');
    expect(nextSignal(extended)).toEqual({ level: 'red', at: at('2026-03-20 17:00') });
    const returned = fold([
      opening,
      fact('book.renewed', '2026-03-06 10:00', { dueDay: '2026-03-20' }),
      fact('book.returned', '2026-03-20 16:00'),
    ]);
    expect(only(returned).state).toBe('met');
  });

  test('[OBL-20] 不计入及时率: 办结前后都可以; 期限, 灯, 信号照旧', () => {
    const opening = lent();
    const open = only(fold([opening]));
    expect(open.excludedFromRate).toBeUndefined();
    const uncounted = only(fold([opening, fact('book.uncounted', '2026-03-03 10:00')]));
    expect(uncounted).toEqual({ ...open, excludedFromRate: true });
    expect(nextSignal(uncounted)).toEqual(nextSignal(open));
    const returned = fact('book.returned', '2026-03-04 10:00');
    const after = only(fold([opening, returned, fact('book.uncounted', '2026-03-05 10:00')]));
    expect([after.state, after.excludedFromRate]).toEqual(['met', true]);
  });

  test('[OBL-18] 停用的规则不再开启责任; 停用之前开启的照常走完', () => {
    const optional: Rule = { ...returnBook, switchedBy: 'book.in-use' };
    const off: ParameterOverride = {
      id: 'book.in-use',
      from: day('2026-03-03'),
      value: { kind: 'switch', on: false },
      basis: '馆务会议纪要',
      setAt: at('2026-02-20 09:00'),
    };
    const law = lawbook([optional], [off]);
    const before = fold([lent()], law);
    expect(only(before).state).toBe('open');
    expect(fold([fact('book.lent', '2026-03-03 10:00')], law)).toEqual([]);
    expect(only(applyFact(law, fact('book.returned', '2026-03-04 10:00'), before)).state).toBe('met');
  });

  test('[OBL-17] 参数取开启之日生效的值, 且只看记录时已经设定的', () => {
    const override = (setAt: string): ParameterOverride => ({
      id: 'book.term',
      from: day('2026-03-01'),
      value: { kind: 'term', term: workdays(2) },
      basis: '馆务会议纪要',
      setAt: at(setAt),
    });
    expect(local(only(fold([lent()], lawbook([returnBook], [override('2026-02-20 09:00')]))).times.dueAt)).toBe(
      '2026-03-04 17:00',
    );
    expect(local(only(fold([lent()], lawbook([returnBook], [override('2026-03-05 09:00')]))).times.dueAt)).toBe(
      '2026-03-09 17:00',
    );
    const earlier = fact('book.lent', '2026-02-27 10:00');
    // 2月28日是调休上班日: 五个工作日为2月28日, 3月2日至5日.
    expect(local(only(fold([earlier], lawbook([returnBook], [override('2026-02-20 09:00')]))).times.dueAt)).toBe(
      '2026-03-05 17:00',
    );
  });
});
