import { expect, test } from 'vitest';
import type { Item } from './contract.ts';
import { itemDetail, itemHeadline, planRangeWords, segmentsOf } from './item-words.ts';

const item = (id: string, from: number, to: number): Item => ({
  id,
  span: { from, to },
  confidence: 1,
  origin: 'compiled',
  droppedReason: null,
  confirmed: false,
  revision: 1,
  kind: 'mechanism',
  body: { name: id, quote: '' },
});

test('原文按条目的起止切段, 重叠处窄的在前, 首尾不漏字', () => {
  const segments = segmentsOf(10, [item('宽', 2, 8), item('窄', 4, 6)]);
  expect(segments.map((s) => [s.from, s.to, s.items.map((i) => i.id)])).toEqual([
    [0, 2, []],
    [2, 4, ['宽']],
    [4, 6, ['窄', '宽']],
    [6, 8, ['宽']],
    [8, 10, []],
  ]);
  expect(segmentsOf(3, [])).toEqual([{ from: 0, to: 3, items: [] }]);
});

test('日期与周期说成人话, 年份未定的照实说', () => {
  expect(planRangeWords({ from: '2026-03-20', to: '2026-03-20' })).toBe('2026年3月20日');
  expect(planRangeWords({ from: '--03-01', to: '--05-31' })).toBe('3月1日 (年份未定) 至 5月31日 (年份未定)');
  const cadence = {
    quote: '',
    unit: 'month',
    interval: 2,
    count: 1,
    atLeast: true,
    weekday: null,
    day: null,
    recipient: '市效能办',
    units: [],
  } as const;
  expect(itemDetail({ kind: 'cadence', body: { ...cadence, units: [] } })).toBe(
    '每 2 月 至少 1 次 · 没有写明由谁完成 · 报 市效能办',
  );
});

test('编号没有标点的, 不与任务的文字连成一个数', () => {
  const task = { text: '2026年底前建成', leadUnits: [], supportUnits: [], due: null };
  expect(itemHeadline({ kind: 'task', body: { ...task, number: '1' } })).toBe('1 2026年底前建成');
  expect(itemHeadline({ kind: 'task', body: { ...task, number: '1.' } })).toBe('1.2026年底前建成');
  expect(itemHeadline({ kind: 'task', body: { ...task, number: '' } })).toBe('2026年底前建成');
});
