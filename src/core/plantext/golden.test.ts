import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CompiledPlan, compilePlan, printedPlan, type Sourced } from './index.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const NAMES = readdirSync(FIXTURES)
  .filter((file) => file.endsWith('.plan.txt'))
  .map((file) => file.slice(0, -'.plan.txt'.length));
const textOf = (name: string) => readFileSync(join(FIXTURES, `${name}.plan.txt`), 'utf8');

type Bare = Record<string, unknown>;

const squeeze = (words: unknown) => String(words).replace(/\s+/g, '');

/** The documented fields alone, with the words squeezed: a label may keep line breaks that the compiler joins. */
function documented(plan: Bare): Bare {
  const list = (field: string, keys: readonly string[]) =>
    (plan[field] as readonly Bare[]).map((one) =>
      Object.fromEntries(
        keys
          .filter((key) => one[key] !== undefined)
          .map((key) => [key, ['quote', 'text'].includes(key) ? squeeze(one[key]) : one[key]]),
      ),
    );
  const period = plan.period as Bare | null;
  return {
    title: plan.title,
    issuer: plan.issuer,
    baseYear: plan.baseYear,
    period: period === null ? null : { from: period.from, to: period.to },
    phases: list('phases', ['ordinal', 'name', 'from', 'to']),
    tasks: list('tasks', ['number', 'text', 'leadUnits', 'supportUnits', 'due']),
    cadences: list('cadences', ['quote', 'unit', 'interval', 'count', 'atLeast', 'weekday']),
    deadlines: list('deadlines', ['quote', 'from', 'to', 'recipient']),
    bodies: list('bodies', ['name', 'members']),
    mechanisms: [...(plan.mechanisms as readonly string[])].sort(),
  };
}

/** A label quotes the clause that matters, the compiler as much of the sentence as belongs to it: one holds the other. */
function alignQuotes(got: Bare, expected: Bare): Bare {
  const aligned: Bare = { ...got };
  for (const field of ['cadences', 'deadlines', 'tasks']) {
    const key = field === 'tasks' ? 'text' : 'quote';
    const labels = expected[field] as readonly Bare[];
    aligned[field] = (got[field] as readonly Bare[]).map((one, index) => {
      const [own, label] = [String(one[key]), String(labels[index]?.[key])];
      return own.includes(label) || label.includes(own) ? { ...one, [key]: label } : one;
    });
  }
  return aligned;
}

