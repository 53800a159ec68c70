import type { CleanText } from './clean.ts';
import type { DateMention } from './dates.ts';
import type { Marker } from './outline.ts';
import { firstAt, type Spot, Spots } from './spots.ts';
import { looksLikeUnit, splitUnits } from './units.ts';

/** A task before its days are resolved; offsets are in the clean text. */
export type TaskDraft = {
  readonly number: string;
  /** The words of the task. */
  readonly from: number;
  readonly to: number;
  /** The note, field or clause that names the units: its dates are the task's own, never deadlines. */
  readonly noteFrom: number;
  readonly noteTo: number;
  readonly leadUnits: readonly string[];
  readonly supportUnits: readonly string[];
  readonly how: 'note' | 'field' | 'table' | 'running' | 'duty';
};

/** What a unit is called in a field: a bureau speaks of 科室 where a city speaks of 单位. */
const U = '(?:单位|部门|处室|科室|股室|局办|机构)';
/** A bare word is a field only where something opens it: (牵头:市编办;责任:市直各部门). */
const bare = (word: string) => `(?<=[(\\[;,。\\n\\s])${word}(?=\\s?[:])`;
const LEAD_KEY = `(?:(?:第一)?(?:牵头(?:责任)?|主办|主责|主要牵头)${U}|牵头及责任单位|${bare('牵头')})`;
const OWNER_KEY = `(?:(?:(?:主要|具体)?责任|负责|承办|落实|实施|完成|主管)(?:${U}|主体)(?:及责任人)?|责任分工|工作分工|任务分工|分工|${bare('责任')})`;
const SUPPORT_KEY = `(?:(?:配合(?:责任)?|协办|协助|协同|参与|参加|协作|联合|协调|会办)${U}|${bare('配合')})`;
const DUE_KEY =
  '(?:完成(?:时限|时间|期限|日期|节点)|时间(?:节点|要求|安排|进度|表)|办结时限|整改时限|时限(?:要求)?|期限|完成时间节点|工作时限|进度安排|实施时间|推进时间)';
const PERSON_KEY = '(?:(?:牵头|责任|分管|主管|包保|配合)(?:市|县|区|局|厅|校)?(?:领导|人|同志|负责人))';
const FIELD = new RegExp(
  `(?<open>\\[)?(?:(?<lead>${LEAD_KEY})|(?<owner>${OWNER_KEY})|(?<support>${SUPPORT_KEY})|(?<due>${DUE_KEY})|(?<person>${PERSON_KEY}))(?:\\]\\s?[:]?|\\s?[:])\\s?`,
  'g',
);

/** 列首位的为牵头单位, 下同. */
const FIRST_LEADS =
  /(?:列?首位|列?第一位|排(?:在|名)?(?:首位|第一(?:位)?|最前)|第一(?:个|家|责任)?(?:单位|部门)?|列在?(?:首位|最前)|首个(?:责任)?(?:单位|部门))(?:的)?(?:单位|部门)?(?:为|是)(?:第一)?(?:牵头|主办|主责|责任牵头)/;

type FieldKind = 'lead' | 'owner' | 'support' | 'due' | 'person';
type Field = { kind: FieldKind; from: number; to: number; valueFrom: number };

function kindOf(groups: Record<string, string | undefined>): FieldKind {
  if (groups.lead !== undefined) return 'lead';
  if (groups.owner !== undefined) return 'owner';
  if (groups.support !== undefined) return 'support';
  return groups.due !== undefined ? 'due' : 'person';
}

/** End of the field that begins at `from`: its bracket, full stop, line, or the next field. */
function fieldEnd(form: string, from: number): number {
  let depth = 0;
  for (let at = from; at < form.length && at < from + 600; at++) {
    const character = form.charAt(at);
    if (character === '(') depth++;
    else if (character === ')') {
      if (depth === 0) return at;
      depth--;
    } else if (depth === 0 && /[。;\n[\]]/.test(character)) return at;
  }
  return Math.min(form.length, from + 600);
}

