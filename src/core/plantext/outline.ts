import { type CleanText, spanIn } from './clean.ts';
import { COUNTED } from './furniture.ts';
import type { OutlineNode } from './model.ts';
import { readNumber } from './numerals.ts';

export type MarkerStyle =
  | 'annex'
  | 'part'
  | 'phase'
  | 'article'
  | 'han'
  | 'han-paren'
  | 'decimal'
  | 'arabic'
  | 'arabic-paren'
  | 'circled'
  | 'said';

/** A number that opens an item: 一、 (一) 1. (1) ① 第一条 一是. Offsets are in the clean text. */
export type Marker = {
  readonly style: MarkerStyle;
  readonly value: number;
  readonly number: string;
  readonly from: number;
  /** Where the words of the item begin. */
  readonly to: number;
  readonly atLine: boolean;
};

const HAN_NUMBER = '[一二三四五六七八九十百]{1,5}';
const MARKER = new RegExp(
  [
    `(?<part>第${HAN_NUMBER}(?:部分|章|节)|第${HAN_NUMBER}编)`,
    `(?<phase>第(?:${HAN_NUMBER}|\\d{1,2})(?:个)?(?:阶段|步骤|步|环节))`,
    `(?<article>第${HAN_NUMBER}[条款项])`,
    `(?<hanParen>[(]${HAN_NUMBER}[)][、.]?)`,
    `(?<han>${HAN_NUMBER}[、.])`,
    `(?<said>${HAN_NUMBER}(?:是|要)(?!否|不是))`,
    '(?<arabicDate>\\d{1,2}\\.(?=(?:\\d{1,2}月|\\d{4}年|\\d{1,4}(?:个|项|名|条|家|处|户|件|所|座))))',
    `(?<decimal>\\d{1,2}(?:\\.\\d{1,2}){1,3}(?=[^\\d%.]))`,
    `(?<arabicParen>[(]\\d{1,2}[)][、.]?|\\d{1,2}[)])`,
    `(?<arabic>\\d{1,3}(?:[、]|\\.(?!\\d)))`,
    '(?<pointless>(?<=^|\\n)\\d{1,2}(?=[\\u4e00-\\u9fff]))',
    '(?<circled>[①-⑳])',
    '(?<annex>附[件表录]\\s?(?:\\d{1,2}|[一二三四五六七八九十]{1,2})?\\s?[:.、]?)',
  ].join('|'),
  'g',
);

const STYLES: readonly [string, MarkerStyle][] = [
  ['part', 'part'],
  ['phase', 'phase'],
  ['article', 'article'],
  ['hanParen', 'han-paren'],
  ['han', 'han'],
  ['said', 'said'],
  ['arabicDate', 'arabic'],
  ['decimal', 'decimal'],
  ['arabicParen', 'arabic-paren'],
  ['arabic', 'arabic'],
  ['pointless', 'arabic'],
  ['circled', 'circled'],
  ['annex', 'annex'],
];

/** A line that ends a chapter heading may be glued to the first item below it. */
const GLUED_BEFORE =
  /(?:步骤|安排|任务|重点|措施|要求|内容|要点|分工|职责|保障|原则|目标|阶段|领导|机制|方法|标准|范围|思想|事项|进度|工作|附件|方案|意见|通知|办法)$/;

