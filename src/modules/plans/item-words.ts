import type { Item, ItemContent } from './contract.ts';
import type { ItemContent as DraftContent } from './draft.ts';

export type ItemKind = ItemContent['kind'];

/** The kinds of items in the order in which a reader goes through them. */
export const ITEM_KINDS: readonly ItemKind[] = ['task', 'deadline', 'cadence', 'phase', 'body', 'mechanism'];

export const KIND_WORDS: Readonly<Record<ItemKind, string>> = {
  task: '任务',
  deadline: '时限',
  cadence: '周期',
  phase: '阶段',
  body: '机构',
  mechanism: '机制',
};

/** One line that names an item in lists. */
export function itemHeadline(item: DraftContent): string {
  switch (item.kind) {
    case 'task':
      // A bare number, as tables have it, would run into the words: 「12026年…」.
      return `${item.body.number}${/[\p{L}\p{N}]$/u.test(item.body.number) ? ' ' : ''}${item.body.text}`;
    case 'deadline':
    case 'cadence':
      return item.body.quote;
    case 'phase':
      return `第${item.body.ordinal}阶段 ${item.body.name}`;
    case 'body':
    case 'mechanism':
      return item.body.name;
  }
}

/** 2026年3月20日; a date whose year nobody has given says so. */
export function planDateWords(date: string): string {
  const match = /^(\d{4}|-)-(\d{2})-(\d{2})$/.exec(date);
  if (match === null) return date;
  const day = `${Number(match[2])}月${Number(match[3])}日`;
  return match[1] === '-' ? `${day} (年份未定)` : `${match[1]}年${day}`;
}

export function planRangeWords(range: { readonly from: string; readonly to: string }): string {
  return range.from === range.to
    ? planDateWords(range.to)
    : `${planDateWords(range.from)} 至 ${planDateWords(range.to)}`;
}

/** What an item says beyond its headline. */
export function itemDetail(item: ItemContent): string {
  switch (item.kind) {
    case 'task': {
      const { leadUnits, supportUnits, due } = item.body;
      return [
        leadUnits.length > 0 ? `牵头: ${leadUnits.join('、')}` : '没有牵头单位',
        ...(supportUnits.length > 0 ? [`配合: ${supportUnits.join('、')}`] : []),
        ...(due === null ? [] : [`期限: ${planRangeWords(due)}`]),
      ].join(' · ');
    }
    case 'deadline': {
      const { units, recipient } = item.body;
      return [
        units.length > 0 ? `由 ${units.join('、')}` : '没有写明由谁完成',
        ...(recipient === null ? [] : [`报 ${recipient}`]),
        `期限: ${planRangeWords(item.body)}`,
      ].join(' · ');
    }
    case 'cadence': {
      const { units, recipient } = item.body;
      const turns = `${EVERY[item.body.unit](item.body.interval)} ${item.body.atLeast ? '至少 ' : ''}${item.body.count} 次${typeof item.body.day === 'number' ? `, ${item.body.day}日前` : ''}`;
      return [
        turns,
        units.length > 0 ? `由 ${units.join('、')}` : '没有写明由谁完成',
        ...(recipient === null ? [] : [`报 ${recipient}`]),
      ].join(' · ');
    }
    case 'phase':
      return planRangeWords(item.body);
    case 'body':
      return item.body.members.map((member) => `${member.role}: ${member.holders.join('、')}`).join(' · ');
    case 'mechanism':
      return item.body.quote;
  }
}

const every = (unit: string) => (interval: number) => (interval === 1 ? `每${unit}` : `每 ${interval} ${unit}`);
const EVERY = {
  day: every('日'),
  week: every('周'),
  month: every('月'),
  quarter: every('季度'),
  halfyear: every('半年'),
  year: every('年'),
};

export const CADENCE_UNITS = [
  { value: 'day', label: '日' },
  { value: 'week', label: '周' },
  { value: 'month', label: '月' },
  { value: 'quarter', label: '季度' },
  { value: 'halfyear', label: '半年' },
  { value: 'year', label: '年' },
] as const;

/** A fresh item of a kind, from words that a person selected in the text. */
export function contentFrom(kind: ItemKind, words: string, baseYear: number | null): ItemContent {
  const text = words.trim().replaceAll(/\s+/g, ' ');
  const year = baseYear === null ? '-' : String(baseYear);
  const range = { from: `${year}-01-01`, to: `${year}-12-31` };
  switch (kind) {
    case 'task':
      return { kind, body: { number: '', text, leadUnits: [], supportUnits: [], due: null } };
    case 'deadline':
      return { kind, body: { ...range, quote: text, recipient: null, units: [] } };
    case 'cadence':
      return {
        kind,
        body: {
          quote: text,
          unit: 'month',
          interval: 1,
          count: 1,
          atLeast: false,
          weekday: null,
          day: null,
          recipient: null,
          units: [],
        },
      };
    case 'phase':
      return { kind, body: { ordinal: 1, name: text, ...range } };
    case 'body':
      return { kind, body: { name: text, members: [] } };
    case 'mechanism':
      return { kind, body: { name: text, quote: text } };
  }
}

/** A stretch of the text that the same items cover. */
export type Segment = { readonly from: number; readonly to: number; readonly items: readonly Item[] };

/** Cuts a text where items begin and end, so that each stretch can be drawn once. The narrowest item comes first. */
export function segmentsOf(length: number, items: readonly Item[]): Segment[] {
  const placed = items.flatMap((item) =>
    item.span === null || item.span.from >= item.span.to ? [] : [{ item, span: item.span }],
  );
  const cuts = new Set<number>([0, length]);
  for (const { span } of placed) {
    cuts.add(Math.min(span.from, length));
    cuts.add(Math.min(span.to, length));
  }
  const edges = [...cuts].toSorted((a, b) => a - b);
  return edges.slice(0, -1).map((from, n) => {
    const to = edges[n + 1] ?? length;
    const covering = placed.filter(({ span }) => span.from <= from && span.to >= to);
    const narrowFirst = covering.toSorted((a, b) => a.span.to - a.span.from - (b.span.to - b.span.from));
    return { from, to, items: narrowFirst.map(({ item }) => item) };
  });
}
