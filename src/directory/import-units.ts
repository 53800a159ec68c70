import { idOf, type PlainDate, type PostId, type UnitId } from '#core/kernel';
import { type Post, STANDING_KINDS, UNIT_KIND_WORDS, UNIT_KINDS, type Unit, type UnitKind } from './directory.ts';
import { plainName, splitUnitNames } from './names.ts';
import type { Line } from './rows.ts';
import type { UnitIndex } from './unit-index.ts';

/** What an import does to things of one kind. */
export type Changes<T> = { readonly created: T[]; readonly changed: T[]; unchanged: number };
export const noChanges = <T>(): Changes<T> => ({ created: [], changed: [], unchanged: 0 });

export type Setting = {
  readonly on: PlainDate;
  newId(): string;
  /** What will be done, for people to read. */
  readonly lines: string[];
};

type Wanted = { readonly line: Line; unit: Unit; readonly before: Unit | undefined; readonly parentText: string };

/** Rows of the sheet 单位. `index` holds the units there are and is brought to what they will be. */
export function planUnits(lines: readonly Line[], index: UnitIndex, setting: Setting): Changes<Unit> {
  const root = index.all().find(({ parent }) => parent === null);
  const byCode = new Map(index.all().flatMap((unit) => (unit.code === null ? [] : [[unit.code, unit] as const])));
  const seen = new Map<UnitId, Line>();
  const wanted: Wanted[] = [];
  for (const line of lines) {
    const kind = kindOf(line.text('类别'));
    if (kind === undefined) {
      line.fault('类别', `没有「${line.text('类别')}」这一类, 可填: ${Object.values(UNIT_KIND_WORDS).join('、')}`);
      continue;
    }
    const before = knownUnit(line, kind, index, byCode);
    const unit = unitOf(line, kind, before, root, setting);
    const twin = before === undefined ? undefined : seen.get(before.id);
    if (twin !== undefined) {
      line.fault('名称', `与第 ${twin.row} 行是同一个单位, 请留下一行`);
      continue;
    }
    seen.set(unit.id, line);
    wanted.push({ line, unit, before, parentText: line.text('上级单位') });
  }
  for (const { unit } of wanted) index.put(unit);
  for (const each of wanted) placeUnder(each, index);
  for (const each of wanted) refuseCycle(each, index);
  refuseTwins(wanted, index);
  return changesOf(wanted, index, setting);
}

function kindOf(text: string): UnitKind | undefined {
  return UNIT_KINDS.find((kind) => UNIT_KIND_WORDS[kind] === text || kind === text);
}

/**
 * The unit of the directory that a row speaks of: the one with its code; else of its name under the same unit; else,
 * for a unit that stands by itself, the only one of its name, which then moves. 办公室 under another organ is another.
 */
function knownUnit(line: Line, kind: UnitKind, index: UnitIndex, byCode: ReadonlyMap<string, Unit>): Unit | undefined {
  const code = line.text('编码');
  const coded = code === '' ? undefined : byCode.get(code);
  if (coded !== undefined) return coded;
  const namesakes = index
    .named(line.text('名称'))
    .filter((unit) => code === '' || unit.code === null || unit.code === code);
  const parentText = line.text('上级单位');
  if (parentText === '') return namesakes.length === 1 ? namesakes[0] : undefined;
  const found = index.find(parentText);
  const parent = 'unit' in found ? found.unit.id : undefined;
  const there = namesakes.find((unit) => unit.parent === parent);
  if (there !== undefined) return there;
  return STANDING_KINDS.includes(kind) && namesakes.length === 1 ? namesakes[0] : undefined;
}

function unitOf(line: Line, kind: UnitKind, before: Unit | undefined, root: Unit | undefined, setting: Setting): Unit {
  const aliases = splitUnitNames(line.text('别名')).map(plainName);
  return {
    id: before?.id ?? idOf<UnitId>(setting.newId()),
    parent: before === undefined ? (root?.id ?? null) : before.parent,
    kind,
    name: line.text('名称'),
    shortName: line.text('简称') || (before?.shortName ?? null),
    code: line.text('编码') || (before?.code ?? null),
    aliases: aliases.length > 0 ? [...new Set(aliases)] : (before?.aliases ?? []),
    sortOrder: line.number('次序') ?? before?.sortOrder ?? 9999,
    validFrom: before?.validFrom ?? setting.on,
    validTo: null,
  };
}

function placeUnder(each: Wanted, index: UnitIndex): void {
  if (each.parentText === '') return;
  const found = index.find(each.parentText);
  if ('sentence' in found) {
    each.line.fault('上级单位', found.sentence);
    return;
  }
  each.unit = { ...each.unit, parent: found.unit.id };
  index.put(each.unit);
}

