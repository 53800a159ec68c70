import { describe, expect, test } from 'vitest';
import { type Instant, idOf, type PlainDate, type PlanId, type SubjectId, type UnitId } from '#core/kernel';
import { compilePlan } from '#core/plantext';
import { orderText, readOrderText } from './amendment.ts';
import type { CadenceOrder, TaskOrder } from './orders.ts';
import {
  contentsOf,
  type PublicTask,
  pagesOf,
  publicOrders,
  publicPhases,
  stateWords,
  taskPages,
  textBlocks,
} from './published.ts';
import { planPage } from './published-view.ts';

const unit = (name: string) => idOf<UnitId>(name);
const day = (text: string) => idOf<PlainDate>(text);
const subject = (name: string) => idOf<SubjectId>(name);

const task: TaskOrder = {
  as: 'task',
  item: 'task-1',
  origin: 'task',
  number: '1.',
  text: '流程再造',
  leads: [unit('water')],
  supports: [unit('reform')],
  acceptor: unit('office'),
  recipient: null,
  dueDay: day('2026-03-20'),
  dueBasis: 'stated',
  span: null,
};
const cadence: CadenceOrder = {
  as: 'cadence',
  item: 'cadence-1',
  text: '每月报送一次进展',
  unit: 'month',
  interval: 1,
  count: 1,
  weekday: null,
  day: null,
  from: day('2026-03-02'),
  to: null,
  leads: [unit('water')],
  acceptor: unit('office'),
  recipient: null,
  span: null,
};
const standing = (state: string, text: string, number = '') => ({ state, title: { number, text } });

describe('交办内容: 写下的读得回来', () => {
  test('任务与周期事项', () => {
    const { as, origin, number, text, leads, supports, dueDay } = task;
    expect(readOrderText(orderText(task))).toEqual({ as, origin, number, text, leads, supports, dueDay });
    expect(readOrderText(orderText(cadence))).toEqual({
      as: 'cadence',
      text: '每月报送一次进展',
      unit: 'month',
      interval: 1,
      count: 1,
      to: null,
      leads: [unit('water')],
    });
    expect(() => readOrderText('["task"]')).toThrow();
  });
});

describe('公众看到的任务', () => {
  test('完成的写已完成, 其余写推进中; 作废的不列; 名称以台账为准', () => {
    const orders = ['a', 'b', 'c', 'd'].map((name) => ({
      subject: subject(name),
      item: name,
      orderText: orderText(task),
    }));
    const { tasks } = publicOrders(
      orders,
      new Map([
        [subject('a'), standing('closed', '甲', '1.')],
        [subject('b'), standing('submitted', '乙', '2.')],
        [subject('c'), standing('void', '丙', '3.')],
        [subject('d'), standing('in-progress', '内容已依法删除')],
      ]),
    );
    expect(tasks.map((line) => [line.number, line.text, stateWords(line)])).toEqual([
      ['1.', '甲', '已完成'],
      ['2.', '乙', '推进中'],
      ['', '内容已依法删除', '推进中'],
    ]);
  });

  test('各单位分头报送的合为一行, 写明几个单位已完成', () => {
    const orders = ['water', 'school', 'reform'].map((name) => ({
      subject: subject(name),
      item: 'deadline-1',
      orderText: orderText({ ...task, origin: 'submission', leads: [unit(name)], supports: [] }),
    }));
    const { tasks } = publicOrders(
      orders,
      new Map([
        [subject('water'), standing('accepted', '报自查总结')],
        [subject('school'), standing('closed', '报自查总结')],
        [subject('reform'), standing('received', '报自查总结')],
      ]),
    );
    expect(tasks).toHaveLength(1);
    expect(tasks[0]?.leads).toEqual([unit('water'), unit('school'), unit('reform')]);
    expect(tasks.map(stateWords)).toEqual(['已完成 2 个单位, 共 3 个']);
  });

  test('周期事项写频次; 已终止的不列', () => {
    const orders = ['a', 'b'].map((name) => ({ subject: subject(name), item: name, orderText: orderText(cadence) }));
    const { cadences } = publicOrders(
      orders,
      new Map([
        [subject('a'), standing('running', '每月报送一次进展')],
        [subject('b'), standing('ended', '每月报送一次进展')],
      ]),
    );
    expect(cadences).toEqual([{ text: '每月报送一次进展', turns: '每月一次', leads: [unit('water')], to: null }]);
  });
});