test.each(NAMES)('虚构的方案 %s 编译成手写的结果', (name) => {
  const expected = documented(JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8')) as Bare);
  const got = documented(printedPlan(compilePlan(textOf(name))) as unknown as Bare);
  expect(alignQuotes(got, expected)).toEqual(expected);
});

function itemsOf(plan: CompiledPlan): Sourced[] {
  const { phases, tasks, cadences, deadlines, bodies, mechanisms, unownedTasks, period } = plan;
  return [
    ...phases,
    ...tasks,
    ...cadences,
    ...deadlines,
    ...bodies,
    ...mechanisms,
    ...unownedTasks,
    ...(period === null ? [] : [period]),
  ];
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

function checkPlan(text: string, plan: CompiledPlan): void {
  const items = itemsOf(plan);
  for (const { id, span, confidence } of items) {
    demand(span.from >= 0 && span.to > span.from && span.to <= text.length, `span of ${id}`);
    demand(confidence > 0 && confidence <= 1, `confidence of ${id}`);
  }
  demand(new Set(items.map(({ id }) => id)).size === items.length, 'ids differ');
  for (const { span, sentence } of [...plan.notes, ...plan.conflicts])
    demand(span.from >= 0 && span.to <= text.length, sentence);
  const visit = (nodes: CompiledPlan['outline'], from: number, to: number): void => {
    for (const node of nodes) {
      demand(node.span.from >= from && node.span.to <= to, `outline ${node.number}`);
      visit(node.children, node.span.from, node.span.to);
    }
  };
  visit(plan.outline, 0, text.length);
}

test('[PLN-1] 每一项的话都在原文它所指的地方', () => {
  for (const name of NAMES) {
    const text = textOf(name);
    const plan = compilePlan(text);
    checkPlan(text, plan);
    for (const { quote, span } of [...plan.deadlines, ...plan.cadences, ...plan.mechanisms])
      expect(squeeze(text.slice(span.from, span.to))).toBe(squeeze(quote));
    for (const task of plan.tasks) {
      const source = squeeze(text.slice(task.span.from, task.span.to));
      expect(source.startsWith(squeeze(task.text))).toBe(true);
      for (const unit of [...task.leadUnits, ...task.supportUnits]) expect(squeeze(text)).toContain(squeeze(unit));
    }
    for (const body of plan.bodies)
      for (const { holders } of body.members)
        for (const holder of holders) expect(squeeze(text)).toContain(squeeze(holder));
  }
});

const PIECES = [
  '一、',
  '（一）',
  '1.',
  '(1)',
  '①',
  '第一阶段',
  '第一步',
  '附件',
  '（2024年3月1日—4月30日）',
  '6月底前',
  '年底',
  '2月30日',
  '每月',
  '每周五',
  '报送市效能办',
  '牵头单位：',
  '责任单位：',
  '配合单位：',
  '完成时限：',
  '市财政局',
  '市人力资源和社会保障局',
  '、',
  '，',
  '。',
  '；',
  '：',
  '\n',
  ' ',
  '（',
  '）',
  '“',
  '”',
  '《',
  '》',
  '由',
  '负责',
  '牵头',
  '会同',
  '任组长',
  '成员：',
  '组长：',
  '张三',
  '领导小组',
  '办公室设在',
  '以下简称',
  '序号',
  '工作任务',
  '/',
  '首位为牵头单位，下同',
  '2024',
  '年',
  '月',
  '日',
  '⼀',
  '\u0000',
  '\ud83d',
  '此项工作由',
  '关于',
  '方案',
  '决定',
  '截至',
  '每',
  '次',
  '不少于',
];

test('[PLN-31] 任意文字都不出错, 位置都在文字之内, 再编译一次结果相同', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 80 }).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, (words) => {
      const plan = compilePlan(words);
      checkPlan(words, plan);
      expect(compilePlan(words)).toEqual(plan);
    }),
    { numRuns: 150 },
  );
}, 60_000);

test('[PLN-31] 截断、删改、打乱的方案也不出错', () => {
  const base = NAMES.map(textOf).join('\n');
  const edit = fc.tuple(fc.nat(base.length), fc.nat(60), fc.constantFrom(...PIECES));
  fc.assert(
    fc.property(fc.nat(base.length), fc.nat(3000), fc.array(edit, { maxLength: 12 }), (from, length, edits) => {
      let words = base.slice(from, from + length);
      for (const [at, cut, piece] of edits) {
        const place = words.length === 0 ? 0 : at % words.length;
        words = words.slice(0, place) + piece + words.slice(place + cut);
      }
      checkPlan(words, compilePlan(words));
    }),
    { numRuns: 80 },
  );
}, 60_000);

test('[PLN-31] 空的文字和没有任务的文字什么也不产生', () => {
  for (const words of ['', ' \n ', '春江潮水连海平，海上明月共潮生。']) {
    const plan = compilePlan(words);
    expect(itemsOf(plan)).toEqual([]);
    expect([plan.title, plan.issuer, plan.baseYear, plan.outline, plan.conflicts]).toEqual([null, null, null, [], []]);
  }
});

test('[PLN-31] 100KB 的方案很快编译完, 有换行和没有换行都一样', () => {
  const text = NAMES.map(textOf).join('\n').repeat(10).slice(0, 34_000);
  compilePlan(text);
  for (const words of [
    text,
    text.replaceAll('\n', ''),
    '每月、'.repeat(11_000),
    '第一步（3月）'.repeat(5_000),
    '3月'.repeat(17_000),
    '（市财政局负责）'.repeat(4_000),
    ' '.repeat(34_000),
  ]) {
    const started = performance.now();
    compilePlan(words);
    // far above the 0.2 s that a quiet machine needs: it is a guard against quadratic work
    expect(performance.now() - started).toBeLessThan(5_000);
  }
}, 60_000);