function refuseCycle({ line, unit }: Wanted, index: UnitIndex): void {
  const passed = new Set<UnitId>();
  for (let at: Unit | undefined = unit; at !== undefined; at = at.parent === null ? undefined : index.get(at.parent)) {
    if (passed.has(at.id)) {
      if (at.id === unit.id) line.fault('上级单位', `「${unit.name}」成了自己的上级, 请改正上级单位`);
      return;
    }
    passed.add(at.id);
  }
}

/** Names under the same unit, codes and aliases that would stand twice once all rows are in. */
function refuseTwins(wanted: readonly Wanted[], index: UnitIndex): void {
  const rows = new Map(wanted.map((each) => [each.unit.id, each.line]));
  const taken = new Map<string, Unit>();
  const claim = (unit: Unit, key: string, heading: string, sentence: (other: Unit) => string) => {
    const other = taken.get(key);
    if (other === undefined || other.id === unit.id) {
      taken.set(key, unit);
      return;
    }
    // Said at the row that is in the file; at the later one where both are.
    (rows.get(unit.id) ?? rows.get(other.id))?.fault(heading, sentence(rows.has(unit.id) ? other : unit));
  };
  const where = (unit: Unit) => (rows.has(unit.id) ? ` (第 ${rows.get(unit.id)?.row} 行)` : '');
  for (const unit of index.all()) {
    claim(
      unit,
      `name ${unit.parent} ${unit.name}`,
      '名称',
      (other) => `同一上级下已有「${other.name}」${where(other)}`,
    );
    if (unit.code !== null)
      claim(unit, `code ${unit.code}`, '编码', (other) => `编码 ${unit.code} 已属于「${other.name}」${where(other)}`);
    for (const alias of unit.aliases)
      claim(unit, `alias ${alias}`, '别名', (other) => `别名「${alias}」已指「${other.name}」${where(other)}`);
  }
}

function changesOf(wanted: readonly Wanted[], index: UnitIndex, setting: Setting): Changes<Unit> {
  const changes = noChanges<Unit>();
  for (const { unit, before } of wanted) {
    if (before === undefined) {
      changes.created.push(unit);
      setting.lines.push(`新设单位「${index.path(unit)}」(${UNIT_KIND_WORDS[unit.kind]})`);
      continue;
    }
    const words = differences(before, unit, [
      ['name', '名称'],
      ['kind', '类别'],
      ['parent', '上级单位'],
      ['shortName', '简称'],
      ['code', '编码'],
      ['aliases', '别名'],
      ['sortOrder', '次序'],
    ]);
    if (words.length === 0) changes.unchanged += 1;
    else {
      changes.changed.push(unit);
      setting.lines.push(`修改单位「${index.path(unit)}」的${words.join('、')}`);
    }
  }
  return changes;
}

/** What of the thing is different, in words. */
export function differences<T extends object>(
  before: T,
  after: T,
  fields: readonly (readonly [keyof T, string])[],
): string[] {
  return fields
    .filter(([field]) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map(([, words]) => words);
}

/** Posts by unit and name, as they are and as the sheet adds to them. */
export class PostIndex {
  readonly #posts = new Map<string, Post>();

  constructor(posts: readonly Post[]) {
    for (const post of posts) this.put(post);
  }

  put(post: Post): void {
    this.#posts.set(`${post.unit} ${post.name}`, post);
  }

  find(unit: UnitId, name: string): Post | undefined {
    return this.#posts.get(`${unit} ${name}`);
  }
}

/** Rows of the sheet 岗位. */
export function planPosts(lines: readonly Line[], units: UnitIndex, posts: PostIndex, setting: Setting): Changes<Post> {
  const changes = noChanges<Post>();
  const seen = new Map<PostId, Line>();
  for (const line of lines) {
    const found = units.find(line.text('单位'));
    if ('sentence' in found) {
      line.fault('单位', found.sentence);
      continue;
    }
    const name = line.text('岗位');
    const before = posts.find(found.unit.id, name);
    const twin = before === undefined ? undefined : seen.get(before.id);
    if (twin !== undefined) {
      line.fault('岗位', `与第 ${twin.row} 行是同一个岗位, 请留下一行`);
      continue;
    }
    const post: Post = {
      id: before?.id ?? idOf<PostId>(setting.newId()),
      unit: found.unit.id,
      name,
      remit: line.text('职责') || (before?.remit ?? ''),
      sortOrder: line.number('次序') ?? before?.sortOrder ?? 9999,
      validFrom: before?.validFrom ?? setting.on,
      validTo: null,
    };
    posts.put(post);
    seen.set(post.id, line);
    const where = `${units.path(found.unit)} · ${name}`;
    if (before === undefined) {
      changes.created.push(post);
      setting.lines.push(`新设岗位「${where}」`);
    } else if (
      differences(before, post, [
        ['remit', '职责'],
        ['sortOrder', '次序'],
      ]).length > 0
    ) {
      changes.changed.push(post);
      setting.lines.push(`修改岗位「${where}」`);
    } else changes.unchanged += 1;
  }
  return changes;
}
