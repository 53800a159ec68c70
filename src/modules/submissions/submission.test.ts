import { describe, expect, test } from 'vitest';
import { type Instant, idOf, type PersonId, type UnitId } from '#core/kernel';
import type { Fact, Obligation } from '#core/obligation';
import { countsOf, foldSubmission, mayAnswer, mayHandIn, standingOf, usualDue } from './submission.ts';

const instant = (text: string) => idOf<Instant>(`${text}:00.000Z`);
const DUE = instant('2026-03-06T09:00');
const duty = (more: Partial<Obligation>) =>
  ({
    state: 'open',
    claimedAt: null,
    times: { dueAt: DUE, signals: {}, provisional: false },
    ...more,
  }) as unknown as Obligation;
const fact = (seq: number, kind: string, data: object, actor = 'liaison') =>
  ({ id: `f${seq}`, seq, kind, data, actor, occurredAt: DUE, evidence: [], contents: [] }) as unknown as Fact;
const assigned = (recipient: string | null) =>
  fact(1, 'task.assigned', { plan: 'p', item: 'deadline-1', leads: ['water'], recipient });
const officer = idOf<PersonId>('officer');

describe('情况', () => {
  const before = instant('2026-03-06T08:59');
  const after = instant('2026-03-06T09:01');
  test.each([
    ['没到期, 没报', duty({}), 'assigned', before, 'owed'],
    ['到期的那一刻还不算逾期', duty({}), 'assigned', DUE, 'owed'],
    ['过了期, 没报', duty({}), 'assigned', after, 'overdue'],
    ['退回, 还没到期', duty({}), 'returned', before, 'returned'],
    ['退回, 过了期: 是逾期未报', duty({}), 'returned', after, 'overdue'],
    ['按时报, 过了期还没收', duty({ state: 'held', claimedAt: DUE }), 'submitted', after, 'handed-in'],
    ['迟报, 还没收', duty({ state: 'held', claimedAt: after }), 'submitted', after, 'handed-in-late'],
    ['按时报, 已收', duty({ state: 'met' }), 'closed', after, 'received'],
    ['迟报, 已收: 仍是迟报', duty({ state: 'met-late' }), 'closed', after, 'received-late'],
    ['作废的不算在内', duty({ state: 'void' }), 'void', before, undefined],
  ] as const)('%s', (_, obligation, state, now, standing) => {
    expect(standingOf(obligation, state, now)).toBe(standing);
  });

  test('不设期限的永远不逾期', () => {
    const undated = duty({ times: { dueAt: null, signals: {}, provisional: false } as never });
    expect(standingOf(undated, 'assigned', instant('2099-01-01T00:00'))).toBe('owed');
  });
});

test('份数: 应报等于已报加未报; 逾期在未报之内, 迟报和待收件在已报之内', () => {
  const counts = countsOf(['owed', 'overdue', 'returned', 'handed-in', 'handed-in-late', 'received', 'received-late']);
  expect(counts).toEqual({ total: 7, handedIn: 4, missing: 3, overdue: 1, late: 2, waiting: 2, received: 2 });
  expect(countsOf([])).toEqual({ total: 0, handedIn: 0, missing: 0, overdue: 0, late: 0, waiting: 0, received: 0 });
});

test('一轮的期限是多数单位的期限, 个别单位另有日期的不算', () => {
  const other = instant('2026-03-10T09:00');
  expect(usualDue([other, DUE, DUE])).toBe(DUE);
  expect(usualDue([null, null, DUE])).toBeNull();
  expect(usualDue([])).toBeNull();
});

describe('一生', () => {
  const handedIn = (version: number, seq = version + 1) =>
    fact(seq, 'submission.handed-in', { unit: 'water', recipient: 'office', version });
  const fold = (...facts: Fact[]) => {
    const submission = foldSubmission([assigned('office'), ...facts]);
    if (submission === undefined) throw new Error('no submission');
    return submission;
  };

  test('没有报送对象的任务不是报送; 从前没有这一栏的也不是', () => {
    expect(foldSubmission([assigned(null)])).toBeUndefined();
    expect(foldSubmission([fact(1, 'task.assigned', { plan: 'p', item: 'i', leads: ['water'] })])).toBeUndefined();
    expect(fold()).toMatchObject({ unit: idOf<UnitId>('water'), recipient: idOf<UnitId>('office'), state: 'owed' });
  });

  test('答复记在所答复的那一版上', () => {
    const submission = fold(
      handedIn(1),
      fact(3, 'submission.returned', { unit: 'water', version: 1 }, 'officer'),
      handedIn(2, 4),
    );
    expect(submission.state).toBe('handed-in');
    expect(submission.versions.map(({ version, answer }) => [version, answer?.kind])).toEqual([
      [1, 'returned'],
      [2, undefined],
    ]);
  });

  test('什么时候可以交, 什么时候可以收', () => {
    expect(mayHandIn(fold(), 0).refused).toBe(false);
    expect(mayHandIn(fold(handedIn(1)), 1).refused).toBe(false);
    expect(mayHandIn(fold(handedIn(1)), 0)).toMatchObject({ code: 'SUB-05' });
    expect(mayHandIn(fold(fact(2, 'task.voided', {})))).toMatchObject({ code: 'SUB-03' });
    const received = fold(handedIn(1), fact(3, 'submission.received', { unit: 'water', version: 1 }));
    expect(mayHandIn(received)).toMatchObject({ code: 'SUB-02' });
    expect(mayAnswer(received, officer)).toMatchObject({ code: 'SUB-04' });
    expect(mayAnswer(fold(), officer)).toMatchObject({ code: 'SUB-04' });
    expect(mayAnswer(fold(handedIn(1), handedIn(2)), officer, 1)).toMatchObject({ code: 'SUB-05' });
    expect(mayAnswer(fold(handedIn(1)), idOf<PersonId>('liaison'), 1)).toMatchObject({ code: 'SUB-06' });
    expect(mayAnswer(fold(handedIn(1)), officer, 1).refused).toBe(false);
  });
});
