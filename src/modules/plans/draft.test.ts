import { expect, test } from 'vitest';
import { bearersIn, carryOver, dated, type Item } from './draft.ts';

test('句首写明的责任单位直接取用, 没有写明的不猜', () => {
  expect(bearersIn('各县区、市直各部门要于2026年10月底前将自查总结报市效能办')).toEqual(['各县区', '市直各部门']);
  expect(bearersIn('市水利局每月向市效能办报送一次进展情况')).toEqual(['市水利局']);
  expect(bearersIn('每季度进行一次重点企业走访')).toEqual([]);
  expect(bearersIn('于2026年3月20日前完成流程再造')).toEqual([]);
  expect(bearersIn('自查总结于10月底前报送')).toEqual([]);
});

test('缺年份的日期用方案的年份补全, 没有年份的不补', () => {
  expect(dated('--06-30', 2026)).toBe('2026-06-30');
  expect(dated('--06-30', null)).toBeNull();
  expect(dated('2027-06-30', 2026)).toBe('2027-06-30');
});

const task = (id: string, text: string, more: Partial<Item> = {}): Item =>
  ({
    id,
    kind: 'task',
    span: { from: 0, to: 5 },
    confidence: 0.9,
    origin: 'compiled',
    droppedReason: null,
    confirmed: false,
    revision: 1,
    body: { number: '1.', text, leadUnits: ['市水利局'], supportUnits: [], due: null },
    ...more,
  }) as Item;

test('修订用新文字: 没变的句子沿用人的校正, 改了的沿用条目名, 新的是新条目', () => {
  const corrected = task('task-1', '编制事项清单', {
    confirmed: true,
    revision: 4,
    body: { number: '1.', text: '编制事项清单', leadUnits: ['市发改委'], supportUnits: [], due: null },
  } as Partial<Item>);
  const before = [corrected, task('task-2', '完成全市水利审批事项流程再造')];
  const fresh = [
    task('task-1', '编制事项清单', { span: { from: 9, to: 15 } }),
    task('task-2', '完成全市水利审批事项流程再造和公布'),
    task('task-3', '另一件完全不同的新工作'),
  ];
  const after = carryOver(before, fresh);
  expect(after.map((item) => item.id)).toEqual(['task-1', 'task-2', 'task-3-v2']);
  expect(after[0]).toMatchObject({ span: { from: 9, to: 15 }, confirmed: true, body: { leadUnits: ['市发改委'] } });
  expect(after[1]).toMatchObject({ confirmed: false, body: { text: '完成全市水利审批事项流程再造和公布' } });
});

test('修订在前面插入相近的一条: 没变的各归各的, 序号顺延而校正不丢, 插入的是新条目', () => {
  const corrected = {
    confirmed: true,
    body: { number: '1.', text: '编制水利审批清单', leadUnits: ['市发改委'], supportUnits: [], due: null },
  };
  const before = [task('task-1', '编制水利审批清单', corrected as Partial<Item>), task('task-2', '编制教育审批清单')];
  const renumbered = (id: string, number: string, text: string) =>
    task(id, text, { body: { number, text, leadUnits: ['市水利局'], supportUnits: [], due: null } } as Partial<Item>);
  const after = carryOver(before, [
    renumbered('task-1', '1.', '编制交通审批清单'),
    renumbered('task-2', '2.', '编制水利审批清单'),
    renumbered('task-3', '3.', '编制教育审批清单'),
  ]);
  expect(after.map((item) => item.id)).toEqual(['task-1-v0', 'task-1', 'task-2']);
  expect(after[1]).toMatchObject({ confirmed: true, body: { number: '2.', leadUnits: ['市发改委'] } });
});
