import { idOf, isRefusal, type PersonId, type PostId, type UnitId } from '#core/kernel';
import {
  type GrantId,
  type Holding,
  type HoldingId,
  type Person,
  type Post,
  ROLE_WORDS,
  type Role,
  type RoleGrant,
  type Slot,
  UNIT_ROLES,
} from './directory.ts';
import { type Changes, differences, noChanges, type PostIndex, type Setting } from './import-units.ts';
import { ROLE_LIST } from './layout.ts';
import { conflictOfRoles, roleOf } from './roles.ts';
import type { Line } from './rows.ts';
import type { UnitIndex } from './unit-index.ts';

export type PeopleSetting = Setting & {
  readonly importer: PersonId;
  /** Whether grants of the file are in force at once; else they wait for a security administrator. */
  readonly mayGrant: boolean;
  readonly mayManageAccounts: boolean;
  /** The user name as it is kept; undefined where it cannot be one. */
  usernameOf(text: string): string | undefined;
};

export type PeopleSnapshot = {
  readonly people: readonly Person[];
  readonly holdings: readonly Holding[];
  readonly grants: readonly RoleGrant[];
  readonly accounts: readonly { readonly person: PersonId; readonly username: string }[];
};

export type PeoplePlan = {
  readonly people: Changes<Person>;
  readonly holdings: {
    readonly created: Holding[];
    readonly ended: HoldingId[];
    readonly turned: { id: HoldingId; person: PersonId }[];
    unchanged: number;
  };
  readonly grants: RoleGrant[];
  readonly grantsUnchanged: number;
  readonly accounts: {
    readonly person: PersonId;
    readonly name: string;
    readonly unitName: string;
    readonly username: string;
  }[];
  /** Rows with a user name that were passed over because the importer may not make accounts. */
  readonly accountsSkipped: number;
};

/** People by staff number, and by name and unit; whoever the file adds is found as well. */
export class PersonIndex {
  readonly #byNumber = new Map<string, Person>();
  readonly #byName = new Map<string, Person[]>();

  constructor(people: readonly Person[]) {
    for (const person of people) this.put(person);
  }

  put(person: Person): void {
    if (person.staffNumber !== null) this.#byNumber.set(person.staffNumber, person);
    const others = this.named(person.name).filter(({ id }) => id !== person.id);
    this.#byName.set(person.name, [...others, person]);
  }

  numbered(number: string): Person | undefined {
    return this.#byNumber.get(number);
  }

  named(name: string): Person[] {
    return this.#byName.get(name) ?? [];
  }
}

type Met = { person: Person; readonly before: Person | undefined; readonly line: Line };

/** Rows of the sheet 人员; several rows may speak of one person. */
export function planPeople(
  lines: readonly Line[],
  snapshot: PeopleSnapshot,
  found: { readonly units: UnitIndex; readonly posts: PostIndex; readonly people: PersonIndex },
  setting: PeopleSetting,
): PeoplePlan {
  const { units, posts, people } = found;
  const met = new Map<PersonId, Met>();
  const slots = new SlotPlan(snapshot.holdings, setting);
  const roles = new RolePlan(snapshot.grants, setting);
  const accounts = new AccountPlan(snapshot, setting);
  for (const line of lines) {
    const unit = unitIn(line, '单位', units);
    if (unit === 'fault') continue;
    const person = personIn(line, unit, people, met, setting);
    if (person === undefined) continue;
    const postName = line.text('岗位');
    if (postName !== '') {
      const post = unit === null ? undefined : posts.find(unit, postName);
      if (unit === null) line.fault('单位', '写了岗位的, 须写明单位');
      else if (post === undefined)
        line.fault('岗位', `「${line.text('单位')}」没有岗位「${postName}」, 请先写入「岗位」表`);
      else slots.take(line, post, person);
    } else if (line.text('AB岗') !== '') line.fault('岗位', '写了 AB岗的, 须写明岗位');
    roles.take(line, person, unit, units);
    accounts.take(line, person, unit === null ? '' : (units.get(unit)?.name ?? ''));
  }
  const changes = noChanges<Person>();
  for (const { person, before } of met.values()) {
    const where = person.unit === null ? '' : ` (${units.get(person.unit)?.name ?? ''})`;
    if (before === undefined) {
      changes.created.push(person);
      setting.lines.push(`登记人员「${person.name}」${where}`);
      continue;
    }
    const words = differences(before, person, [
      ['name', '姓名'],
      ['unit', '单位'],
      ['staffNumber', '工号'],
      ['title', '职务'],
      ['sortOrder', '次序'],
    ]);
    if (words.length === 0) changes.unchanged += 1;
    else {
      changes.changed.push(person);
      setting.lines.push(`修改人员「${person.name}」${where}的${words.join('、')}`);
    }
  }
  return {
    people: changes,
    holdings: slots.result,
    grants: roles.created,
    grantsUnchanged: roles.unchanged,
    accounts: accounts.wanted,
    accountsSkipped: accounts.skipped,
  };
}

