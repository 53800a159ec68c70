import { describe, expect, test } from 'vitest';
import { Refused, refuse } from '#core/kernel';
import { batcher } from './batch.ts';

const dataFault = (constraint: string) => Object.assign(new Error('duplicate key'), { code: '23505', constraint });

/** A write that a test lets go when it likes. */
function heldWrite() {
  const batches: number[][] = [];
  const releases: (() => void)[] = [];
  const write = async (items: readonly number[]) => {
    batches.push([...items]);
    await new Promise<void>((resolve) => releases.push(resolve));
    return items.map((item) => item * 10);
  };
  return { batches, write, release: () => releases.shift()?.() };
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 2));

describe('攒批', () => {
  test('独自来的一件立即写入', async () => {
    const batches: number[][] = [];
    const batch = batcher(async (items: readonly number[]) => {
      batches.push([...items]);
      return items.map(String);
    });
    expect(await batch.add(7)).toBe('7');
    expect(batches).toEqual([[7]]);
  });

  test('同时来的合为一批, 各得各的结果, 先后不变', async () => {
    const batches: number[][] = [];
    const batch = batcher(async (items: readonly number[]) => {
      batches.push([...items]);
      return items.map((item) => item * 10);
    });
    expect(await Promise.all([1, 2, 3].map((item) => batch.add(item)))).toEqual([10, 20, 30]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  test('各路都忙时来的攒在一起, 一批不超过上限', async () => {
    const { batches, write, release } = heldWrite();
    const batch = batcher(write, { lanes: 1, most: 3 });
    const first = batch.add(1);
    await turn();
    const rest = [2, 3, 4, 5].map((item) => batch.add(item));
    await turn();
    expect(batches).toEqual([[1]]);
    expect(batch.waiting).toBe(4);
    release();
    await first;
    await turn();
    expect(batches).toEqual([[1], [2, 3, 4]]);
    release();
    await turn();
    release();
    expect(await Promise.all(rest)).toEqual([20, 30, 40, 50]);
    expect(batches).toEqual([[1], [2, 3, 4], [5]]);
  });

  test('同时在写的批数不超过路数', async () => {
    const { batches, write, release } = heldWrite();
    const batch = batcher(write, { lanes: 2, most: 1 });
    const all = [1, 2, 3].map((item) => batch.add(item));
    await turn();
    expect(batches).toEqual([[1], [2]]);
    release();
    await turn();
    expect(batches).toEqual([[1], [2], [3]]);
    release();
    release();
    await Promise.all(all);
  });

  test('等候的满了, 再来的当即以 DB-01 拒绝, 先来的不受影响', async () => {
    const { write, release } = heldWrite();
    const batch = batcher(write, { lanes: 1, bound: 2 });
    const first = batch.add(1);
    await turn();
    const waiting = [batch.add(2), batch.add(3)];
    await expect(batch.add(4)).rejects.toMatchObject({ refusal: { code: 'DB-01' } });
    release();
    await first;
    await turn();
    release();
    expect(await Promise.all(waiting)).toEqual([20, 30]);
  });
});

describe('出错', () => {
  test('其中一件的内容有误: 逐件重写, 只有它失败', async () => {
    const batches: number[][] = [];
    const batch = batcher(async (items: readonly number[]) => {
      batches.push([...items]);
      if (items.includes(2)) throw dataFault('thing_pk');
      return items.map((item) => item * 10);
    });
    const outcomes = await Promise.allSettled([1, 2, 3].map((item) => batch.add(item)));
    expect(outcomes.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[2]).toMatchObject({ value: 30 });
    expect(batches).toEqual([[1, 2, 3], [1], [2], [3]]);
  });

  test('其中一件被拒绝: 同样逐件重写', async () => {
    const batch = batcher(async (items: readonly number[]) => {
      if (items.includes(2)) throw new Refused(refuse('DB-01', '此处只作试验'));
      return items;
    });
    const outcomes = await Promise.allSettled([1, 2].map((item) => batch.add(item)));
    expect(outcomes.map((each) => each.status)).toEqual(['fulfilled', 'rejected']);
  });

  test('数据库断了: 全批失败, 不重写, 因为可能已经写入', async () => {
    let calls = 0;
    const batch = batcher(async (_: readonly number[]): Promise<number[]> => {
      calls += 1;
      throw new Error('Connection terminated unexpectedly');
    });
    const outcomes = await Promise.allSettled([1, 2].map((item) => batch.add(item)));
    expect(outcomes.map((each) => each.status)).toEqual(['rejected', 'rejected']);
    expect(calls).toBe(1);
  });

  test('结果的件数不对: 全批失败, 不张冠李戴', async () => {
    const batch = batcher(async (items: readonly number[]) => items.slice(1));
    await expect(Promise.all([batch.add(1), batch.add(2)])).rejects.toThrow('2 was answered with 1');
  });

  test('失败一批之后照常', async () => {
    let broken = true;
    const batch = batcher(async (items: readonly number[]) => {
      if (broken) throw new Error('gone');
      return items;
    });
    await expect(batch.add(1)).rejects.toThrow('gone');
    broken = false;
    expect(await batch.add(2)).toBe(2);
  });
});
