import { expect, test } from 'vitest';
import { meanOf, scorePlan } from './plan-score.ts';

test('阶段按序号和起止比较', () => {
  const phase = { ordinal: 1, from: '2024-03-01', to: '2024-03-31' };
  expect(scorePlan({ phases: [phase] }, { phases: [phase, { ...phase, ordinal: 2 }] })).toEqual({ phases: 2 / 3 });
});

test('任务按编号、牵头单位和文字比较, 单位的次序不计', () => {
  const gold = { tasks: [{ number: '（一）', text: '清理 文件', leadUnits: ['市司法局', '市财政局'] }] };
  expect(
    scorePlan(gold, { tasks: [{ number: '(一)', text: '清理文件并公布', leadUnits: ['市财政局', '市司法局'] }] }),
  ).toEqual({ tasks: 1 });
  expect(scorePlan(gold, { tasks: [{ number: '(一)', text: '清理文件', leadUnits: ['市财政局'] }] })).toEqual({
    tasks: 0,
  });
});

test('可要可不要的项目既不算漏也不算多', () => {
  const gold = { deadlines: [{ quote: '6月底前完成', from: '2024-06-26', to: '2024-06-30', optional: true }] };
  expect(scorePlan(gold, { deadlines: [{ quote: '6月底前完成', from: '2024-06-26', to: '2024-06-30' }] })).toEqual({});
  expect(scorePlan(gold, {})).toEqual({});
});

test('周期按单位、间隔、次数比较, 引文须有一半以上的字相连相同', () => {
  const gold = { cadences: [{ quote: '每月开展一次检查', unit: 'month', interval: 1, count: 1 }] };
  expect(scorePlan(gold, { cadences: [{ quote: '各单位每月开展一次检查', unit: 'month' }] })).toEqual({ cadences: 1 });
  expect(scorePlan(gold, { cadences: [{ quote: '每月报送信息', unit: 'month' }] })).toEqual({ cadences: 0 });
});

test('机构按角色和人比较, 制度按名称比较, 总分是各项的平均', () => {
  const gold = { bodies: [{ members: [{ role: '组长', holders: ['林远山'] }] }], mechanisms: ['明察暗访', '责任状'] };
  const scores = scorePlan(gold, {
    bodies: [{ members: [{ role: '组长', holders: ['林远山', '沈秋白'] }] }],
    mechanisms: ['责任状'],
  });
  expect(scores).toEqual({ bodies: 2 / 3, mechanisms: 2 / 3 });
  expect(meanOf(scores)).toBeCloseTo(2 / 3);
  expect(meanOf({})).toBe(1);
});
