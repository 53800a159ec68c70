import { describe, expect, test } from 'vitest';
import { idOf, type PlainDate, type SubjectId, type UnitId } from '#core/kernel';
import { amendmentOf, orderText } from './amendment.ts';
import type { Item, PlanHeader } from './draft.ts';
import { type Draft, ordersOf } from './orders.ts';

const unit = (name: string) => idOf<UnitId>(name);
const on = (day: string) => idOf<PlainDate>(day);
const header: PlanHeader = {
  title: '云溪市专项行动方案',
  issuer: null,
  baseYear: 2026,
  period: { from: '2026-03-01', to: '2026-06-30' },
  officeUnit: 'office',
  undatedDue: 'period-end',
};
const names = new Map([
  ['市水利局', [unit('water')]],
  ['市教育局', [unit('school')]],
  ['各县区', [unit('east'), unit('west')]],
  ['市督考中心', []],
]);
const base = {
  span: { from: 10, to: 30 },
  confidence: 1,
  origin: 'compiled',
  droppedReason: null,
  confirmed: false,
  revision: 1,
} as const;
const task = (more: Partial<Extract<Item, { kind: 'task' }>['body']> = {}, item: Partial<Item> = {}): Item =>
  ({
    ...base,
    id: 'task-1',
    kind: 'task',
    body: { number: '1.', text: '编制清单', leadUnits: ['市水利局'], supportUnits: [], due: null, ...more },
    ...item,
  }) as Item;
const deadline: Item = {
  ...base,
  id: 'deadline-1',
  kind: 'deadline',
  body: { quote: '报自查总结', from: '--04-30', to: '--04-30', recipient: '市教育局', units: ['各县区', '市水利局'] },
};
const cadence: Item = {
  ...base,
  id: 'cadence-1',
  kind: 'cadence',
  body: {
    quote: '每周六调度',
    unit: 'week',
    interval: 1,
    count: 1,
    atLeast: false,
    weekday: 6,
    day: null,
    recipient: null,
    units: ['市水利局'],
  },
};
const draft = (items: readonly Item[], more: Partial<Draft> = {}): Draft => ({
  header,
  items,
  names,
  notes: [],
  ...more,
});
const launched = on('2026-03-10');

describe('启动什么', () => {
  test('任务: 牵头与配合单位, 写明的期限; 没写的以方案期末为期, 或不设', () => {
    const dated = ordersOf(
      draft([task({ supportUnits: ['市教育局', '市水利局'], due: { from: '2026-04-01', to: '2026-04-10' } })]),
      launched,
    );
    expect(dated.orders).toMatchObject([
      {
        as: 'task',
        leads: ['water'],
        supports: ['school'],
        acceptor: 'office',
        dueDay: '2026-04-10',
        dueBasis: 'stated',
      },
    ]);
    expect(ordersOf(draft([task()]), launched).orders).toMatchObject([
      { dueDay: '2026-06-30', dueBasis: 'period-end' },
    ]);
    const none = draft([task()], { header: { ...header, undatedDue: 'none' } });
    expect(ordersOf(none, launched).orders).toMatchObject([{ dueDay: null, dueBasis: 'none' }]);
  });

  test('时限事项: 每个单位各报各的, 报给写明的单位, 由它验收; 缺年份的补上', () => {
    const { orders } = ordersOf(draft([deadline]), launched);
    expect(orders.map((order) => [order.leads, order.acceptor, order.as === 'task' && order.dueDay])).toEqual([
      [['east'], 'school', '2026-04-30'],
      [['west'], 'school', '2026-04-30'],
      [['water'], 'school', '2026-04-30'],
    ]);
  });

  test('周期事项: 自启动之日起, 到方案期末', () => {
    expect(ordersOf(draft([cadence]), launched).orders).toMatchObject([
      { as: 'cadence', unit: 'week', weekday: 6, day: null, from: '2026-03-10', to: '2026-06-30', leads: ['water'] },
    ]);
    expect(ordersOf(draft([cadence]), on('2026-02-01')).orders).toMatchObject([{ from: '2026-03-01' }]);
  });
});

