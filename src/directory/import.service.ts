import { createHash } from 'node:crypto';
import { isRefusal, localDay, orRefuse, Refused } from '#core/kernel';
import { listAccounts, usernameOf } from '#platform/auth';
import { type Tx, uuid } from '#platform/db';
import type { Ctx } from '#platform/http';
import { type NewSheet, type ReadSheet, readSheets, writeWorkbook } from '#platform/spreadsheet';
import { actorWho } from './actor.service.ts';
import { insertBodies, insertMembers, listBodies, markBodies, markMembersEnded } from './body.store.ts';
import type { ImportAnswer, PreviewAnswer } from './contract.ts';
import type { Actor, Unit } from './directory.ts';
import { insertEdition } from './edition.store.ts';
import { exportRows } from './export-rows.ts';
import { insertGrants, listGrants, lockPeople } from './grant.store.ts';
import { type ImportPlan, planImport, type Snapshot } from './import-plan.ts';
import { LAYOUTS } from './layout.ts';
import {
  insertHoldings,
  insertPeople,
  insertPosts,
  listHoldings,
  listPeople,
  listPosts,
  markHolders,
  markHoldingsEnded,
  markPeople,
  markPosts,
} from './people.store.ts';
import { type Action, may } from './policy.ts';
import { directoryRefusals } from './refusals.ts';
import { insertAliases, insertUnits, listUnits, lockJurisdiction, markUnits } from './unit.store.ts';

/** As many as a person can look through; the rest is counted. */
const MOST_LINES = 200;
const MOST_FAULTS = 500;

/** Looks at a workbook: what importing it would do, and what is wrong with it. Writes nothing. Throws SHEET-01 to 05. */
export async function previewImport(ctx: Ctx, bytes: Uint8Array): Promise<PreviewAnswer> {
  const actor = await actorWho(ctx, ctx.db, 'directory.edit');
  const plan = await planOf(ctx, ctx.db, actor, orRefuse(await readSheets(bytes)));
  return {
    fingerprint: fingerprintOf(bytes, plan),
    counts: [...plan.counts],
    changes: plan.lines.slice(0, MOST_LINES),
    changesTotal: plan.lines.length,
    faults: plan.faults.slice(0, MOST_FAULTS).map((fault) => ({ ...fault })),
    faultsTotal: plan.faults.length,
    notes: [...plan.notes],
  };
}

/**
 * Imports a workbook wholly or not at all, as it was seen in the preview. Accounts are not part of it: the answer says
 * whose are still to be opened (openAccounts), and importing the file once more says it again.
 * Throws DIR-16, 17, SHEET-01 to 05.
 */
export async function importDirectory(ctx: Ctx, bytes: Uint8Array, fingerprint: string): Promise<ImportAnswer> {
  // Read before anything is held.
  const sheets = orRefuse(await readSheets(bytes));
  return ctx.db.transaction(async (tx) => {
    const actor = await actorWho(ctx, tx, 'directory.edit');
    await lockJurisdiction(tx, ctx.region);
    const plan = await planOf(ctx, tx, actor, sheets);
    if (plan.faults.length > 0) throw new Refused(directoryRefusals.rowsAtFault(plan.faults.length));
    if (fingerprintOf(bytes, plan) !== fingerprint) throw new Refused(directoryRefusals.previewStale());
    await write(ctx, tx, actor, plan);
    return { counts: [...plan.counts], accounts: [...plan.people.accounts], notes: [...plan.notes] };
  });
}

/** The whole directory of today as a workbook that can be imported again. */
export async function exportDirectory(ctx: Ctx): Promise<Uint8Array> {
  const actor = await actorWho(ctx, ctx.db, 'directory.read');
  const snapshot = await snapshotOf(ctx, ctx.db, {
    roles: allows(actor, 'role.read'),
    accounts: allows(actor, 'account.manage'),
  });
  const rows = exportRows(snapshot);
  return writeWorkbook(LAYOUTS.map((layout, index): NewSheet => ({ ...layout, rows: rows[index] ?? [] })));
}

export async function directoryTemplate(ctx: Ctx): Promise<Uint8Array> {
  await actorWho(ctx, ctx.db, 'directory.read');
  return writeWorkbook(LAYOUTS.map((layout): NewSheet => ({ ...layout, rows: [layout.example] })));
}

