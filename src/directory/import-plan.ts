import type { Body, Post, Unit } from './directory.ts';
import { type BodyPlan, planBodies } from './import-bodies.ts';
import { type PeoplePlan, type PeopleSetting, type PeopleSnapshot, PersonIndex, planPeople } from './import-people.ts';
import { type Changes, PostIndex, planPosts, planUnits } from './import-units.ts';
import { BODY_SHEET, LAYOUTS, PEOPLE_SHEET, POST_SHEET, UNIT_SHEET } from './layout.ts';
import { type Fault, linesOf, type TextSheet } from './rows.ts';
import { UnitIndex } from './unit-index.ts';

/** The directory as it is before an import. */
export type Snapshot = PeopleSnapshot & {
  readonly units: readonly Unit[];
  readonly posts: readonly Post[];
  readonly bodies: readonly Body[];
};

export type Count = {
  readonly kind: string;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
};

/** What an import will do. It is done wholly, or where there is one fault, not at all. */
export type ImportPlan = {
  readonly units: Changes<Unit>;
  readonly posts: Changes<Post>;
  readonly people: PeoplePlan;
  readonly bodies: BodyPlan;
  readonly counts: readonly Count[];
  readonly lines: readonly string[];
  readonly faults: readonly Fault[];
  readonly notes: readonly string[];
};

/** Compares a workbook with the directory. Asks nothing and writes nothing. */
export function planImport(
  sheets: readonly TextSheet[],
  snapshot: Snapshot,
  setting: Omit<PeopleSetting, 'lines'>,
): ImportPlan {
  const lines: string[] = [];
  const faults: Fault[] = [];
  const notes = strangeSheets(sheets, faults);
  const with_ = { ...setting, lines };
  const units = new UnitIndex(snapshot.units);
  const posts = new PostIndex(snapshot.posts);
  const people = new PersonIndex(snapshot.people);
  const rows = LAYOUTS.map((layout) => [layout.name, linesOf(layout, sheets, faults, notes)] as const);
  const rowsOf = (name: string) => rows.find(([sheet]) => sheet === name)?.[1] ?? [];

  const unitChanges = planUnits(rowsOf(UNIT_SHEET.name), units, with_);
  const postChanges = planPosts(rowsOf(POST_SHEET.name), units, posts, with_);
  const peoplePlan = planPeople(rowsOf(PEOPLE_SHEET.name), snapshot, { units, posts, people }, with_);
  const bodyPlan = planBodies(rowsOf(BODY_SHEET.name), snapshot.bodies, { units, people }, with_);

  if (faults.length === 0 && rows.every(([, read]) => read.length === 0)) {
    const sentence = `没有可导入的行: 请在「${LAYOUTS.map(({ name }) => name).join('」「')}」各表的表头之下填写`;
    faults.push({ sheet: '', row: 1, column: null, cell: null, sentence });
  }
  if (peoplePlan.accountsSkipped > 0)
    notes.push(`有 ${peoplePlan.accountsSkipped} 行填了新的用户名; 账号由系统管理员建立, 请其再导入一次这份表格`);
  if (peoplePlan.grants.length > 0 && !setting.mayGrant)
    notes.push(`有 ${peoplePlan.grants.length} 项角色须由安全管理员批准后生效`);
  return {
    units: unitChanges,
    posts: postChanges,
    people: peoplePlan,
    bodies: bodyPlan,
    counts: countsOf(unitChanges, postChanges, peoplePlan, bodyPlan),
    lines,
    faults: inOrder(faults),
    notes,
  };
}

function strangeSheets(sheets: readonly TextSheet[], faults: Fault[]): string[] {
  const known = LAYOUTS.map(({ name }) => name);
  if (!sheets.some(({ name }) => known.includes(name))) {
    const sentence = `没有名为「${known.join('」「')}」的工作表, 请用模板填写`;
    faults.push({ sheet: '', row: 1, column: null, cell: null, sentence });
  }
  return sheets.filter(({ name }) => !known.includes(name)).map(({ name }) => `工作表「${name}」不在模板里, 没有读取`);
}

function countsOf(units: Changes<Unit>, posts: Changes<Post>, people: PeoplePlan, bodies: BodyPlan): Count[] {
  const count = (kind: string, changes: Changes<unknown>): Count => ({
    kind,
    created: changes.created.length,
    changed: changes.changed.length,
    unchanged: changes.unchanged,
  });
  const { holdings, grants, grantsUnchanged, accounts } = people;
  return [
    count('单位', units),
    count('岗位', posts),
    count('人员', people.people),
    {
      kind: '任岗',
      created: holdings.created.length - holdings.ended.length,
      changed: holdings.ended.length + holdings.turned.length,
      unchanged: holdings.unchanged,
    },
    count('领导小组', bodies.bodies),
    { kind: '角色', created: grants.length, changed: 0, unchanged: grantsUnchanged },
    { kind: '账号', created: accounts.length, changed: 0, unchanged: 0 },
  ];
}

function inOrder(faults: readonly Fault[]): Fault[] {
  const place = (fault: Fault) => LAYOUTS.findIndex(({ name }) => name === fault.sheet);
  return [...faults].sort((a, b) => place(a) - place(b) || a.row - b.row);
}