/** Finds the numbers that open items, at the start of a line or, where line breaks were lost, after a sentence. */
export function findMarkers(clean: CleanText): Marker[] {
  const { form, words } = clean;
  const markers: Marker[] = [];
  const last = new Map<MarkerStyle, number>();
  const pointless = numbersWithoutPoint(form);
  for (const match of form.matchAll(MARKER)) {
    const from = match.index;
    const text = match[0];
    const style = STYLES.find(([group]) => match.groups?.[group] !== undefined)?.[1];
    if (style === undefined || (match.groups?.pointless !== undefined && !pointless.has(from))) continue;
    let before = from - 1;
    while (before >= 0 && form[before] === ' ') before--;
    const previous = before < 0 ? '\n' : form.charAt(before);
    const atLine = previous === '\n';
    const digits = text.replace(/[^\d一二三四五六七八九十百①-⑳]/g, '');
    const value = style === 'decimal' ? Number(text.split('.').at(-1)) : (readNumber(digits) ?? 1);
    const afterSentence = /[。;!?:)\]〕"》…]/.test(previous);
    if (style === 'annex') {
      // 附件 opens an annex only at the start of a line, or as 附件: after a full stop where lines were lost
      if (!atLine && !(/[:]$/.test(text) && /[。)]/.test(previous))) continue;
      if (atLine && /^[中所的里]/.test(form.slice(from + text.length, from + text.length + 1))) continue;
    } else if (!atLine) {
      const expected = (last.get(style) ?? 0) + 1;
      const sequel =
        startsLate(form, style, value, last.has(style), from) ||
        value === expected ||
        value === 1 ||
        (value === 2 && expected === 1 && style === 'han');
      if (style === 'said') {
        if (
          !afterSentence &&
          !/[,、]/.test(previous) &&
          !(value === 1 && form[from - 1] === ' ') &&
          !(sequel && value === 1 && GLUED_BEFORE.test(form.slice(Math.max(0, before - 3), before + 1)))
        )
          continue;
      } else if (style === 'phase') {
        if (!afterSentence && !GLUED_BEFORE.test(form.slice(Math.max(0, before - 3), before + 1))) continue;
      } else if (style === 'circled') {
        if (!sequel) continue;
      } else if (style === 'article' || style === 'decimal' || style === 'part') continue;
      else if (
        glued(style, value, expected, form.slice(before, from), form.slice(from + text.length, from + text.length + 5))
      ) {
        // an item whose number is glued to the field before it: 责任单位:质监站(二)…
      } else if (
        opensBelow(
          style,
          value,
          markers.at(-1),
          form.slice(markers.at(-1)?.to ?? from, from),
          form.slice(from + text.length, from + text.length + 5),
        )
      ) {
        // the first item below a heading that lost its line end: 一、简政放权(一)精简审批…
      } else if (
        !sequel ||
        !(
          afterSentence ||
          ((style !== 'arabic' ||
            (value === 1 && OPENS_WORDS.test(form.slice(from + text.length, from + text.length + 5)))) &&
            GLUED_BEFORE.test(form.slice(Math.max(0, before - 3), before + 1)))
        )
      )
        continue;
    } else if (style === 'arabic' && /^\d{4}/.test(form.slice(from))) continue;
    last.set(style, value);
    if (style === 'annex' || style === 'part') last.clear();
    else if (style === 'han')
      for (const lower of ['han-paren', 'arabic', 'arabic-paren', 'circled', 'said'] as const) last.delete(lower);
    else if (style === 'han-paren')
      for (const lower of ['arabic-paren', 'circled', 'said'] as const) last.delete(lower);
    let to = from + text.length;
    while (form[to] === ' ') to++;
    markers.push({ style, value, number: words.slice(from, from + text.length).trim(), from, to, atLine });
  }
  return markers;
}

