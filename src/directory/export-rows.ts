import type { PersonId, PostId } from '#core/kernel';
import {
  BODY_ROLE_WORDS,
  type Holding,
  type Person,
  ROLE_WORDS,
  type RoleGrant,
  UNIT_KIND_WORDS,
} from './directory.ts';
import type { Snapshot } from './import-plan.ts';
import { UnitIndex } from './unit-index.ts';

type Row = (string | number | null)[];

/** The rows of the four sheets, in the order of the layouts; read back they change nothing. */
export function exportRows(snapshot: Snapshot): readonly (readonly Row[])[] {
  const units = new UnitIndex(snapshot.units);
  const texts = new Map<string, string>(snapshot.units.map((unit) => [unit.id, units.referenceOf(unit)]));
  const textOf: TextOf = (id) => (id === null ? '' : (texts.get(id) ?? ''));
  return [
    [...snapshot.units]
      .sort((a, b) => (units.path(a) < units.path(b) ? -1 : 1))
      .map((unit) => [
        unit.name,
        textOf(unit.parent),
        UNIT_KIND_WORDS[unit.kind],
        unit.shortName ?? '',
        unit.aliases.join('、'),
        unit.code ?? '',
        String(unit.sortOrder),
      ]),
    snapshot.posts.map((post) => [textOf(post.unit), post.name, post.remit, String(post.sortOrder)]),
    peopleRows(snapshot, textOf),
    bodyRows(snapshot, textOf),
  ];
}

type TextOf = (id: string | null) => string;
/** What a row of a person says besides the person: a post, or roles of one scope. */
type Extra = {
  readonly unit: string;
  readonly post: string;
  readonly slot: string;
  readonly roles: string;
  readonly scope: string;
};
const NOTHING: Extra = { unit: '', post: '', slot: '', roles: '', scope: '' };

function peopleRows(snapshot: Snapshot, textOf: TextOf): Row[] {
  const posts = new Map(snapshot.posts.map((post) => [post.id, post]));
  const holdingsOf = groupBy(snapshot.holdings, ({ person }) => person);
  const grantsOf = groupBy(snapshot.grants, ({ person }) => person);
  const usernames = new Map(snapshot.accounts.map(({ person, username }) => [person, username]));
  return snapshot.people.flatMap((person) => {
    const own = textOf(person.unit);
    const held = (holdingsOf.get(person.id) ?? []).map((holding) => ({
      ...NOTHING,
      ...postOf(holding, posts, textOf),
    }));
    const roles = rolesByScope(grantsOf.get(person.id) ?? [], textOf).map((each) => ({ ...NOTHING, ...each }));
    // The first row says where the person belongs, so its post is one of the own unit.
    const first = held.find(({ unit }) => unit === own) ?? NOTHING;
    const others = held.filter((each) => each !== first);
    const [role, ...moreRoles] = roles;
    const rows: Extra[] = [
      { ...first, ...(role === undefined ? {} : { roles: role.roles, scope: role.scope }) },
      ...others,
      ...moreRoles,
    ];
    return rows.map((extra, index) => rowOf(person, extra, own, index === 0 ? (usernames.get(person.id) ?? '') : ''));
  });
}

function rowOf(person: Person, extra: Extra, own: string, username: string): Row {
  return [
    person.name,
    person.staffNumber ?? '',
    extra.unit === '' ? own : extra.unit,
    person.title,
    extra.post,
    extra.slot,
    username,
    extra.roles,
    extra.scope,
    String(person.sortOrder),
  ];
}

function postOf(
  holding: Holding,
  posts: ReadonlyMap<PostId, { readonly unit: string; readonly name: string }>,
  textOf: TextOf,
): Pick<Extra, 'unit' | 'post' | 'slot'> {
  const post = posts.get(holding.post);
  return { unit: textOf(post?.unit ?? null), post: post?.name ?? '', slot: holding.slot };
}

function rolesByScope(grants: readonly RoleGrant[], textOf: TextOf): Pick<Extra, 'roles' | 'scope'>[] {
  const byScope = groupBy(grants, ({ unit }) => textOf(unit));
  return [...byScope].map(([scope, held]) => ({ scope, roles: held.map(({ role }) => ROLE_WORDS[role]).join('、') }));
}

function bodyRows(snapshot: Snapshot, textOf: TextOf): Row[] {
  const people = new Map(snapshot.people.map((person) => [person.id, person]));
  const personOf = (id: PersonId | null) => (id === null ? undefined : people.get(id));
  return snapshot.bodies.flatMap((body) =>
    body.members.map((member) => {
      const person = personOf(member.person);
      return [
        body.name,
        BODY_ROLE_WORDS[member.role],
        person?.name ?? '',
        textOf(person === undefined ? member.unit : person.unit),
        member.title,
        body.shortName ?? '',
        textOf(body.officeUnit),
        body.basis,
      ];
    }),
  );
}

function groupBy<T, K>(things: readonly T[], keyOf: (thing: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [thing]);
    else group.push(thing);
  }
  return groups;
}