describe('什么拦住启动', () => {
  const blocked = (items: readonly Item[], more: Partial<Draft> = {}) => {
    const { orders, conflicts } = ordersOf(draft(items, more), launched);
    return { orders: orders.length, says: conflicts.map((conflict) => conflict.sentence) };
  };

  test('没有牵头单位, 名称没有对应, 期限颠倒, 各拦住自己那一条', () => {
    expect(blocked([task({ leadUnits: [] }), task({}, { id: 'task-2' })])).toEqual({
      orders: 1,
      says: ['没有牵头单位'],
    });
    expect(blocked([task({ leadUnits: ['市督考中心'] })]).says).toEqual(['「市督考中心」还没有对应到组织机构中的单位']);
    expect(blocked([task({ due: { from: '2026-04-10', to: '2026-04-01' } })]).says).toEqual(['期限的结束早于开始']);
  });

  test('没有的日子拦住那一条: 2月30日, 平年的 2月29日; 闰年的 2月29日不拦', () => {
    const due = (day: string) => [task({ due: { from: day, to: day } })];
    expect(blocked(due('2026-02-30'))).toEqual({ orders: 0, says: ['没有 2026-02-30 这一天, 请核对日期'] });
    expect(blocked(due('--02-29'))).toEqual({ orders: 0, says: ['没有 2026-02-29 这一天, 请核对日期'] });
    expect(blocked(due('--02-29'), { header: { ...header, baseYear: 2028 } })).toEqual({ orders: 1, says: [] });
  });

  test('方案期末不是确定的一天: 随期末计时的都拦住, 不变成不计时; 自有期限的不拦', () => {
    const own = task({ due: { from: '2026-04-10', to: '2026-04-10' } }, { id: 'task-2' });
    const period = { from: '2026-03-01', to: '2026-06-31' };
    expect(blocked([task(), cadence, own], { header: { ...header, period } })).toEqual({
      orders: 1,
      says: [
        '没有 2026-06-31 这一天, 请核对日期',
        '期限随方案期末, 而方案期末还不是确定的一天',
        '期限随方案期末, 而方案期末还不是确定的一天',
      ],
    });
    const yearless = { ...header, baseYear: null, period: { from: '--03-01', to: '--06-30' } };
    expect(blocked([task()], { header: yearless }).orders).toBe(0);
    expect(blocked([task()], { header: { ...yearless, undatedDue: 'none' } }).orders).toBe(1);
  });

  test('年份未定只拦住有日期的; 没有主管单位全部拦住', () => {
    const noYear = { header: { ...header, baseYear: null } };
    expect(blocked([deadline, task()], noYear)).toEqual({
      orders: 1,
      says: ['方案未写年份, 请先填写年份', '日期缺年份'],
    });
    expect(blocked([task()], { header: { ...header, officeUnit: null } })).toEqual({
      orders: 0,
      says: ['请先选定主管单位, 由它验收'],
    });
  });

  test('原文自相矛盾的, 拦住所涉的条目, 直到有人核对保存', () => {
    const notes = [
      { kind: 'contradiction', sentence: '“4月1日”与“4月10日”说的是同一件事', span: { from: 12, to: 20 } },
    ];
    expect(blocked([task()], { notes })).toEqual({
      orders: 0,
      says: ['“4月1日”与“4月10日”说的是同一件事; 请核对后保存这一条'],
    });
    expect(blocked([task({}, { confirmed: true })], { notes })).toEqual({ orders: 1, says: [] });
    expect(blocked([task({}, { span: { from: 40, to: 50 } })], { notes }).orders).toBe(1);
  });

  test('弃用的条目既不启动, 也不成为问题', () => {
    expect(blocked([task({ leadUnits: [] }, { droppedReason: '另行部署' })])).toEqual({ orders: 0, says: [] });
  });
});

test('修订: 内容没变的照旧, 变了的旧的作废新的另立, 位置移动不算变', () => {
  const [order] = ordersOf(draft([task()]), launched).orders;
  if (order === undefined) throw new Error('no order');
  const inForce = [{ subject: idOf<SubjectId>('s1'), item: 'task-1', orderText: orderText(order) }];
  const moved = ordersOf(draft([task({}, { span: { from: 90, to: 99 } })]), on('2026-04-01')).orders;
  expect(amendmentOf(moved, inForce)).toEqual({ added: [], voided: [], kept: 1 });
  const renumbered = ordersOf(draft([task({ number: '2.' })]), on('2026-04-01')).orders;
  expect(amendmentOf(renumbered, inForce)).toEqual({ added: [], voided: [], kept: 1 });
  const changed = ordersOf(draft([task({ leadUnits: ['市教育局'] })]), on('2026-04-01')).orders;
  expect(amendmentOf(changed, inForce)).toMatchObject({
    added: [{ leads: ['school'] }],
    voided: [{ subject: 's1' }],
    kept: 0,
  });
});

test('修订: 加上或去掉报送对象算变, 主管单位自己就是报送对象时也算; 早先启动而没有记下报送对象的, 照旧', () => {
  const [order] = ordersOf(draft([task()]), launched).orders;
  if (order?.as !== 'task') throw new Error('no order');
  const handedIn = { ...order, recipient: order.acceptor };
  const launchedAs = (text: string) => [{ subject: idOf<SubjectId>('s1'), item: 'task-1', orderText: text }];
  expect(amendmentOf([handedIn], launchedAs(orderText(order)))).toMatchObject({ kept: 0, voided: [{ subject: 's1' }] });
  expect(amendmentOf([order], launchedAs(orderText(handedIn)))).toMatchObject({ kept: 0, voided: [{ subject: 's1' }] });
  expect(amendmentOf([handedIn], launchedAs(orderText(handedIn)))).toMatchObject({ kept: 1, voided: [] });
  const early = JSON.stringify((JSON.parse(orderText(order)) as unknown[]).slice(0, -1));
  expect(amendmentOf([handedIn], launchedAs(early))).toMatchObject({ kept: 1, voided: [] });
  expect(amendmentOf([{ ...order, dueDay: null }], launchedAs(early))).toMatchObject({ kept: 0 });
});