function unitIn(line: Line, heading: string, units: UnitIndex): UnitId | null | 'fault' {
  const text = line.text(heading);
  if (text === '') return null;
  const found = units.find(text);
  if ('unit' in found) return found.unit.id;
  line.fault(heading, found.sentence);
  return 'fault';
}

/** The person of the row: by staff number; else by name in the same unit. Anew where there is none. */
function personIn(
  line: Line,
  unit: UnitId | null,
  people: PersonIndex,
  met: Map<PersonId, Met>,
  setting: Setting,
): Person | undefined {
  const name = line.text('姓名');
  const number = line.text('工号');
  const namesakes = people.named(name).filter((person) => unit === null || person.unit === unit);
  const numbered = number === '' ? undefined : people.numbered(number);
  const nameless = namesakes.filter(({ staffNumber }) => number === '' || staffNumber === null);
  if (numbered !== undefined && numbered.name !== name && met.has(numbered.id)) {
    line.fault('工号', `工号 ${number} 在第 ${met.get(numbered.id)?.line.row} 行属于「${numbered.name}」, 请核对`);
    return undefined;
  }
  if (numbered === undefined && nameless.length > 1) {
    line.fault('工号', `名录里有 ${nameless.length} 位「${name}」, 请填写工号以便区分`);
    return undefined;
  }
  const known = numbered ?? nameless[0];
  const earlier = known === undefined ? undefined : met.get(known.id);
  const person: Person = {
    id: known?.id ?? idOf<PersonId>(setting.newId()),
    // Of several rows of one person the first says where the person belongs; the others name further posts and scopes.
    unit: earlier === undefined ? (unit ?? known?.unit ?? null) : earlier.person.unit,
    name,
    staffNumber: number || (known?.staffNumber ?? null),
    title: line.text('职务') || (known?.title ?? ''),
    sortOrder: line.number('次序') ?? known?.sortOrder ?? 9999,
    validFrom: known?.validFrom ?? setting.on,
    validTo: null,
  };
  people.put(person);
  met.set(person.id, { person, before: earlier === undefined ? known : earlier.before, line: earlier?.line ?? line });
  return person;
}

/** Who takes which slot of which post. */
class SlotPlan {
  readonly result: PeoplePlan['holdings'] = { created: [], ended: [], turned: [], unchanged: 0 };
  readonly #held = new Map<string, Holding>();
  readonly #taken = new Map<string, { person: PersonId; line: Line }>();
  readonly #setting: Setting;

  constructor(holdings: readonly Holding[], setting: Setting) {
    this.#setting = setting;
    for (const holding of holdings) this.#held.set(`${holding.post} ${holding.slot}`, holding);
  }

  take(line: Line, post: Post, person: Person): undefined {
    const slot = slotOf(line.text('AB岗'));
    if (slot === undefined) return line.fault('AB岗', `「${line.text('AB岗')}」应为 A 或 B`);
    const key = `${post.id} ${slot}`;
    const other = this.#taken.get(key);
    if (other !== undefined && other.person !== person.id)
      return line.fault('AB岗', `岗位「${post.name}」的 ${slot} 岗在第 ${other.line.row} 行已有人, 一岗只能一人`);
    const opposite = this.#taken.get(`${post.id} ${slot === 'A' ? 'B' : 'A'}`);
    if (opposite?.person === person.id)
      return line.fault('AB岗', `「${person.name}」在第 ${opposite.line.row} 行已是同一岗位的另一岗, AB 岗须是两人`);
    this.#taken.set(key, { person: person.id, line });
    this.#write(post.id, slot, person, post.name);
  }

  #write(post: PostId, slot: Slot, person: Person, postName: string): void {
    const { on, newId, lines } = this.#setting;
    const held = this.#held.get(`${post} ${slot}`);
    if (held?.person === person.id) {
      this.result.unchanged += 1;
      return;
    }
    lines.push(`「${person.name}」任「${postName}」${slot} 岗`);
    if (held !== undefined && held.validFrom === on) {
      this.result.turned.push({ id: held.id, person: person.id });
      return;
    }
    if (held !== undefined) this.result.ended.push(held.id);
    this.result.created.push({
      id: idOf<HoldingId>(newId()),
      post,
      person: person.id,
      slot,
      validFrom: on,
      validTo: null,
    });
  }
}

