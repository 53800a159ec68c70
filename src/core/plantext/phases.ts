import type { CleanText } from './clean.ts';
import type { DateMention } from './dates.ts';
import type { Marker } from './outline.ts';
import type { Spot } from './spots.ts';

export type PhaseDraft = Spot & {
  readonly ordinal: number;
  readonly name: string;
  readonly mention: DateMention;
  /** 即日起至: it begins with the paper itself. */
  readonly fromIssue: boolean;

  readonly confidence: number;
};

const STEPS = /步骤|阶段|进度|时间安排|工作安排|实施安排|活动安排|推进安排|时间节点|日程|计划安排|时间表|实施时间/;

function parentHeading(form: string, markers: readonly Marker[], index: number): string {
  const own = markers[index];
  if (own === undefined) return '';
  for (let at = index - 1; at >= 0; at--) {
    const marker = markers[at];
    if (marker !== undefined && marker.style !== own.style && rank(marker) < rank(own))
      return form.slice(marker.to, marker.to + 40).split(/[。\n;]/)[0] ?? '';
  }
  return '';
}

function rank(marker: Marker): number {
  return [
    'annex',
    'part',
    'article',
    'han',
    'han-paren',
    'phase',
    'arabic',
    'decimal',
    'arabic-paren',
    'circled',
    'said',
  ].indexOf(marker.style);
}

