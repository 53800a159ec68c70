import { isRemark, type Owners, VAGUE } from './owners.ts';
import type { Spot } from './spots.ts';
import { looksLikeUnit, splitUnits } from './units.ts';

/** `A、B会同有关部门负责`, `A牵头,B配合`: the clauses of a bracket that name units without a field word. */
const CLAUSE =
  /^(?<units>.+?)(?:会同(?<with>.+?))?(?:按照?(?:各自)?(?:职责|职能)?(?:任务)?(?:分工)?|分别|共同|具体|统筹)*(?<verb>牵头(?:负责|组织|落实|实施|推进|制定|完成)*|负责(?:牵头|落实|组织实施|组织|指导|推进)?|配合(?:负责|落实)?|参与|参加|落实|协助|协同|承担|组织实施|主办|协办|组织落实|组织|实施|为主)$/;

export function readBracket(form: string, words: string, from: number, to: number): Owners | undefined {
  const owners: Owners = { lead: [], owner: [], support: [] };
  let at = from;
  let carried = from;
  const clauses: { from: number; to: number }[] = [];
  let depth = 0;
  for (let i = from; i <= to; i++) {
    const character = i === to ? ',' : form.charAt(i);
    if (character === '(') depth++;
    else if (character === ')') depth--;
    if (depth === 0 && /[,;。]/.test(character)) {
      clauses.push({ from: at, to: i });
      at = i + 1;
    }
  }
  for (const clause of clauses) {
    const match = CLAUSE.exec(form.slice(carried, clause.to).trim());
    const units = match?.groups?.units;
    if (match === null || units === undefined) {
      // a list with commas goes on to the clause that holds the verb; a date or remark ends it
      if (!looksLikeUnit(form.slice(carried, clause.to).split(/[、,]/)[0]?.trim() ?? '')) carried = clause.to + 1;
      continue;
    }
    const offset =
      carried + (form.slice(carried, clause.to).length - form.slice(carried, clause.to).trimStart().length);
    const names = splitUnits(words.slice(offset, offset + units.length));
    const verb = match.groups?.verb ?? '';
    if (names.length === 0 || !names.every((name) => looksLikeUnit(name))) {
      carried = clause.to + 1;
      continue;
    }
    const others = match.groups?.with === undefined ? [] : splitUnits(match.groups.with);
    const joint = others.filter((name) => looksLikeUnit(name));
    if (/^(?:牵头|主办|为主)/.test(verb)) owners.lead.push(...names);
    else if (/^(?:配合|参与|参加|协助|协同|协办)/.test(verb) && owners.lead.length + owners.owner.length === 0) {
      // 甲局,乙局配合: whoever stands before the comma does it
      const comma = /^(?<first>.+)[,，](?<others>[^,，]+)$/.exec(words.slice(offset, offset + units.length))?.groups;
      const first = comma?.first === undefined ? [] : splitUnits(comma.first);
      owners.owner.push(...first);
      owners.support.push(...names.filter((name) => !first.includes(name)));
    } else if (/^(?:负责|落实|承担|组织|实施)/.test(verb)) {
      if (joint.length > 0 && owners.lead.length === 0) owners.lead.push(...names);
      else owners.owner.push(...names);
    } else owners.support.push(...names);
    owners.support.push(...joint);
    carried = clause.to + 1;
  }
  if (owners.lead.length + owners.owner.length > 0) return owners;
  // (县直有关部门,12月15日前完成): units and a remark, without a verb
  const last = clauses.at(-1);
  if (clauses.length < 2 || last === undefined || owners.support.length > 0) return undefined;
  const remark = form.slice(last.from, last.to).trim();
  const names = splitUnits(words.slice(from, last.from - 1));
  if (!isRemark(remark) || names.length === 0 || !names.every((name) => looksLikeUnit(name))) return undefined;
  return { lead: [], owner: names, support: [] };
}

/** A bracket that closes an item and holds units alone: …落实到位。(市财政局、市审计局) */
export function unitsAlone(form: string, words: string, bracket: Spot): string[] | undefined {
  if (form.charAt(bracket.from - 1) !== '。' || !/^\s*(?:\n|$)/.test(form.slice(bracket.to, bracket.to + 8)))
    return undefined;
  const names = splitUnits(words.slice(bracket.from + 1, bracket.to - 1));
  return names.length > 0 &&
    names.every((name) => name.length >= 3 && looksLikeUnit(name) && !VAGUE.test(name.replace(/^各/, '')))
    ? names
    : undefined;
}

export function bracketsOf(form: string): Spot[] {
  const spots: Spot[] = [];
  const open: number[] = [];
  for (let at = 0; at < form.length; at++) {
    const character = form.charAt(at);
    if (character === '(') {
      if (open.length < 6) open.push(at);
    } else if (character === ')') {
      const from = open.pop();
      if (from !== undefined && open.length === 0 && at - from < 500) spots.push({ from, to: at + 1 });
    } else if (character === '\n') open.length = 0;
  }
  return spots;
}
