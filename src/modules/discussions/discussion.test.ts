import { expect, test } from 'vitest';
import { idOf, type PersonId } from '#core/kernel';
import type { Fact } from '#core/obligation';
import { inOrder, madeBy, mayWithdraw } from './discussion.ts';

const [me, other] = [idOf<PersonId>('me'), idOf<PersonId>('other')];
const fact = {
  kind: 'remark.made',
  subject: { type: 'remark', id: 'r1' },
  actor: me,
  occurredAt: '2026-03-02T01:00:00.000Z',
  onBehalfOf: null,
  evidence: [],
  data: { about: 't1', aboutType: 'task', reply: null, replyTo: null, mentions: [other] },
} as unknown as Fact;

test('发言按先后排, 回复紧跟在所回复的发言之后', () => {
  const line = (id: string, reply: string | null = null) => ({ id, reply });
  const lines = [line('a'), line('b'), line('a1', 'a'), line('c'), line('b1', 'b'), line('a2', 'a')];
  expect(inOrder(lines).map(({ id }) => id)).toEqual(['a', 'a1', 'a2', 'b', 'b1', 'c']);
});

test('只有本人能撤回, 撤回一次', () => {
  const made = madeBy(fact);
  if (made === undefined) throw new Error('not read');
  expect(mayWithdraw(made, 'made', me).refused).toBe(false);
  expect(mayWithdraw(made, 'made', other)).toMatchObject({ code: 'DSC-04' });
  expect(mayWithdraw(made, 'withdrawn', me)).toMatchObject({ code: 'DSC-05' });
  expect(madeBy({ ...fact, kind: 'remark.withdrawn' })).toBeUndefined();
});
