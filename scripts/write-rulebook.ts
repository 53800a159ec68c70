/** Writes docs/rulebook.md, what the platform enforces, for officials to read: `npm run docs`. `--check` only compares. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LimitTerm, type LimitUnit, SIGNAL_LEVELS, type SignalLevel, type SignalRule } from '#core/calendar';
import type { Clause, Effect, ParameterDefinition, ParameterValue, Rule } from '#core/obligation';
import { type FactDefinition, factDefinitions, parameterDefinitions, RULEBOOK_EDITION, rules } from '#rulebook';
import { PROJECT } from './gate.ts';

export const RULEBOOK_PAGE = join(PROJECT, 'docs/rulebook.md');

const EFFECTS: Readonly<Record<Effect, string>> = {
  hold: '视为已报完成, 等待验收, 期间不再预警',
  release: '退回, 恢复计时',
  settle: '责任了结',
  suspend: '中止计时',
  resume: '恢复计时',
  waive: '免除责任',
  void: '责任作废, 不计入统计',
  reschedule: '改期',
  'exclude-from-rate': '不计入及时率, 责任和灯不变',
};
const LEVELS: Readonly<Record<SignalLevel, string>> = { warning: '预警', yellow: '黄牌', red: '红牌' };
const UNITS: Readonly<Record<LimitUnit, string>> = {
  workday: '个工作日',
  day: '日',
  month: '个月',
  year: '年',
  workhour: '个工作小时',
  hour: '小时',
};

export function rulebookPage(): string {
  return [
    '# 制度手册',
    '',
    `本页由程序写成 (\`npm run docs\`), 与程序实际执行的完全一致。手册版次: ${RULEBOOK_EDITION}。`,
    '',
    '每条制度回答五个问题: 谁, 必须做什么, 在何时之前, 凭什么为证, 否则如何。标明“惯例”的, 没有成文依据, 各地可以自定。',
    '',
    '## 制度',
    '',
    ...rules.flatMap(ruleSection),
    '## 时限与阈值',
    '',
    '下列数值按生效日期分版; 各地可在系统中从某日起改用自己的数值, 不需要改程序。',
    '',
    '| 代码 | 含义 | 自何日起 | 数值 | 依据 |',
    '|---|---|---|---|---|',
    ...parameterDefinitions.toSorted(byId).flatMap(parameterRows),
    '',
    '## 事实',
    '',
    '能够记入台账的事, 只有以下这些。',
    '',
    '| 代码 | 含义 |',
    '|---|---|',
    ...factDefinitions.toSorted(byKind).map((fact) => `| \`${fact.kind}\` | ${cell(fact.title)} |`),
    '',
  ].join('\n');
}

function ruleSection(rule: Rule): string[] {
  const opens = Object.keys(rule.opens).map(factName);
  const transitions = Object.entries(rule.transitions).map(
    ([kind, { effect }]) => `| ${factName(kind)} | ${EFFECTS[effect]} |`,
  );
  const consequences = SIGNAL_LEVELS.flatMap((level) => {
    const words = rule.consequences[level];
    return words === undefined ? [] : [`- ${LEVELS[level]}: ${words}`];
  });
  return [
    `### ${rule.title} \`${rule.id}\``,
    '',
    `- 自 ${rule.inForceFrom} 起施行`,
    `- 依据: ${rule.basis.map(clauseText).join('; ')}`,
    `- 谁: ${rule.inWords.who}`,
    `- 必须做什么: ${rule.inWords.what}`,
    `- 在何时之前: ${shippedWords(rule.inWords.when)}`,
    `- 由何事引起: ${opens.join(', ')}`,
    `- 凭什么为证: ${rule.evidence}`,
    ...consequences,
    '',
    '| 其后发生 | 责任如何变化 |',
    '|---|---|',
    ...transitions,
    '',
  ];
}

/** Puts the shipped values into the words of a rule. */
function shippedWords(words: string): string {
  return words.replaceAll(/\{([^}]+)\}/g, (_, id: string) => {
    const value = parameterDefinitions.find((definition) => definition.id === id)?.editions.at(-1)?.value;
    return value === undefined ? id : valueText(value);
  });
}

function parameterRows({ id, title, editions }: ParameterDefinition): string[] {
  return editions.map(
    (edition) =>
      `| \`${id}\` | ${cell(title)} | ${edition.from} | ${valueText(edition.value)} | ${cell(edition.basis)} |`,
  );
}

function valueText(value: ParameterValue): string {
  if (value.kind === 'term') return termText(value.term);
  if (value.kind === 'switch') return value.on ? '启用' : '停用';
  if (value.kind === 'count') return String(value.count);
  return SIGNAL_LEVELS.flatMap((level) => {
    const spec = value.signals[level];
    return spec === undefined ? [] : [`${LEVELS[level]}: ${signalText(spec)}`];
  }).join('; ');
}

function signalText(spec: SignalRule): string {
  const side = spec.at === 'before' ? '到期前' : '到期后';
  if ('percent' in spec) return `${side} ${spec.percent}%`;
  return spec.amount === 0 ? '到期未办结' : `${side} ${termText(spec)}`;
}

function termText({ amount, unit }: LimitTerm): string {
  return `${amount} ${UNITS[unit]}`;
}

function clauseText(clause: Clause): string {
  return 'custom' in clause ? `惯例 (${clause.custom})` : `${clause.document}${clause.clause}`;
}

function factName(kind: string): string {
  const title = factDefinitions.find((fact) => fact.kind === kind)?.title;
  return title === undefined ? `\`${kind}\`` : `${title} (\`${kind}\`)`;
}

const cell = (text: string) => text.replaceAll('|', '\\|');
const byId = (a: ParameterDefinition, b: ParameterDefinition) => (a.id < b.id ? -1 : 1);
const byKind = (a: FactDefinition, b: FactDefinition) => (a.kind < b.kind ? -1 : 1);

if (import.meta.main) {
  if (!process.argv.includes('--check')) writeFileSync(RULEBOOK_PAGE, rulebookPage());
  else if (readFileSync(RULEBOOK_PAGE, 'utf8') !== rulebookPage()) {
    console.error('docs/rulebook.md is not what the rulebook says: run npm run docs');
    process.exitCode = 1;
  }
}
