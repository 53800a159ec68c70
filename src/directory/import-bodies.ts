import { idOf, type PersonId, type UnitId } from '#core/kernel';
import { BODY_ROLE_WORDS, BODY_ROLES, type Body, type BodyId, type BodyMember, type BodyRole } from './directory.ts';
import type { PersonIndex } from './import-people.ts';
import { type Changes, differences, noChanges, type Setting } from './import-units.ts';
import { changeOfMembers, type MemberInput } from './members.ts';
import type { Line } from './rows.ts';
import type { UnitIndex } from './unit-index.ts';

export type BodyPlan = {
  readonly bodies: Changes<Body>;
  readonly membersEnded: string[];
  readonly membersAdded: (BodyMember & { readonly body: BodyId })[];
};

/** Rows of the sheet 领导小组. The rows of one body say who all its members are. */
export function planBodies(
  lines: readonly Line[],
  existing: readonly Body[],
  found: { readonly units: UnitIndex; readonly people: PersonIndex },
  setting: Setting,
): BodyPlan {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const name = line.text('领导小组');
    groups.set(name, [...(groups.get(name) ?? []), line]);
  }
  const plan: BodyPlan = { bodies: noChanges(), membersEnded: [], membersAdded: [] };
  for (const [name, rows] of groups) planBody(name, rows, existing, found, setting, plan);
  return plan;
}

function planBody(
  name: string,
  rows: readonly Line[],
  existing: readonly Body[],
  found: { readonly units: UnitIndex; readonly people: PersonIndex },
  setting: Setting,
  plan: BodyPlan,
): void {
  const before = existing.find((body) => body.name === name);
  const members = rows.flatMap((line) => memberIn(line, found) ?? []);
  refuseTwice(members);
  const officeLine = rows.find((line) => line.text('办公室设在') !== '');
  const office = officeLine === undefined ? undefined : found.units.find(officeLine.text('办公室设在'));
  if (office !== undefined && 'sentence' in office) officeLine?.fault('办公室设在', office.sentence);
  const first = (heading: string) => rows.map((line) => line.text(heading)).find((text) => text !== '');
  const body: Body = {
    id: before?.id ?? idOf<BodyId>(setting.newId()),
    name,
    shortName: first('简称') ?? before?.shortName ?? null,
    officeUnit: office !== undefined && 'unit' in office ? office.unit.id : (before?.officeUnit ?? null),
    basis: first('依据') ?? before?.basis ?? '',
    sortOrder: before?.sortOrder ?? 9999,
    validFrom: before?.validFrom ?? setting.on,
    validTo: null,
    members: before?.members ?? [],
  };
  const { ended, added } = changeOfMembers(
    body.members,
    members.map(({ member }) => member),
  );
  plan.membersEnded.push(...ended);
  plan.membersAdded.push(...added.map((member) => ({ ...member, id: setting.newId(), body: body.id })));
  if (before === undefined) {
    plan.bodies.created.push(body);
    setting.lines.push(`设立「${name}」, 成员 ${members.length} 名`);
    return;
  }
  const words = differences(before, body, [
    ['shortName', '简称'],
    ['officeUnit', '办公室'],
    ['basis', '依据'],
  ]);
  if (ended.length + added.length > 0) words.push('成员');
  if (words.length === 0) plan.bodies.unchanged += 1;
  else {
    plan.bodies.changed.push(body);
    setting.lines.push(`修改「${name}」的${words.join('、')}`);
  }
}

type Member = { readonly line: Line; readonly member: MemberInput };

function memberIn(
  line: Line,
  { units, people }: { readonly units: UnitIndex; readonly people: PersonIndex },
): Member | undefined {
  const role = bodyRoleOf(line.text('身份'));
  if (role === undefined) line.fault('身份', `「${line.text('身份')}」应为组长、副组长或成员`);
  const unitText = line.text('所在单位');
  const unit = unitText === '' ? undefined : units.find(unitText);
  if (unit !== undefined && 'sentence' in unit) line.fault('所在单位', unit.sentence);
  const unitId = unit !== undefined && 'unit' in unit ? unit.unit.id : null;
  const name = line.text('姓名');
  const person = name === '' ? null : personNamed(line, name, unitId, people);
  if (name === '' && unitText === '') line.fault('姓名', '姓名和所在单位至少填一项');
  if (role === undefined || person === undefined || (person === null && unitId === null)) return undefined;
  return { line, member: { role, person, unit: person === null ? unitId : null, title: line.text('职务') } };
}

function bodyRoleOf(text: string): BodyRole | undefined {
  return BODY_ROLES.find((role) => BODY_ROLE_WORDS[role] === text || role === text);
}

function personNamed(line: Line, name: string, unit: UnitId | null, people: PersonIndex): PersonId | undefined {
  const namesakes = people.named(name);
  const there = namesakes.length > 1 && unit !== null ? namesakes.filter((each) => each.unit === unit) : namesakes;
  const [only] = there;
  if (only !== undefined && there.length === 1) return only.id;
  const sentence =
    there.length === 0
      ? `名录和「人员」表里都没有「${name}」, 请先写入「人员」表`
      : `有 ${there.length} 位「${name}」, 请写明所在单位以便区分`;
  line.fault('姓名', sentence);
  return undefined;
}

function refuseTwice(members: readonly Member[]): void {
  const rows = new Map<string, number>();
  for (const { line, member } of members) {
    const key = member.person ?? member.unit ?? '';
    const earlier = rows.get(key);
    if (earlier === undefined) rows.set(key, line.row);
    else line.fault('姓名', `与第 ${earlier} 行是同一成员, 请留下一行`);
  }
}
