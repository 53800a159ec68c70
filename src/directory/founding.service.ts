import { type Instant, idOf, localDay, type PersonId, Refused, type Region, type UnitId } from '#core/kernel';
import { type Tx, uuid } from '#platform/db';
import type { GrantId, Person, Role, RoleGrant, Unit } from './directory.ts';
import { insertEdition } from './edition.store.ts';
import { insertGrants } from './grant.store.ts';
import { insertPeople } from './people.store.ts';
import { directoryRefusals } from './refusals.ts';
import { findJurisdiction, insertJurisdiction, insertUnits } from './unit.store.ts';

export type Founding = {
  readonly now: Instant;
  readonly region: Region;
  /** 云溪市 */
  readonly name: string;
  readonly divisionCode?: string;
  /** Accounts are made by the caller, who knows the passwords. */
  readonly people: readonly { readonly role: Role; readonly name: string; readonly username?: string }[];
};

/**
 * First run: the jurisdiction, the root of its tree with the office, and the first people with their roles, granted by
 * nobody but the setup itself. Returns the people's ids in the order given. Throws DIR-18.
 */
export async function foundJurisdiction(tx: Tx, founding: Founding): Promise<readonly PersonId[]> {
  const { now, region, name, divisionCode = null } = founding;
  if ((await findJurisdiction(tx, region)) !== undefined) throw new Refused(directoryRefusals.alreadyFounded());
  const on = localDay(now);
  const level = /[省市县区州盟旗]$/.exec(name)?.[0] ?? name;
  await insertJurisdiction(tx, { region, name, shortName: level, divisionCode }, now);
  const blank = { code: null, validFrom: on, validTo: null };
  const root = idOf<UnitId>(uuid());
  const office = idOf<UnitId>(uuid());
  const units: Unit[] = [
    { ...blank, id: root, parent: null, kind: 'government', name, shortName: null, aliases: [], sortOrder: 0 },
    {
      ...blank,
      id: office,
      parent: root,
      kind: 'body-office',
      name: `${name}机关效能建设领导小组办公室`,
      shortName: `${level}效能办`,
      aliases: ['效能办', `${name}效能办`],
      sortOrder: 0,
    },
  ];
  await insertUnits(tx, region, units);
  const people = founding.people.map(
    ({ name: called }, index): Person => ({
      id: idOf<PersonId>(uuid()),
      unit: office,
      name: called,
      staffNumber: null,
      title: '',
      sortOrder: index,
      validFrom: on,
      validTo: null,
    }),
  );
  await insertPeople(tx, region, people);
  const grants = people.flatMap((person, index): RoleGrant[] => {
    const role = founding.people[index]?.role;
    if (role === undefined) return [];
    const by = { proposedBy: 'setup', grantedBy: 'setup', grantedAt: now };
    return [{ id: idOf<GrantId>(uuid()), person: person.id, role, unit: null, validFrom: on, validTo: null, ...by }];
  });
  await insertGrants(tx, region, grants);
  await insertEdition(tx, region, {
    at: now,
    actor: 'setup',
    act: 'jurisdiction.founded',
    objectType: 'jurisdiction',
    objectId: null,
    summary: `建立辖区「${name}」`,
    change: { units, people, grants },
  });
  return people.map(({ id }) => id);
}
