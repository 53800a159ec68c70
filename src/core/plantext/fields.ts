import type { CleanText } from './clean.ts';
import type { Marker } from './outline.ts';
import { firstAt, type Spot, Spots } from './spots.ts';

/** What a unit is called in a field: a bureau speaks of 科室 where a city speaks of 单位. */
const U = '(?:单位|部门|处室|科室|股室|局办|机构)';
/** A bare word is a field only where something opens it: (牵头:市编办;责任:市直各部门). */
const bare = (word: string) => `(?<=[(\\[;,。\\n\\s])${word}(?=\\s?[:])`;
export const LEAD_KEY = `(?:(?:第一)?(?:牵头(?:责任)?|主办|主责|主要牵头)${U}|牵头及责任单位|${bare('牵头')})`;
export const OWNER_KEY = `(?:(?:(?:主要|具体)?责任|负责|承办|落实|实施|完成|主管)(?:${U}|主体)(?:及责任人)?|责任分工|工作分工|任务分工|分工|${bare('责任')})`;
export const SUPPORT_KEY = `(?:(?:配合(?:责任)?|协办|协助|协同|参与|参加|协作|联合|协调|会办)${U}|${bare('配合')})`;
export const DUE_KEY =
  '(?:完成(?:时限|时间|期限|日期|节点)|时间(?:节点|要求|安排|进度|表)|办结时限|整改时限|时限(?:要求)?|期限|完成时间节点|工作时限|进度安排|实施时间|推进时间)';
const PERSON_KEY = '(?:(?:牵头|责任|分管|主管|包保|配合)(?:市|县|区|局|厅|校)?(?:领导|人|同志|负责人))';
const FIELD = new RegExp(
  `(?<open>\\[)?(?:(?<lead>${LEAD_KEY})|(?<owner>${OWNER_KEY})|(?<support>${SUPPORT_KEY})|(?<due>${DUE_KEY})|(?<person>${PERSON_KEY}))(?:\\]\\s?[:]?|\\s?[:])\\s?`,
  'g',
);

/** 列首位的为牵头单位, 下同. */
export const FIRST_LEADS =
  /(?:列?首位|列?第一位|排(?:在|名)?(?:首位|第一(?:位)?|最前)|第一(?:个|家|责任)?(?:单位|部门)?|列在?(?:首位|最前)|首个(?:责任)?(?:单位|部门))(?:的)?(?:单位|部门)?(?:为|是)(?:第一)?(?:牵头|主办|主责|责任牵头)/;

type FieldKind = 'lead' | 'owner' | 'support' | 'due' | 'person';
export type Field = { kind: FieldKind; from: number; to: number; valueFrom: number };

function kindOf(groups: Record<string, string | undefined>): FieldKind {
  if (groups.lead !== undefined) return 'lead';
  if (groups.owner !== undefined) return 'owner';
  if (groups.support !== undefined) return 'support';
  return groups.due !== undefined ? 'due' : 'person';
}

/** A field of another kind, where line ends were lost: 试点单位: */
const OTHER_KEY = /^\s+[\u4e00-\u9fff]{2,8}\s?[:]/;

/** End of the field that begins at `from`: its bracket, full stop, line, or the next field. */
function fieldEnd(form: string, from: number): number {
  let depth = 0;
  for (let at = from; at < form.length && at < from + 600; at++) {
    const character = form.charAt(at);
    if (character === '(') depth++;
    else if (character === ')') {
      if (depth === 0) return at;
      depth--;
    } else if (
      depth === 0 &&
      (/[。;\n[\]]/.test(character) || (character === ' ' && OTHER_KEY.test(form.slice(at, at + 12))))
    )
      return at;
  }
  return Math.min(form.length, from + 600);
}

export function readFields(clean: CleanText, tables: readonly Spot[], markers: readonly Marker[]): Field[] {
  const { form } = clean;
  const fields: Field[] = [];
  const inTables = new Spots(tables);
  for (const match of form.matchAll(FIELD)) {
    const from =
      match.index +
      (match.groups?.open === undefined || !match[0].includes(']') ? (match.groups?.open?.length ?? 0) : 0);
    if (inTables.touches(from, from + 1)) continue;
    const valueFrom = match.index + match[0].length;
    const previous = fields.at(-1);
    if (previous !== undefined && previous.to > from) previous.to = from;
    // 主办单位: … 版权 of a web page's foot is no owner of a task
    if (/^[^。;\n]{2,30}(?:联系方式|联系电话|版权|网站|邮编|地址)/.test(form.slice(valueFrom, valueFrom + 50)))
      continue;
    const next = markers[firstAt(markers, (m) => m.from, valueFrom)]?.from ?? form.length;
    fields.push({ kind: kindOf(match.groups ?? {}), from, to: Math.min(fieldEnd(form, valueFrom), next), valueFrom });
  }
  return fields;
}