async function planOf(ctx: Ctx, tx: Tx, actor: Actor, sheets: readonly ReadSheet[]): Promise<ImportPlan> {
  const snapshot = await snapshotOf(ctx, tx, { roles: true, accounts: true });
  return planImport(sheets, snapshot, {
    on: localDay(ctx.now),
    newId: uuid,
    importer: actor.person,
    mayGrant: allows(actor, 'role.grant'),
    mayManageAccounts: allows(actor, 'account.manage'),
    usernameOf,
  });
}

async function snapshotOf(
  ctx: Ctx,
  tx: Tx,
  including: { readonly roles: boolean; readonly accounts: boolean },
): Promise<Snapshot> {
  const { region } = ctx;
  const on = localDay(ctx.now);
  const accounts = including.accounts ? await listAccounts(tx, region) : [];
  return {
    units: await listUnits(tx, region, on),
    posts: await listPosts(tx, region, on),
    people: await listPeople(tx, region, on),
    holdings: await listHoldings(tx, region, on),
    grants: including.roles ? await listGrants(tx, region, on, {}) : [],
    bodies: await listBodies(tx, region, on),
    accounts: accounts.map(({ person, username }) => ({ person, username })),
  };
}

/** Everything in some twenty statements, however many rows there are. */
async function write(ctx: Ctx, tx: Tx, actor: Actor, plan: ImportPlan): Promise<void> {
  const { region } = ctx;
  const on = localDay(ctx.now);
  await writeUnits(tx, ctx, plan);
  await markPosts(tx, region, plan.posts.changed);
  await insertPosts(tx, region, plan.posts.created);
  await markPeople(tx, region, plan.people.people.changed);
  await insertPeople(tx, region, plan.people.people.created);
  const { holdings } = plan.people;
  await markHoldingsEnded(tx, region, holdings.ended, on);
  await markHolders(tx, region, holdings.turned);
  await insertHoldings(tx, region, holdings.created);
  await writeGrants(ctx, tx, actor, plan);
  await markBodies(tx, region, plan.bodies.bodies.changed);
  await insertBodies(tx, region, plan.bodies.bodies.created);
  await markMembersEnded(tx, region, plan.bodies.membersEnded, on);
  await insertMembers(
    tx,
    region,
    plan.bodies.membersAdded.map((member) => ({ ...member, validFrom: on })),
  );
  const total = plan.counts.reduce((sum, { created, changed }) => sum + created + changed, 0);
  await insertEdition(tx, region, {
    at: ctx.now,
    actor: actor.person,
    act: 'directory.imported',
    objectType: 'directory',
    objectId: null,
    summary: `导入名录, 共 ${total} 处改动`,
    change: { counts: plan.counts, lines: plan.lines },
  });
}

/** Changed ones first, for they may free a name, a code or an alias; but those that move below a new unit after it. */
async function writeUnits(tx: Tx, { region }: Ctx, { units }: ImportPlan): Promise<void> {
  const fresh = new Set(units.created.map(({ id }) => id));
  const below = units.changed.filter(({ parent }) => parent !== null && fresh.has(parent));
  const bare = (changed: readonly Unit[]) => changed.map((unit) => ({ ...unit, aliases: [] }));
  await markUnits(tx, region, bare(units.changed.filter((unit) => !below.includes(unit))));
  await insertUnits(tx, region, units.created);
  await markUnits(tx, region, bare(below));
  const aliases = units.changed.flatMap((unit) => unit.aliases.map((alias) => ({ alias, unit: unit.id })));
  await insertAliases(tx, region, aliases);
}

async function writeGrants(ctx: Ctx, tx: Tx, actor: Actor, plan: ImportPlan): Promise<void> {
  const people = [...new Set(plan.people.grants.map(({ person }) => person))];
  await lockPeople(tx, ctx.region, people);
  const granted = allows(actor, 'role.grant');
  await insertGrants(
    tx,
    ctx.region,
    plan.people.grants.map((grant) => ({
      ...grant,
      grantedBy: granted ? actor.person : null,
      grantedAt: granted ? ctx.now : null,
    })),
  );
}

/** Names this file against this state of the directory: the ids that are made anew each time are not in it. */
function fingerprintOf(bytes: Uint8Array, plan: ImportPlan): string {
  return createHash('sha256')
    .update(bytes)
    .update(JSON.stringify([plan.counts, plan.lines]))
    .digest('base64url');
}

function allows(actor: Actor, action: Action): boolean {
  return !isRefusal(may(actor, action, { region: actor.region }));
}