function slotOf(text: string): Slot | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s岗角]/g, '')
    .toUpperCase();
  if (plain === '' || plain === 'A') return 'A';
  return plain === 'B' ? 'B' : undefined;
}

/** Which roles are added. */
class RolePlan {
  readonly created: RoleGrant[] = [];
  unchanged = 0;
  readonly #held = new Map<PersonId, { role: Role; unit: UnitId | null }[]>();
  readonly #setting: PeopleSetting;

  constructor(grants: readonly RoleGrant[], setting: PeopleSetting) {
    this.#setting = setting;
    for (const { person, role, unit } of grants) this.#of(person).push({ role, unit });
  }

  #of(person: PersonId): { role: Role; unit: UnitId | null }[] {
    const held = this.#held.get(person) ?? [];
    this.#held.set(person, held);
    return held;
  }

  take(line: Line, person: Person, unit: UnitId | null, units: UnitIndex): void {
    const scope = unitIn(line, '角色范围', units);
    if (scope === 'fault') return;
    for (const words of line.text('角色').split(/[、，,;；\s]+/)) {
      if (words === '') continue;
      const role = roleOf(words);
      if (role === undefined) {
        line.fault('角色', `没有「${words}」这一角色, 可填: ${ROLE_LIST}`);
        continue;
      }
      this.#grant(line, person, role, scope ?? (UNIT_ROLES.includes(role) ? (unit ?? person.unit) : null));
    }
  }

  #grant(line: Line, person: Person, role: Role, unit: UnitId | null): undefined {
    const { importer, mayGrant, on, newId, lines } = this.#setting;
    if (UNIT_ROLES.includes(role) && unit === null)
      return line.fault('角色范围', `${ROLE_WORDS[role]}须写明角色范围或所在单位`);
    const held = this.#of(person.id);
    if (held.some((each) => each.role === role && each.unit === unit)) {
      this.unchanged += 1;
      return;
    }
    const conflict = conflictOfRoles(
      held.map((each) => each.role),
      role,
    );
    if (isRefusal(conflict)) return line.fault('角色', conflict.sentence);
    if (mayGrant && person.id === importer) return line.fault('角色', '不能给自己授权, 请另一位安全管理员授权');
    held.push({ role, unit });
    lines.push(`${mayGrant ? '授予' : '提出授予'}「${person.name}」${ROLE_WORDS[role]}`);
    this.created.push({
      id: idOf<GrantId>(newId()),
      person: person.id,
      role,
      unit,
      validFrom: on,
      validTo: null,
      proposedBy: importer,
      grantedBy: null,
      grantedAt: null,
    });
  }
}

/** Who gets an account. */
class AccountPlan {
  readonly wanted: { person: PersonId; name: string; unitName: string; username: string }[] = [];
  skipped = 0;
  readonly #ofPerson = new Map<PersonId, string>();
  readonly #ofName = new Map<string, PersonId>();
  readonly #setting: PeopleSetting;

  constructor(snapshot: PeopleSnapshot, setting: PeopleSetting) {
    this.#setting = setting;
    for (const { person, username } of snapshot.accounts) this.#keep(person, username);
  }

  #keep(person: PersonId, username: string): void {
    this.#ofPerson.set(person, username);
    this.#ofName.set(username, person);
  }

  take(line: Line, person: Person, unitName: string): undefined {
    const text = line.text('用户名');
    if (text === '') return;
    const username = this.#setting.usernameOf(text);
    if (username === undefined)
      return line.fault('用户名', `「${text}」不能作用户名: 须为 2 至 32 个字母、汉字、数字、点、横线或下划线`);
    const own = this.#ofPerson.get(person.id);
    if (own === username) return;
    if (own !== undefined) return line.fault('用户名', `「${person.name}」的用户名是 ${own}, 不能在表格里改`);
    const other = this.#ofName.get(username);
    if (other !== undefined) return line.fault('用户名', `用户名 ${username} 已属于另一人, 请换一个`);
    if (!this.#setting.mayManageAccounts) {
      this.skipped += 1;
      return;
    }
    this.#keep(person.id, username);
    this.#setting.lines.push(`为「${person.name}」建立账号 ${username}`);
    this.wanted.push({ person: person.id, name: person.name, unitName, username });
  }
}
