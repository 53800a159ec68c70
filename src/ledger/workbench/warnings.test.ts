import { expect, test } from 'vitest';
import { alarmsOf } from './warnings.ts';

test('只列有预警的单位, 红牌多的在前, 再看黄牌, 预警, 名称', () => {
  const unit = (name: string) => ({ id: name, name });
  const lines = alarmsOf({
    units: [
      { unit: unit('教育局'), counts: [{ lamp: 'warning', count: 9 }] },
      { unit: unit('水利局'), counts: [{ lamp: 'red', count: 1 }] },
      {
        unit: unit('档案馆'),
        counts: [
          { lamp: 'normal', count: 30 },
          { lamp: 'held', count: 2 },
        ],
      },
      {
        unit: unit('财政局'),
        counts: [
          { lamp: 'red', count: 1 },
          { lamp: 'yellow', count: 2 },
        ],
      },
    ],
  });
  expect(lines.map((line) => [line.unit.name, line.total])).toEqual([
    ['财政局', 3],
    ['水利局', 1],
    ['教育局', 9],
  ]);
});
