import { bracketsOf, readBracket, unitsAlone } from './brackets.ts';
import type { CleanText } from './clean.ts';
import { FIRST_LEADS, type Field, readFields } from './fields.ts';
import type { Marker } from './outline.ts';
import { isRemark, lastBefore, type Owners, share, type TaskDraft, VAGUE } from './owners.ts';
import { HELPS, runningTasks } from './running-tasks.ts';
import { firstAt, type Spot, Spots } from './spots.ts';
import type { Table } from './tables.ts';
import { looksLikeUnit, splitUnits } from './units.ts';

/** 此项工作由市效能办牵头负责: a sentence that names the owner of the item it closes. */
const OWNED =
  /[。;,\n](?:以上|上述|此|该|本)(?:项|些|几项)?(?:工作|任务|事项|活动)?(?:具体)?由(?<units>[^,。;:\n]{2,60}?)(?:会同(?<with>[^,。;:\n]{2,60}?))?(?:具体|共同|分别|按职责分工)*(?:牵头|负责)(?:负责|落实|组织|实施|办理|推进)*(?=[,。;\n])/g;

/** Items whose units are named. `sentences` are spots of sentences; a task in running text is its sentence. */
export function findTasks(
  clean: CleanText,
  markers: readonly Marker[],
  sentences: readonly Spot[],
  taken: readonly Spot[],
  tables: readonly Table[],
): TaskDraft[] {
  const { form, words } = clean;
  const drafts: TaskDraft[] = [];
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

  const says = ({ owners }: Note) => owners.lead.length + owners.owner.length + owners.support.length > 0;
  const known = new Spots([...notes.filter(says), ...tables]);
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