test('阶段: 今天在哪一个', () => {
  const header = {
    title: '',
    issuer: null,
    baseYear: 2026,
    period: null,
    officeUnit: null,
    undatedDue: 'none',
  } as const;
  const phase = (from: string, to: string) => ({ ordinal: 1, name: '', from, to });
  const phases = [phase('--03-01', '--03-15'), phase('2026-03-16', '2026-05-31'), phase('2026-06-01', '2026-06-30')];
  expect(publicPhases(phases, header, day('2026-03-15')).map(({ when }) => when)).toEqual(['now', 'next', 'next']);
  expect(publicPhases(phases, header, day('2026-03-16')).map(({ when }) => when)).toEqual(['past', 'now', 'next']);
});

test('分页: 依次装满, 一件超过一页的独占一页, 没有的也有一页', () => {
  expect(pagesOf([3, 4, 5, 20, 1], (size) => size, 8)).toEqual([[3, 4], [5], [20], [1]]);
  expect(pagesOf([], () => 1, 8)).toEqual([[]]);
});

test('任务再多, 单位名称再长, 每页不超过 50 KB', () => {
  const leads = ['a', 'b', 'c'].map(unit);
  const names = new Map(leads.map((lead) => [lead, '云溪高新技术产业开发区管理委员会']));
  const line: PublicTask = {
    number: '12.',
    text: '公布承诺'.repeat(20),
    leads,
    supports: leads,
    dueDay: null,
    done: 0,
    of: 1,
  };
  const pages = taskPages(Array.from({ length: 300 }, () => line));
  expect(pages.length).toBeGreaterThan(5);
  const header = { title: '方案', issuer: '云溪市人民政府', baseYear: null, period: null, officeUnit: null } as const;
  const site = { name: '云溪市', stylesheet: '', navigation: [], path: '/plans/1', largeType: false };
  for (const [n, tasks] of pages.entries()) {
    const page = planPage(
      { site, stylesheet: '/plans.css' },
      {
        id: idOf<PlanId>('1'),
        header: { ...header, undatedDue: 'none' },
        publishedAt: idOf<Instant>('2026-03-02T01:00:00.000Z'),
        phases: [],
        total: 300,
        done: 0,
        tasks,
        cadences: [],
        names,
        page: n + 1,
        pages: pages.length,
      },
    );
    expect(new TextEncoder().encode(page.markup).length).toBeLessThan(50 * 1024);
  }
});

describe('全文分段', () => {
  const TEXT = '总则一句。\n一、工作任务\n（一）加强督查。每季度检查。\n二、工作要求\n各单位落实。\n';

  test('标题自成一段, 句中标题留在句里, 一字不少', () => {
    const blocks = textBlocks(TEXT, compilePlan(TEXT, {}).outline);
    expect(blocks.map(({ text, level, lead }) => [text, level, lead])).toEqual([
      ['总则一句。', null, 0],
      ['一、工作任务', 1, 0],
      ['（一）加强督查。每季度检查。', null, 7],
      ['二、工作要求', 1, 0],
      ['各单位落实。', null, 0],
    ]);
    expect(blocks.map((block) => block.text).join('')).toBe(TEXT.replaceAll('\n', ''));
    expect(contentsOf(compilePlan(TEXT, {}).outline).map(({ words, level }) => [words, level])).toEqual([
      ['一、工作任务', 1],
      ['（一）加强督查', 2],
      ['二、工作要求', 1],
    ]);
  });

  test('没有换行的长文在句号处断开, 一字不少', () => {
    const long = '各单位要按月报送情况。'.repeat(300);
    const blocks = textBlocks(long, []);
    expect(blocks.every((block) => block.text.length <= 1_200 && block.text.endsWith('。'))).toBe(true);
    expect(blocks.map((block) => block.text).join('')).toBe(long);
  });
});