function tidy(name: string): string {
  return name
    .replace(/[（(][^（）()]*(?:[)）]|$)/g, '')
    .replace(/^(?:为|是)(?=.{3})/, '')
    .replace(/[,，、](?:活动|工作|实施)?(?:时间|自|从)(?:为|是|自|从)?$/, '')
    .replace(/^[\s:：,，、.。]+|[\s:：,，、.。(（]+$/g, '')
    .replace(/(?:阶段)$/, '')
    .trim();
}

/** Finds phases: 第一阶段 and dated headings of a section of steps. Offsets are in the clean text. */
export function findPhases(
  clean: CleanText,
  markers: readonly Marker[],
  mentions: readonly DateMention[],
): PhaseDraft[] {
  const { form, words } = clean;
  const drafts: PhaseDraft[] = [];
  let cursor = 0;
  const candidates: (PhaseDraft & { sure: boolean; style: string; parent: string; index: number })[] = [];
  markers.forEach((marker, index) => {
    const next = markers[index + 1]?.from ?? form.length;
    const end =
      marker.style !== 'phase' && markers[index + 1]?.style === 'phase' && next - marker.to <= 1 ? next : next;
    const limit = Math.min(end, marker.to + 160);
    while (cursor < mentions.length && (mentions[cursor]?.from ?? 0) < marker.to) cursor++;
    const mention = mentions[cursor];
    if (mention === undefined || mention.from >= limit) return;
    const head = form.slice(marker.to, mention.from);
    const stop = head.search(/[。\n;]/);
    const title = stop < 0 ? head : head.slice(0, stop);
    const rest = stop < 0 ? '' : head.slice(stop);
    const bracketed = /[(]\s?(?:时间[:]?|自|从|拟于|即日起?(?:至|到)|印发之日起?(?:至|到))?\s?$/.test(head);
    // the date must stand in the heading, in its bracket, or right below it
    const near = stop < 0 || /^[。\n\s]*(?:[(]?(?:活动|工作|实施)?时间(?:安排)?[:]?\s?)?[(]?(?:自|从)?$/.test(rest);
    if (!near || title.length > 60) return;
    // 启动阶段。6月底前, …: a duty of the stage, not its time
    if (mention.before && stop >= 0 && !bracketed) return;
    const parent = parentHeading(form, markers, index);
    const tail = form.slice(mention.to, mention.to + 12);
    const stage =
      marker.style === 'phase' ||
      /阶段(?:$|[\s:(,])/.test(title) ||
      /^(?:前|底前|\s)*[)]?[:,\s]*[\u4e00-\u9fa5、]{0,10}阶段/.test(tail);
    const step =
      STEPS.test(parent) &&
      (bracketed ||
        (stop >= 0 && mention.end !== undefined && !mention.before && /^。\s?$/.test(rest)) ||
        (stop >= 0 && near && rest.trim() !== '。' && /\n/.test(rest) && mention.end !== undefined) ||
        (head.trim() === '' && /^[)]?\s?[:]/.test(tail)));
    if (!stage && !step) return;
    // 第一阶段任务应于6月底前完成 is a sentence, not a heading
    if (!bracketed && stop < 0 && /[,]/.test(title) && marker.style !== 'phase') return;
    if (!bracketed && stop < 0 && /(?:于|在|到|至|力争|确保)$/.test(title)) return;
    const after = /^(?:前|之前|以前)?[)]?\s?[:,。]?\s?/.exec(form.slice(mention.to, mention.to + 8))?.[0].length ?? 0;
    const nameAfter =
      /^[^。\n;(]{1,30}/.exec(words.slice(mention.to + after, Math.min(next, mention.to + after + 40)))?.[0] ?? '';
    const own = tidy(words.slice(marker.to, marker.to + title.length).replace(/(?:时间|自|从)?[:：]?$/, ''));
    const name = own === '' ? tidy(nameAfter.split(/[,，]/)[0] ?? '') : own;
    const close = form.indexOf(')', mention.to);
    const to = bracketed && close >= 0 && close - mention.to < 20 ? close + 1 : mention.to;
    candidates.push({
      from: marker.from,
      to,
      ordinal: marker.value,
      name,
      mention,
      fromIssue: /(?:即日|印发之日|发文之日)起?(?:至|到)\s?$/.test(head),
      confidence: marker.style === 'phase' ? 0.95 : 0.85,
      sure: stage,
      style: marker.style,
      parent,
      index,
    });
  });
  const familyOf = ({ style, parent }: { style: string; parent: string }) => `${style} ${parent}`;
  const families = new Map<string, number>();
  for (const candidate of candidates) families.set(familyOf(candidate), (families.get(familyOf(candidate)) ?? 0) + 1);
  const ordinals = new Set<number>();
  const dates = new Set<number>();
  for (const { sure, style, parent, index: _, ...draft } of candidates) {
    const sisters = families.get(familyOf({ style, parent })) ?? 0;
    if (sisters < 2 && (!sure || (style !== 'phase' && !STEPS.test(parent)))) continue;
    if (ordinals.has(draft.ordinal) || dates.has(draft.mention.from)) continue;
    ordinals.add(draft.ordinal);
    dates.add(draft.mention.from);
    drafts.push(draft);
  }
  if (drafts.length === 0) drafts.push(...namedStages(clean, mentions));
  if (drafts.length === 0) drafts.push(...datedLines(clean, mentions));
  return drafts;
}

/** `动员部署阶段(3月中旬):…`, `自查自纠阶段:3月下旬。…`: stages without a number, at least two, each opening a sentence. */
function namedStages(clean: CleanText, mentions: readonly DateMention[]): PhaseDraft[] {
  const { form, words } = clean;
  const drafts: PhaseDraft[] = [];
  const byFrom = new Map(mentions.map((mention) => [mention.from, mention]));
  for (const match of form.matchAll(/(?<=^|[\n。;]\s?)[^\n。;,:()"]{2,24}阶段\s?[(:]\s?(?:时间[:为]\s?)?/g)) {
    const mention = byFrom.get(match.index + match[0].length);
    if (mention === undefined) continue;
    const close = /^(?:之?前|以前)?\s?[)]/.exec(form.slice(mention.to, mention.to + 4))?.[0].length ?? 0;
    if (match[0].includes('(') && close === 0) continue;
    drafts.push({
      from: match.index,
      to: mention.to + close,
      ordinal: drafts.length + 1,
      name: tidy(words.slice(match.index, match.index + match[0].search(/\s?[(:]/))),
      mention,
      fromIssue: false,
      confidence: 0.8,
    });
  }
  return drafts.length >= 2 ? drafts : [];
}

/** `3月1日—3月15日: 动员部署阶段`, a line each. */
function datedLines(clean: CleanText, mentions: readonly DateMention[]): PhaseDraft[] {
  const drafts: PhaseDraft[] = [];
  for (const mention of mentions) {
    if (mention.end === undefined) continue;
    const previous = clean.form.charAt(mention.from - 1);
    if (mention.from > 0 && previous !== '\n') continue;
    const line = /^[)\s]*[:,]?\s?(?<name>[^\n。;,:]{2,24}?)阶段/.exec(clean.form.slice(mention.to, mention.to + 40));
    if (line?.groups?.name === undefined) continue;
    drafts.push({
      from: mention.from,
      to: mention.to + line[0].length,
      ordinal: drafts.length + 1,
      name: tidy(line.groups.name),
      mention,
      fromIssue: false,
      confidence: 0.8,
    });
  }
  return drafts.length >= 2 ? drafts : [];
}