/** How the words of an item begin: with words, a title, or the day by which it is due. */
const OPENS_WORDS = /^(?:[\u4e00-\u9fff《"]|\d{4}年|\d{1,2}月)/;

function glued(style: MarkerStyle, value: number, expected: number, above: string, next: string): boolean {
  if (
    value < 2 ||
    value !== expected ||
    !/^[\u4e00-\u9fff]/.test(above) ||
    // 附件2: part of what stands before, unless a blank parts them
    /^[第款条项和及至或附表件图号与]$/.test(above) ||
    !OPENS_WORDS.test(next)
  )
    return false;
  return style === 'han-paren' || style === 'han' || style === 'arabic' || style === 'arabic-paren';
}

/** `11完善…`, `12改革…`: numbers that lost their point, believed only where lines follow one another in sequence. */
function numbersWithoutPoint(form: string): Set<number> {
  const found = new Set<number>();
  let previous: { at: number; value: number } | undefined;
  for (const match of form.matchAll(/(?<=^|\n)(\d{1,2})(?=([\u4e00-\u9fff]))/g)) {
    if (COUNTED.includes(match[2] ?? '')) continue;
    const value = Number(match[1]);
    if (previous !== undefined && value === previous.value + 1) found.add(previous.at).add(match.index);
    previous = { at: match.index, value };
  }
  return found;
}

/** (二)…(三)…: an excerpt that begins in the middle of a list. */
function startsLate(form: string, style: MarkerStyle, value: number, begun: boolean, from: number): boolean {
  const next = '一二三四五六七八九十'.charAt(value);
  return style === 'han-paren' && !begun && value >= 2 && next !== '' && form.includes(`(${next})`, from);
}

const BELOW: readonly MarkerStyle[] = ['part', 'han', 'han-paren', 'arabic', 'arabic-paren', 'circled'];

/** Does a first number stand right behind the heading of the level above, whose line end was lost? */
function opensBelow(
  style: MarkerStyle,
  value: number,
  above: Marker | undefined,
  heading: string,
  next: string,
): boolean {
  const level = BELOW.indexOf(style);
  return (
    value === 1 &&
    above !== undefined &&
    level > 0 &&
    BELOW.indexOf(above.style) === level - 1 &&
    heading.length >= 4 &&
    heading.length <= 50 &&
    !/[。;:\n]/.test(heading) &&
    /[\u4e00-\u9fff]\s*$/.test(heading) &&
    !/[第款条项和及至或附表件图号与]$/.test(heading) &&
    OPENS_WORDS.test(next)
  );
}

/** The words of an item's heading: up to the first full stop, colon or line end. */
export function headingOf(clean: CleanText, marker: Marker, end: number): string {
  const stop = clean.form.slice(marker.to, Math.min(end, marker.to + 120)).search(/[。\n;:!?]/);
  const to = stop < 0 ? Math.min(end, marker.to + 120) : marker.to + stop;
  return clean.words.slice(marker.to, to).trim();
}

type Draft = { marker: Marker; to: number; children: Draft[] };

/** Builds the tree. A style already open closes down to itself; a new one nests in what is open. */
export function buildOutline(clean: CleanText, markers: readonly Marker[]): OutlineNode[] {
  const roots: Draft[] = [];
  const stack: Draft[] = [];
  for (const marker of markers) {
    if (marker.style === 'annex' || marker.style === 'part') {
      for (const open of stack) open.to = Math.min(open.to, marker.from);
      stack.length = 0;
    } else {
      const level = stack.findIndex((open) => open.marker.style === marker.style);
      const top =
        marker.style === 'han'
          ? stack.findIndex((open) => open.marker.style !== 'annex' && open.marker.style !== 'part')
          : -1;
      const keep = level >= 0 ? level : top >= 0 ? top : stack.length;
      for (const open of stack.slice(keep)) open.to = Math.min(open.to, marker.from);
      stack.length = keep;
    }
    const draft: Draft = { marker, to: clean.form.length, children: [] };
    (stack.at(-1)?.children ?? roots).push(draft);
    stack.push(draft);
  }
  const finish = (draft: Draft, limit: number): OutlineNode => {
    const to = Math.min(draft.to, limit);
    const firstChild = draft.children[0]?.marker.from ?? to;
    return {
      number: draft.marker.number,
      heading: headingOf(clean, draft.marker, firstChild),
      span: spanIn(clean, draft.marker.from, to),
      children: draft.children.map((child) => finish(child, to)),
    };
  };
  return roots.map((root, index) => finish(root, roots[index + 1]?.marker.from ?? clean.form.length));
}
