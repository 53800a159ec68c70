import { type Instant, localDay } from '#core/kernel';
import { type Fact, type Lamp, SIGNALLED } from '#core/obligation';
import { factDefinition } from '#rulebook';
import type { MergedQuery } from './contract.ts';
import { LAMP_WORDS } from './sheet.ts';

/** What one unit last said about a task. */
export type Said = {
  readonly unit: string;
  readonly side: 'lead' | 'supporting';
  readonly percent: number | null;
  readonly progress: string;
  readonly problem: string;
  readonly nextStep: string;
};

/** 合并进展表的一行. */
export type MergedRow = {
  readonly number: string;
  readonly title: string;
  readonly leads: readonly string[];
  readonly said: readonly Said[];
  readonly lamp: Lamp | null;
  readonly dueAt: Instant | null;
  readonly change: string;
};

type Column = { readonly heading: string; readonly width: number; readonly value: (row: MergedRow) => string };

export const MERGED_COLUMNS: readonly Column[] = [
  { heading: '编号', width: 10, value: (row) => row.number },
  { heading: '任务', width: 44, value: (row) => row.title },
  { heading: '牵头单位', width: 24, value: (row) => row.leads.join('、') },
  { heading: '进展', width: 50, value: (row) => together(row, progressWords) },
  { heading: '问题', width: 34, value: (row) => together(row, ({ problem }) => problem) },
  { heading: '下一步', width: 34, value: (row) => together(row, ({ nextStep }) => nextStep) },
  { heading: '灯', width: 9, value: (row) => (row.lamp === null ? '' : LAMP_WORDS[row.lamp]) },
  { heading: '到期', width: 12, value: (row) => (row.dueAt === null ? '不设期限' : localDay(row.dueAt)) },
  { heading: '变化', width: 24, value: (row) => row.change },
];

function progressWords({ percent, progress }: Said): string {
  return percent === null ? progress : `${percent}% ${progress}`;
}

/** The words of each unit; named where more than the one lead unit speaks. */
function together(row: MergedRow, wordsOf: (said: Said) => string): string {
  const isAlone = row.leads.length === 1 && row.said.every(({ side }) => side === 'lead');
  return row.said
    .flatMap((said) => {
      const words = wordsOf(said);
      if (words === '') return [];
      return isAlone ? [words] : [`${said.unit}${said.side === 'supporting' ? ' (配合)' : ''}: ${words}`];
    })
    .join('\n');
}

const LEVEL_WORDS: Readonly<Record<string, string>> = { warning: '预警', yellow: '黄牌', red: '红牌' };

/** What happened to a task since the table was taken last: 新交办, or 报告进展、黄牌. */
export function changeOf(facts: readonly Fact[]): string {
  if (facts.some(({ seq }) => seq === 1)) return '新交办';
  const words = facts.map((fact) =>
    fact.kind === SIGNALLED ? (LEVEL_WORDS[String(fact.data.level)] ?? '') : factDefinition(fact.kind).title,
  );
  return [...new Set(words)].filter((word) => word !== '').join('、');
}

/** The same filter is written the same way, whatever the order in which it was asked. */
export function filterText(query: MergedQuery): string {
  return Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join('&');
}