function readFields(clean: CleanText, tables: readonly Spot[], markers: readonly Marker[]): Field[] {
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

/** 6月底完成, 持续推进: a remark that has slipped into a list of units. */
function isRemark(unit: string): boolean {
  return (
    /\d{1,2}月|\d{4}年|年底|季度|年内|(?:完成|推进|实施|坚持|落实|开展|见效)$|^(?:持续|长期|常态|立即)/.test(unit) &&
    !looksLikeUnit(unit.replace(/^.*(?:完成|推进|实施)$/, ''))
  );
}

type Owners = { lead: string[]; owner: string[]; support: string[] };

function share(owners: Owners, firstLeads: boolean): { leadUnits: string[]; supportUnits: string[] } {
  const { lead, owner, support } = owners;
  if (lead.length > 0)
    return { leadUnits: lead, supportUnits: [...owner, ...support].filter((unit) => !lead.includes(unit)) };
  if (firstLeads && owner.length > 0)
    return { leadUnits: owner.slice(0, 1), supportUnits: [...owner.slice(1), ...support] };
  return { leadUnits: owner, supportUnits: support.filter((unit) => !owner.includes(unit)) };
}

/** `A、B会同有关部门负责`, `A牵头,B配合`: the clauses of a bracket that name units without a field word. */
const CLAUSE =
  /^(?<units>.+?)(?:会同(?<with>.+?))?(?:按照?(?:各自)?(?:职责|职能)?(?:任务)?(?:分工)?|分别|共同|具体|统筹)*(?<verb>牵头(?:负责|组织|落实|实施|推进|制定|完成)*|负责(?:牵头|落实|组织实施|组织|指导|推进)?|配合(?:负责|落实)?|参与|参加|落实|协助|协同|承担|组织实施|主办|协办|组织落实|组织|实施|为主)$/;

function readBracket(form: string, words: string, from: number, to: number): Owners | undefined {
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
    else if (/^(?:负责|落实|承担|组织|实施)/.test(verb)) {
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
function unitsAlone(form: string, words: string, bracket: Spot): string[] | undefined {
  if (form.charAt(bracket.from - 1) !== '。' || !/^\s*(?:\n|$)/.test(form.slice(bracket.to, bracket.to + 8)))
    return undefined;
  const names = splitUnits(words.slice(bracket.from + 1, bracket.to - 1));
  return names.length > 0 &&
    names.every((name) => name.length >= 3 && looksLikeUnit(name) && !VAGUE.test(name.replace(/^各/, '')))
    ? names
    : undefined;
}

const RUNNING =
  /(?:^|[,。;:\n 、)]|方案|工作|事项|内容|具体|任务|统一|分别|原则上)由(?<units>[^,。;:\n]{2,200}?)(?:同志)?(?:会同(?<with>[^,。;:\n]{2,60}?))?(?:具体|共同|统一|分别|统筹|重点|按职责分工|按照职责分工|按照各自职责|按职责)*(?<verb>牵头(?!单位|部门|责任|机构)|负责(?!单位|部门|同志|人)|制定|起草|组织实施|组织(?!部|科|处|人事|股|委|室)|承办|承担|主办|督办|推进|落实|研究|提出|统筹|对(?=[^,。;\n]{2,40}(?:表彰|通报|考核|告诫|问责|奖励|检查|约谈|谈话|处理|追责|督查|整改|督办|验收|评估))|会同)/g;
const LEADS =
  /(?:^|[,。;:\n)])(?<units>[^,。;:\n()由]{2,40}?)(?:牵头(?:负责|组织|会同|制定|抓|做好|推进|落实|[,、。;]))/g;
/** Only with a partner: 市教育局负责… alone tells what an office is for. */
const SHARED =
  /^(?<units>[^,。;:\n()由]{2,60}?)(?:具体|共同)?负责,(?=[^,。;:\n]{2,60}?(?:配合|参与|协助|协办|参加)(?:[,。;]|$))/;
const HELPS =
  /^[^。;\n]{0,60}?[,、](?<units>[^,。;:\n]{2,60}?)(?:按(?:照)?(?:各自)?职责(?:分工)?)?(?<verb>配合|参与|协助|参加|组织)/;
const ALSO = /[,;](?<units>[^,。;:\n、对]{2,30}?)对[^,。;\n]{2,40}(?:表彰|通报|考核|告诫|问责|奖励)/g;

const VAGUE =
  /^(?:(?:办公室|领导小组|工作组|工作小组|专班|指挥部|联席会议)(?:办公室)?$|各|有关|相关|其|该|本(?!溪)|专(?!利|卖)|单位|部门|党政(?!办|综合)|主要|分管|一把手|"一把手"|省\(|地方(?!金融|税务|志|海事)|当地|县级以上|所在|同级|上级|下级|用人|属地)/;

function named(units: readonly string[]): boolean {
  return (
    units.length > 0 &&
    units.every((unit) => looksLikeUnit(unit) && !VAGUE.test(unit)) &&
    units.every((unit) => !/(?:级人民政府|成员单位|人员)$/.test(unit))
  );
}

/** 此项工作由市效能办牵头负责: a sentence that names the owner of the item it closes. */
const OWNED =
  /[。;,\n](?:以上|上述|此|该|本)(?:项|些|几项)?(?:工作|任务|事项|活动)?(?:具体)?由(?<units>[^,。;:\n]{2,60}?)(?:会同(?<with>[^,。;:\n]{2,60}?))?(?:具体|共同|分别|按职责分工)*(?:牵头|负责)(?:负责|落实|组织|实施|办理|推进)*(?=[,。;\n])/g;

/** Lines of the sort of `市教育局:负责…` below a heading that divides duties. */
const DUTY_SECTION = /(?:职责|责任|任务|工作|部门)分工|(?:部门|单位|工作|成员单位)职责|责任划分/;

/** Items whose units are named. `sentences` are spots of sentences; a task in running text is its sentence. */
export function findTasks(
  clean: CleanText,
  markers: readonly Marker[],
  sentences: readonly Spot[],
  taken: readonly Spot[],
): TaskDraft[] {
  const { form, words } = clean;
  const drafts: TaskDraft[] = [];
  const tables = findTables(clean);
  for (const table of tables) drafts.push(...table.drafts);
  const fields = readFields(clean, tables, markers);

  const groups: Field[][] = [];
  for (const field of fields) {
    const group = groups.at(-1);
    const previous = group?.at(-1);
    const gap = previous === undefined ? 'x' : form.slice(previous.to, field.from).replace(/[\s,;。()[\]、]/g, '');
    const repeats = group?.some((seen) => seen.kind === field.kind && seen.kind !== 'person') === true;
    if (
      group !== undefined &&
      gap === '' &&
      !repeats &&
      (markers[firstAt(markers, (m) => m.from, previous?.to ?? 0)]?.from ?? field.from) >= field.from
    )
      group.push(field);
    else groups.push([field]);
  }
  type Note = { from: number; to: number; owners: Owners; how: TaskDraft['how'] };
  const notes: Note[] = [];
  let firstLeadsFrom = Number.POSITIVE_INFINITY;
  let firstLeadsOnce: Spot | undefined;
  for (const group of groups) {
    const owners: Owners = { lead: [], owner: [], support: [] };
    for (const field of group) {
      if (field.kind === 'due' || field.kind === 'person') continue;
      let value = words.slice(field.valueFrom, field.to);
      const first = FIRST_LEADS.exec(form.slice(field.valueFrom, field.to));
      if (first !== null) {
        if (/下同/.test(form.slice(field.valueFrom, field.to + 8)))
          firstLeadsFrom = Math.min(firstLeadsFrom, field.from);
        else firstLeadsOnce = field;
        value = value.slice(0, first.index).replace(/[(（,，;；]?(?:排|列)?[(（,，;；]?$/, '');
      }
      value = value.replace(/[(（,，]?下同[)）]?/g, '');
      // an owner's field may itself speak in clauses: A牵头,B配合
      const spoken = /(?:牵头|配合|负责|参与)[,;]?/.test(form.slice(field.valueFrom, field.to))
        ? readBracket(form, words, field.valueFrom, field.to)
        : undefined;
      if (spoken !== undefined && field.kind !== 'support') {
        owners.lead.push(...spoken.lead);
        owners.owner.push(...spoken.owner);
        owners.support.push(...spoken.support);
      } else owners[field.kind].push(...splitUnits(value).filter((unit) => !isRemark(unit)));
    }
    const firstField = group[0];
    const lastField = group.at(-1);
    if (firstField === undefined || lastField === undefined) continue;
    const open = form[firstField.from - 1] === '(' || form[firstField.from - 1] === '[';
    // a bracket that never closes is a text cut off in the middle: its list cannot be trusted
    if (open && form[firstField.from - 1] === '(' && lastField.to >= form.length) continue;
    notes.push({
      from: open ? firstField.from - 1 : firstField.from,
      to: Math.min(form.length, open ? lastField.to + 1 : lastField.to),
      owners,
      how: open ? 'note' : 'field',
    });
  }

  const known = new Spots([...notes, ...tables]);
  for (const bracket of bracketsOf(form)) {
    if (known.touches(bracket.from, bracket.to)) continue;
    const inner = form.slice(bracket.from + 1, bracket.to - 1);
    if (!/(?:负责|牵头|配合|落实|参与|参加|协助|承担|实施|主办|协办|完成|推进|坚持)/.test(inner)) {
      const bare = unitsAlone(form, words, bracket);
      if (bare !== undefined)
        notes.push({ from: bracket.from, to: bracket.to, owners: { lead: [], owner: bare, support: [] }, how: 'note' });
      if (FIRST_LEADS.test(inner) && /下同/.test(inner)) firstLeadsFrom = Math.min(firstLeadsFrom, bracket.from - 200);
      continue;
    }
    const owners = readBracket(form, words, bracket.from + 1, bracket.to - 1);
    if (owners !== undefined) notes.push({ from: bracket.from, to: bracket.to, owners, how: 'note' });
  }
  // a closing sentence that holds nothing but units: 市市场监管局、市司法局负责。
  for (const sentence of sentences) {
    const end = /[。;]$/.test(form.slice(sentence.from, sentence.to)) ? sentence.to - 1 : sentence.to;
    if (
      end - sentence.from > 120 ||
      !/(?:负责|牵头|配合|分工落实)$/.test(form.slice(sentence.from, end)) ||
      known.touches(sentence.from, sentence.to)
    )
      continue;
    const text = form.slice(sentence.from, end);
    if (/[由:(]/.test(text) || markers[firstAt(markers, (marker) => marker.to, sentence.from)]?.to === sentence.from)
      continue;
    const owners = readBracket(form, words, sentence.from, end);
    const named = owners === undefined ? [] : [...owners.lead, ...owners.owner, ...owners.support];
    const written = named.join('').length + 12 + named.length * 2;
    if (
      owners !== undefined &&
      text.length <= written &&
      !named.some((name) => VAGUE.test(name) && !/^(?:各|有关|相关)/.test(name))
    )
      notes.push({ from: sentence.from, to: sentence.to, owners, how: 'note' });
  }
  for (const match of form.matchAll(OWNED)) {
    const from = match.index;
    const units = match.groups?.units ?? '';
    const at = from + match[0].indexOf('由') + 1;
    const names = splitUnits(words.slice(at, at + units.length)).filter((name) => looksLikeUnit(name));
    const joint =
      match.groups?.with === undefined ? [] : splitUnits(match.groups.with).filter((name) => looksLikeUnit(name));
    const rest = HELPS.exec(form.slice(from + match[0].length - 1, from + match[0].length + 80));
    const more =
      rest?.groups?.units === undefined ? [] : splitUnits(rest.groups.units).filter((name) => looksLikeUnit(name));
    const to = form.slice(from + 1).search(/[。;\n]/);
    if (names.length > 0)
      notes.push({
        from: from === 0 ? 0 : from + 1,
        to: to < 0 ? form.length : from + 1 + to + 1,
        owners: { lead: names, owner: [], support: [...joint, ...more] },
        how: 'note',
      });
  }
  if (firstLeadsFrom === Number.POSITIVE_INFINITY) {
    const said = FIRST_LEADS.exec(form);
    if (
      said !== null &&
      firstLeadsOnce === undefined &&
      /下同|注[:]/.test(form.slice(Math.max(0, said.index - 30), said.index + 40))
    )
      firstLeadsFrom = 0;
  }
  notes.sort((a, b) => a.from - b.from);

  let previousEnd = 0;
  for (const note of notes) {
    const { leadUnits, supportUnits } = share(
      note.owners,
      note.from >= firstLeadsFrom - 1 ||
        (firstLeadsOnce !== undefined && firstLeadsOnce.from >= note.from && firstLeadsOnce.to <= note.to),
    );
    if (leadUnits.length === 0) {
      if (note.owners.support.length > 0 || note.owners.owner.length > 0) previousEnd = note.to;
      continue;
    }
    const marker = lastBefore(markers, note.from);
    let from = Math.max(marker?.to ?? 0, previousEnd);
    if (marker === undefined || marker.to < previousEnd)
      from = Math.max(from, lineBefore(form, note.from, previousEnd));
    while (from < note.from && /[\s。;,.)\]]/.test(form.charAt(from))) from++;
    let to = note.from;
    while (to > from && /[\s([]/.test(form.charAt(to - 1))) to--;
    if (to - from < 2) {
      // the note stands before its task: 牵头单位: … and the words follow
      const next = markers[firstAt(markers, (m) => m.from, note.to)]?.from ?? form.length;
      from = note.to;
      while (from < next && /[\s。;,.)\]]/.test(form.charAt(from))) from++;
      to = Math.min(next, from + 400);
      const stop = form.slice(from, to).indexOf('\n');
      if (stop > 0) to = from + stop;
    }
    drafts.push({
      number: marker?.number ?? '',
      from,
      to: Math.max(from, to),
      noteFrom: note.from,
      noteTo: note.to,
      leadUnits,
      supportUnits,
      how: note.how,
    });
    previousEnd = note.to;
  }

  drafts.push(
    ...runningTasks(clean, markers, sentences, [
      ...taken,
      ...drafts.map((d) => ({ from: d.from, to: d.noteTo })),
      ...tables,
    ]),
  );
  return drafts.sort((a, b) => a.from - b.from);
}

function lastBefore(markers: readonly Marker[], at: number): Marker | undefined {
  let low = 0;
  let high = markers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((markers[middle]?.to ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return markers[low - 1];
}

/** Start of the line that holds `at`, or of the one before when the note fills its own line. */
function lineBefore(form: string, at: number, floor: number): number {
  let start = form.lastIndexOf('\n', at - 1) + 1;
  if (form.slice(start, at).trim() === '' && start > floor) {
    let end = start - 1;
    while (end > floor && /\s/.test(form.charAt(end))) end--;
    start = form.lastIndexOf('\n', end) + 1;
  }
  return Math.max(start, floor);
}

/** The head of a table whose cells have run together: 序号工作任务责任单位完成时限1…. Its rows cannot be told apart. */
export function lostTables(form: string): Spot[] {
  return [
    ...form.matchAll(
      /(?:序号)?[^,。;:\n]{0,6}(?:任务|内容|事项|措施)[^,。;:\n]{0,8}(?:牵头|责任|负责)(?:单位|部门|科室)(?:配合(?:单位|部门|科室))?(?:完成)?(?:时限|时间|期限|进度)(?=[\d一(（])/g,
    ),
  ].map((match) => ({ from: match.index, to: match.index + match[0].length }));
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

function runningTasks(
  clean: CleanText,
  markers: readonly Marker[],
  sentences: readonly Spot[],
  taken: readonly Spot[],
): TaskDraft[] {
  const { form, words } = clean;
  const drafts: TaskDraft[] = [];
  const spoken = new Spots(taken);
  let dutyLevel: Marker | undefined;
  let markerIndex = 0;
  for (const sentence of sentences) {
    while (markerIndex < markers.length && (markers[markerIndex]?.from ?? 0) <= sentence.from) {
      const marker = markers[markerIndex];
      markerIndex++;
      if (marker === undefined) continue;
      const head = form.slice(marker.to, marker.to + 40).split(/[。\n;:,]/)[0] ?? '';
      if (DUTY_SECTION.test(head) && head.length <= 20) dutyLevel = marker;
      else if (dutyLevel !== undefined && marker.style === dutyLevel.style) dutyLevel = undefined;
    }
    if (spoken.touches(sentence.from, sentence.to)) continue;
    const text = form.slice(sentence.from, Math.min(sentence.to, sentence.from + 2000));
    const marker = lastBefore(markers, sentence.to - 1);
    if (marker !== undefined && marker.from >= sentence.to) continue;
    const number = marker?.number ?? '';
    // 公开结果。由市审计局牵头: what is led stands in the sentence before
    const opens =
      /^(?:具体)?由/.test(text) && marker !== undefined && marker.to < sentence.from && sentence.from - marker.to < 300;
    const begin =
      opens && marker !== undefined && !spoken.touches(marker.to, sentence.from) ? marker.to : sentence.from;
    const add = (leadUnits: string[], supportUnits: string[], how: TaskDraft['how']) =>
      drafts.push({
        number,
        from: begin,
        to: sentence.to,
        noteFrom: sentence.from,
        noteTo: sentence.from,
        leadUnits,
        supportUnits,
        how,
      });

    // (一)市教育局。负责…: the unit is the heading of its duties
    const opening = /^(?<units>[^,。;:\n]{2,40})。$/.exec(text.trim());
    if (
      dutyLevel !== undefined &&
      opening?.groups?.units !== undefined &&
      marker?.to === sentence.from &&
      /^\s?(?:主要|牵头|具体)?(?:负责|牵头|承担|组织|会同|指导|做好)/.test(form.slice(sentence.to, sentence.to + 12))
    ) {
      const names = splitUnits(words.slice(sentence.from, sentence.from + opening.groups.units.length));
      const next = markers[firstAt(markers, (m) => m.from, sentence.to)]?.from ?? form.length;
      if (names.length > 0 && names.every((name) => looksLikeUnit(name))) {
        drafts.push({
          number,
          from: sentence.from,
          to: Math.min(next, sentence.from + 1500),
          noteFrom: sentence.from,
          noteTo: sentence.from,
          leadUnits: names,
          supportUnits: jointUnitsIn(form.slice(sentence.to, Math.min(next, sentence.to + 200))),
          how: 'duty',
        });
        continue;
      }
    }
    if (dutyLevel !== undefined) {
      const duty =
        /^\s*(?<units>[^,。;:\n]{2,40}?)(?:[:]\s?(?:主要|具体|牵头)?(?:负责|职责|牵头|承担|组织|会同|配合|做好|制定|指导|加强)|[:]|(?:主要|具体|牵头)?负责(?!人))/.exec(
          text,
        );
      const names =
        duty?.groups?.units === undefined
          ? []
          : splitUnits(
              words.slice(
                sentence.from + (duty[0].length - duty[0].trimStart().length),
                sentence.from + (duty[0].length - duty[0].trimStart().length) + duty.groups.units.length,
              ),
            );
      if (duty !== null && names.length > 0 && names.every((name) => looksLikeUnit(name))) {
        add(names, jointUnitsIn(text), 'duty');
        continue;
      }
    }
    const lead: string[] = [];
    const support: string[] = [];
    let reach = 0;
    for (const match of text.matchAll(RUNNING)) {
      if (/统筹$/.test(match[0]) && /^(?:按|安排|使用)/.test(text.slice(match.index + match[0].length))) continue;
      const units = match.groups?.units ?? '';
      const told = text.slice(match.index, match.index + match[0].length + 8);
      if (/任(?:组长|主任)|担任|兼任/.test(told) || /组成/.test(told.slice(0, match[0].length + 2))) continue;
      const at = match.index + match[0].indexOf('由') + 1;
      const names = splitUnits(words.slice(sentence.from + at, sentence.from + at + units.length)).filter(
        (name) => !/^(?:牵头单位|责任单位)$/.test(name),
      );
      if (!named(names)) continue;
      lead.push(...names.filter((name) => !lead.includes(name)));
      const others = match.groups?.with;
      if (others !== undefined) support.push(...splitUnits(others).filter((name) => looksLikeUnit(name)));
      reach = match.index + match[0].length;
      if (/^对/.test(match.groups?.verb ?? ''))
        for (const also of text.matchAll(ALSO)) {
          const more = splitUnits(also.groups?.units ?? '');
          if (named(more)) lead.push(...more.filter((name) => !lead.includes(name)));
        }
    }
    if (lead.length === 0)
      for (const match of text.matchAll(LEADS)) {
        const units = match.groups?.units ?? '';
        if (
          /[要建形实]/.test(units.replace(/住建|城建|建设|实验|党建/g, '')) ||
          /^[^。;\n]{0,24}的[^,。]{0,6}(?:机制|格局|体系)/.test(text.slice(match.index + match[0].length))
        )
          continue;
        const at = match.index + match[0].indexOf(units);
        const names = splitUnits(words.slice(sentence.from + at, sentence.from + at + units.length));
        if (!named(names)) continue;
        lead.push(...names);
        reach = match.index + match[0].length - 1;
      }
    // 甲局、乙局负责,丙局配合,强化…: the sentence opens with who does it
    if (lead.length === 0) {
      const shared = SHARED.exec(text);
      const names = splitUnits(words.slice(sentence.from, sentence.from + (shared?.groups?.units?.length ?? 0)));
      if (shared !== null && named(names)) {
        lead.push(...names);
        reach = shared[0].length - 1;
      }
    }
    if (lead.length === 0) continue;
    const help = HELPS.exec(text.slice(reach));
    if (help?.groups?.units !== undefined) {
      const names = splitUnits(help.groups.units);
      if (names.every((name) => looksLikeUnit(name))) support.push(...names.filter((name) => !lead.includes(name)));
    }
    support.push(...jointUnits(text.slice(reach)).filter((name) => !lead.includes(name) && !support.includes(name)));
    add(lead, support, 'running');
  }
  return drafts;
}

const JOINT =
  /^[^。;\n]{0,12}?(?:会同|联合)(?<units>[^,。;:\n]{2,60}?)(?:等)?(?:有关|相关)?(?:部门|单位)?(?:开展|制定|组织|研究|推进|落实|做好|建立|负责|对|按|共同|实施|进行|提出)/;

/** 会同市公安局、市城管局开展…: who takes part. */
function jointUnits(text: string): string[] {
  const joined = JOINT.exec(text);
  if (joined?.groups?.units === undefined) return [];
  const names = splitUnits(joined.groups.units);
  return names.every((name) => looksLikeUnit(name)) ? names : [];
}

/** The same, wherever in a sentence of duties it stands. */
function jointUnitsIn(text: string): string[] {
  const at = text.search(/会同|联合/);
  return at < 0 ? [] : jointUnits(text.slice(at));
}

type Table = Spot & { drafts: TaskDraft[] };

type Column = 'number' | 'text' | 'aim' | 'lead' | 'owner' | 'support' | 'due' | 'other';

const WHOLE_LEAD = new RegExp(`^${LEAD_KEY}$`);
const WHOLE_OWNER = new RegExp(`^${OWNER_KEY}$`);
const WHOLE_SUPPORT = new RegExp(`^${SUPPORT_KEY}$`);
const WHOLE_DUE = new RegExp(`^${DUE_KEY}$`);

function columnOf(cell: string): Column | undefined {
  const bare = cell.replace(/[\s()（）]/g, '');
  if (bare.length === 0 || bare.length > 14) return undefined;
  if (/^(?:序号|编号|序|号)$/.test(bare)) return 'number';
  if (WHOLE_LEAD.test(bare)) return 'lead';
  if (WHOLE_OWNER.test(bare)) return 'owner';
  if (WHOLE_SUPPORT.test(bare)) return 'support';
  if (WHOLE_DUE.test(bare)) return 'due';
  if (
    /^[^,。;:]{0,8}(?:任务|内容|事项|措施|举措|项目|清单|做法|政策|工作|环节|点)(?:名称|及要求|分解|及内容)?$/.test(
      bare,
    )
  )
    return 'text';
  if (/^[^,。;:]{0,8}(?:名称|领域|行业|类别名称)$/.test(bare)) return 'text';
  if (/^[^,。;:]{0,8}(?:目标|要求|标准|成效|成果|问题|标志|指标)$/.test(bare)) return 'aim';
  if (/^[^,。;:]{0,6}(?:牵头|配合|责任|协办|参与)(?:单位|部门|处室|科室|股室)$/.test(bare)) return 'other';
  if (
    /^(?:备注|类别|领域|分类|责任人|责任领导|牵头领导|分管领导|联系人|联系方式|成果形式|任务类别|进展情况)$/.test(bare)
  )
    return 'other';
  return undefined;
}

/** Tables pasted one cell a line, or one row a line with tabs or spaces between the cells. */
function findTables(clean: CleanText): Table[] {
  const { form, words } = clean;
  const lines: { from: number; to: number; text: string }[] = [];
  for (let from = 0; from <= form.length; ) {
    const end = form.indexOf('\n', from);
    const to = end < 0 ? form.length : end;
    // a bar on a line of its own only parts two cells
    const line = form.slice(from, to);
    const lead = /^[\s|]*/.exec(line)?.[0].length ?? 0;
    const text = line.slice(lead).replace(/[\s|]+$/, '');
    if (text !== '') lines.push({ from: from + lead, to: from + lead + text.length, text });
    if (end < 0) break;
    from = end + 1;
  }
  const tables: Table[] = [];
  for (let index = 0; index < lines.length; index++) {
    const columns: Column[] = [];
    let at = index;
    const one = lines[index];
    if (one === undefined) continue;
    const barred = one.text.includes('|');
    const cells = one.text.split(barred ? /\s*\|\s*/ : /\s+/).filter((cell) => cell !== '');
    const inline = cells.length >= 2 && cells.every((cell) => columnOf(cell) !== undefined);
    if (inline) {
      for (const cell of cells) columns.push(columnOf(cell) ?? 'other');
      at++;
    } else
      while (at < lines.length && columns.length < 10) {
        const column = columnOf(lines[at]?.text ?? '');
        if (column === undefined) break;
        // the title of the table may look like a head: 序号 begins the head itself
        if (column === 'number') columns.length = 0;
        columns.push(column);
        at++;
      }
    const owned = columns.some((column) => column === 'lead' || column === 'owner');
    if (
      columns.length < 2 ||
      !owned ||
      (!columns.includes('text') &&
        !columns.includes('aim') &&
        !columns.includes('other') &&
        !columns.includes('number'))
    ) {
      index = Math.max(index, at - 1);
      continue;
    }
    const drafts: TaskDraft[] = [];
    const end = inline
      ? readInlineRows(clean, lines, at, columns, drafts, barred)
      : readCellRows(clean, lines, at, columns, drafts);
    if (drafts.length > 0) {
      tables.push({ from: one.from, to: lines[end - 1]?.to ?? words.length, drafts });
      index = end - 1;
    }
  }
  return tables;
}

type Cell = { from: number; to: number; text: string };

/** A cell of units may speak in clauses: 发展改革委牵头,财政部、商务部参加. */
function readCell(clean: CleanText, column: 'lead' | 'owner' | 'support', cell: Cell, owners: Owners): void {
  const spoken = /牵头|配合|参加|参与|负责/.test(cell.text)
    ? readBracket(clean.form, clean.words, cell.from, cell.to)
    : undefined;
  if (spoken === undefined || column === 'support') {
    owners[column].push(...splitUnits(clean.words.slice(cell.from, cell.to)));
    return;
  }
  owners.lead.push(...spoken.lead);
  owners.owner.push(...spoken.owner);
  owners.support.push(...spoken.support);
}

function rowTask(
  clean: CleanText,
  columns: readonly Column[],
  row: readonly (Cell | undefined)[],
  counted: number,
): TaskDraft | undefined {
  const owners: Owners = { lead: [], owner: [], support: [] };
  let text: Cell | undefined;
  let number = '';
  let due: Cell | undefined;
  let end = 0;
  columns.forEach((column, index) => {
    const cell = row[index];
    if (cell === undefined) return;
    end = Math.max(end, cell.to);
    if (column === 'lead' || column === 'owner' || column === 'support') readCell(clean, column, cell, owners);
    else if (column === 'number') number = cell.text;
    else if (column === 'due') due = cell;
    else if (column === 'text' || (column === 'aim' && text === undefined)) text = cell;
  });
  const { leadUnits, supportUnits } = share(owners, false);
  if (text === undefined || leadUnits.length === 0) return undefined;
  const cell: Cell = text;
  const dueCell: Cell | undefined = due;
  return {
    number: number === '' ? String(counted) : number,
    from: cell.from,
    to: cell.to,
    noteFrom: dueCell?.from ?? end,
    noteTo: dueCell?.to ?? end,
    leadUnits,
    supportUnits,
    how: 'table',
  };
}

function readInlineRows(
  clean: CleanText,
  lines: readonly Cell[],
  start: number,
  columns: readonly Column[],
  drafts: TaskDraft[],
  barred: boolean,
): number {
  let at = start;
  for (; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) break;
    const row: Cell[] = [];
    for (const match of clean.form.slice(line.from, line.to).matchAll(barred ? /[^|\s](?:[^|]*[^|\s])?/g : /[^\s|]+/g))
      row.push({ from: line.from + match.index, to: line.from + match.index + match[0].length, text: match[0] });
    if (row.length !== columns.length) break;
    const draft = rowTask(clean, columns, row, drafts.length + 1);
    if (draft !== undefined) drafts.push(draft);
  }
  return at;
}

const SECTION_CELL = /^[一二三四五六七八九十]{1,3}、|^[(][一二三四五六七八九十]{1,3}[)]/;

function unitsOnly(text: string): boolean {
  if (text.length > 200 || /[。:]/.test(text)) return false;
  const names = splitUnits(
    text.replace(
      /(?:分别|共同)?(?:牵头|配合|参加|参与|负责|等?按职责分工(?:负责)?)(?:负责)?(?:落实|推进|组织实施|完成)?/g,
      '、',
    ),
  );
  return names.length > 0 && names.every((name) => looksLikeUnit(name) || /^各/.test(name));
}

/** A cell that stands to the right of the task's words: units, a day, a slash for nobody, a short remark. */
function isTrailing(cell: Cell, column: Column): boolean {
  if (/^[/\-—无]$/.test(cell.text)) return true;
  if (column === 'due') return isDueCell(cell);
  if (column === 'lead' || column === 'owner' || column === 'support') return unitsOnly(cell.text);
  return cell.text.length <= 40 && !/[。;]/.test(cell.text);
}

function isDueCell(cell: Cell): boolean {
  return (
    cell.text.length <= 30 &&
    /\d{1,2}月|年底|季度|持续|长期|每年|每月|\d{4}年|立即|半年|全年|常态|长效|按.{0,6}(?:时|进度)|完成|及时/.test(
      cell.text,
    )
  );
}

const ROW_NUMBER = /^\d{1,3}[.、]?$/;

/**
 * Rows one cell a line. A row is a number (if the table has one), the words, then the cells of the columns to their
 * right. Where rows share a merged cell the number and the item are missing, and the row is known by its right side.
 */
function readCellRows(
  clean: CleanText,
  lines: readonly Cell[],
  start: number,
  columns: readonly Column[],
  drafts: TaskDraft[],
): number {
  const lastLeft = Math.max(columns.lastIndexOf('text'), columns.lastIndexOf('aim'));
  const lastText = lastLeft >= 0 ? lastLeft : columns.indexOf('other');
  const left = columns.slice(columns[0] === 'number' ? 1 : 0, lastText + 1);
  const wordsAt = left.includes('text') ? left.lastIndexOf('text') : left.length - 1;
  const right = columns.slice(lastText + 1);
  if (right.length === 0 || right[0] === 'number') return start;
  const numbered = columns[0] === 'number';
  let number = 0;
  let heading = '';
  let at = start;
  while (at < lines.length) {
    const first = lines[at];
    if (first === undefined) break;
    let own = '';
    let cursor = at;
    if (numbered && ROW_NUMBER.test(first.text)) {
      const read = Number.parseInt(first.text, 10);
      if (read < number) break;
      number = read;
      own = first.text;
      cursor++;
    }
    // a heading that runs across the table
    if (
      numbered &&
      own === '' &&
      ROW_NUMBER.test(lines[at + 1]?.text ?? '') &&
      first.text.length <= 40 &&
      !unitsOnly(first.text)
    ) {
      at++;
      continue;
    }
    const isNext = (cell: Cell) =>
      numbered &&
      ROW_NUMBER.test(cell.text) &&
      Number.parseInt(cell.text, 10) > number &&
      Number.parseInt(cell.text, 10) <= number + 30;
    // the words: everything up to the first cell that belongs to the right side
    let owner = cursor;
    while (owner < lines.length && owner - cursor < 14) {
      const cell = lines[owner];
      if (cell === undefined || isNext(cell)) break;
      if (
        owner > cursor &&
        isTrailing(cell, right[0] ?? 'other') &&
        right.every((column, index) => index === 0 || fits(lines[owner + index], column, isNext))
      )
        break;
      owner++;
    }
    const found = lines[owner];
    if (owner === cursor || found === undefined || owner - cursor >= 14 || isNext(found)) {
      if (
        first.text.length <= 40 &&
        lines.slice(at + 1, at + 3).some((line) => ROW_NUMBER.test(line.text)) &&
        own === ''
      ) {
        at++;
        continue;
      }
      break;
    }
    let stop = owner;
    while (stop < lines.length) {
      const cell = lines[stop];
      if (cell === undefined || isNext(cell)) break;
      if (stop - owner >= right.length && !(unitsOnly(cell.text) || isDueCell(cell))) break;
      if (stop - owner >= right.length && (!numbered || !nextNumberNear(lines, stop, number))) break;
      if (!right.some((column) => isTrailing(cell, column))) break;
      stop++;
    }
    const row = fitRow(right, lines.slice(owner, stop));
    let words = lines.slice(cursor, owner);
    if (!numbered) {
      // headings that run across the table, and a number that has no column of its own
      while (words.length > 1 && SECTION_CELL.test(words[0]?.text ?? '') && (words[0]?.text.length ?? 99) <= 30) {
        const length = SECTION_CELL.exec(words[0]?.text ?? '')?.[0].length ?? 0;
        const start = words[0]?.from ?? 0;
        heading = clean.words.slice(start, start + length);
        words = words.slice(1);
      }
      const count = words.findLastIndex((cell) => ROW_NUMBER.test(cell.text));
      if (count >= 0 && count < words.length - 1) {
        own = words[count]?.text ?? '';
        words = words.slice(count + 1);
      } else own = heading;
    }
    // all cells there: the column of the words with its aims; some merged away: the last one; more than columns: a cell of several lines
    const text = left.length === 1 ? words : words.length >= left.length ? words.slice(wordsAt) : words.slice(-1);
    const head = text[0];
    const last = text.at(-1);
    if (head === undefined || last === undefined) break;
    const cell: Cell = { from: head.from, to: last.to, text: head.text };
    const draft = rowTask(
      clean,
      ['number', 'text', ...right],
      [{ ...cell, text: numbered ? String(number) : own }, cell, ...row],
      drafts.length + 1,
    );
    if (draft !== undefined) {
      const inner = /^(?:[(]?[\d一二三四五六七八九十]{1,3}[)]?[、.)])/.exec(clean.form.slice(draft.from, draft.to));
      drafts.push(
        inner === null || numbered
          ? draft
          : {
              ...draft,
              number: clean.words.slice(draft.from, draft.from + inner[0].length),
              from: draft.from + inner[0].length,
            },
      );
    }
    at = stop;
    if (
      !numbered &&
      SECTION_CELL.test(lines[at]?.text ?? '') &&
      (lines[at]?.text.length ?? 99) <= 30 &&
      !unitsOnly(lines[at + 1]?.text ?? '')
    )
      at++;
  }
  return at;
}

function fits(cell: Cell | undefined, column: Column, isNext: (cell: Cell) => boolean): boolean {
  return (
    cell === undefined ||
    isNext(cell) ||
    isTrailing(cell, column) ||
    cell.text.length > 40 ||
    SECTION_CELL.test(cell.text) ||
    unitsOnly(cell.text) ||
    isDueCell(cell)
  );
}

function nextNumberNear(lines: readonly Cell[], from: number, number: number): boolean {
  for (let at = from; at < lines.length && at < from + 6; at++) {
    const text = lines[at]?.text ?? '';
    if (ROW_NUMBER.test(text) && Number.parseInt(text, 10) === number + 1) return true;
    if (text.length > 40) return false;
  }
  return false;
}

/** Lays cells into the columns right of the words; cells too many or too few are told by what they hold. */
function fitRow(columns: readonly Column[], cells: readonly Cell[]): (Cell | undefined)[] {
  const filled = cells.map((cell) => (/^[/\-—无]$/.test(cell.text) ? undefined : cell));
  if (
    cells.length === columns.length &&
    columns.every((column, index) => filled[index] === undefined || column !== 'due' || isDueCell(filled[index]))
  )
    return filled;
  const owners = cells.filter((cell) => unitsOnly(cell.text) && !isDueCell(cell));
  const dues = cells.filter((cell) => isDueCell(cell));
  const unitColumns = columns.filter(
    (column) => column === 'lead' || column === 'owner' || column === 'support',
  ).length;
  let owner = 0;
  return columns.map((column) => {
    if (column === 'due') return dues[0];
    if (column !== 'lead' && column !== 'owner' && column !== 'support') return undefined;
    owner++;
    // the units of the last column may fill several lines
    const first = owners[owner - 1];
    const last = owner === unitColumns ? owners.at(-1) : first;
    return first === undefined || last === undefined ? undefined : { from: first.from, to: last.to, text: first.text };
  });
}

/** Does the mention stand in the words of the note (and so belong to the task alone)? */
export function inNote(draft: TaskDraft, mention: DateMention): boolean {
  return mention.from >= draft.noteFrom && mention.from < draft.noteTo;
}
