import { createHash } from 'node:crypto';
import {
  checkNotice,
  checkOfficeHours,
  differingDays,
  type LocalDays,
  type OfficePeriod,
  SEED_CALENDAR,
  SEED_NOTICES,
  type WorkingCalendar,
  workingCalendar,
  type YearNotice,
} from '#core/calendar';
import { type Instant, orRefuse, type PersonId, type PlainDate, Refused, type Region } from '#core/kernel';
import { isTaken, type Tx } from '#platform/db';
import { type Ctx, once } from '#platform/http';
import { findLatest, findNumberOf, insertEditions, listEditions } from './calendar.store.ts';
import { calendarDataOf, daysOf, type Edition, type EditionChange, partsOfVersion } from './edition.ts';
import { calendarRefusals } from './refusals.ts';

/** Calendars already built, by version and region. A version's content never changes: its name carries a digest of it. */
const kept = new Map<string, WorkingCalendar>();
const MOST_KEPT = 24;

/** The calendar in force: national, with the local layers of a region where one is named. */
export async function currentCalendar(tx: Tx, region?: Region): Promise<WorkingCalendar> {
  const latest = await findLatest(tx);
  return latest === undefined ? builtIn() : calendarAt(tx, latest, region);
}

/** The calendar as it stood at a version, by its name alone: what a limit was decided with. */
export async function calendarOfVersion(tx: Tx, name: string): Promise<WorkingCalendar> {
  if (name === SEED_CALENDAR.version) return builtIn();
  const { version, region } = partsOfVersion(name);
  const ready = kept.get(keyOf(version, region));
  if (ready !== undefined) return ready;
  const number = await findNumberOf(tx, version);
  if (number === undefined) throw new Refused(calendarRefusals.unknownVersion(name));
  return calendarAt(tx, { number, version }, region);
}

/** The history of the calendar, oldest first. */
export async function calendarHistory(tx: Tx): Promise<readonly Edition[]> {
  const latest = await findLatest(tx);
  return latest === undefined ? [] : listEditions(tx, latest.number);
}

/** Writes the published years that come with the program and are not there yet. Harmless when repeated, or run twice at once. */
export async function seedCalendar(ctx: Pick<Ctx, 'db' | 'now'>): Promise<void> {
  try {
    await ctx.db.transaction(async (tx) => {
      const known = new Set(
        (await calendarHistory(tx)).flatMap(({ change }) => (change.kind === 'notice' ? [change.year] : [])),
      );
      const missing = SEED_NOTICES.filter(({ year }) => !known.has(year));
      await append(tx, missing.map(noticeChange), { now: ctx.now });
    });
  } catch (fault) {
    if (!isTaken(fault)) throw fault; // another program seeded at the same moment
  }
}

/** What an act on the calendar did. */
export type CalendarChanged = {
  readonly version: string;
  readonly coveredUntil: PlainDate;
  /** Workdays that became rest days or the other way round, and days that are no longer provisional. */
  readonly changedDays: readonly PlainDate[];
};

type Based = { /** The version the person looked at. */ readonly basedOn?: string; readonly document?: string };

/** Takes in the State's notice for a year, or a corrected one. Years follow one another without a gap. */
export async function addNotice(ctx: Ctx, input: YearNotice & Based): Promise<CalendarChanged> {
  const refusal = checkNotice(input);
  if (refusal !== undefined) throw new Refused(refusal);
  return amend(ctx, noticeChange(input), input);
}

/** Takes in the days of a regional festival, or a regional arrangement, for a year. */
export async function addLocalDays(
  ctx: Ctx,
  input: {
    readonly year: number;
    readonly region?: Region;
    readonly title: string;
    readonly days: readonly LocalDays[];
  } & Based,
): Promise<CalendarChanged> {
  const asNotice = { year: input.year, titles: [input.title], holidays: input.days, makeUp: [] };
  const refusal = checkNotice(asNotice);
  if (refusal !== undefined) throw new Refused(refusal);
  const { year, region, title, days } = input;
  return amend(ctx, { kind: 'local', year, region, title, days }, input);
}

/** Sets the usual office hours, everywhere or in a region. */
export async function setOfficeHours(
  ctx: Ctx,
  input: { readonly region?: Region; readonly title: string; readonly periods: readonly OfficePeriod[] } & Based,
): Promise<CalendarChanged> {
  const refusal = checkOfficeHours(input.periods);
  if (refusal !== undefined) throw new Refused(refusal);
  const { region, title, periods } = input;
  return amend(ctx, { kind: 'office-hours', region, title, periods }, input);
}

function amend(ctx: Ctx, change: EditionChange, based: Based): Promise<CalendarChanged> {
  const region = change.kind === 'notice' ? undefined : change.region;
  return once(ctx, async (tx) => {
    const before = await currentCalendar(tx, region);
    if (based.basedOn !== undefined && !isSameVersion(based.basedOn, before.version)) {
      throw new Refused(calendarRefusals.overtaken());
    }
    if (change.kind === 'notice') orRefuse(followsOn(before, change.year));
    const latest = await append(tx, [change], { now: ctx.now, ...pick(ctx, based) }).catch((fault: unknown) => {
      throw isTaken(fault) ? new Refused(calendarRefusals.overtaken()) : fault;
    });
    const after = await calendarAt(tx, latest, region);
    const changedDays = differingDays(before, after);
    if (changedDays.length === 0 && change.kind !== 'office-hours') throw new Refused(calendarRefusals.unchanged());
    return { version: after.version, coveredUntil: after.coveredUntil, changedDays };
  });
}

function pick(ctx: Ctx, { document }: Based): { person?: PersonId; document?: string } {
  return { ...(ctx.person !== undefined && { person: ctx.person }), ...(document !== undefined && { document }) };
}

function followsOn(calendar: WorkingCalendar, year: number) {
  const next = Number(calendar.coveredUntil.slice(0, 4)) + 1;
  return year > next ? calendarRefusals.gap(next) : calendar;
}

/** Whether two names speak of the same state of the series, whichever region's layers they add. */
function isSameVersion(a: string, b: string): boolean {
  return partsOfVersion(a).version === partsOfVersion(b).version;
}

/** Appends changes; returns where the series stands now. */
async function append(
  tx: Tx,
  changes: readonly EditionChange[],
  by: { readonly now: Instant; readonly person?: PersonId; readonly document?: string },
): Promise<{ number: number; version: string }> {
  const latest = await findLatest(tx);
  let number = latest?.number ?? 0;
  let version = latest?.version ?? '';
  const editions = changes.map((change): Edition => {
    number += 1;
    version = versionOf(number, version, change);
    return {
      number,
      version,
      change,
      recordedAt: by.now,
      ...(by.person !== undefined && { recordedBy: by.person }),
      ...(by.document !== undefined && { document: by.document }),
    };
  });
  if (editions.length > 0) await insertEditions(tx, editions);
  return { number, version };
}

/** `24-9f3a5c01`: its place in the series and a digest over all that came before. */
function versionOf(number: number, previous: string, change: EditionChange): string {
  const digest = createHash('sha256')
    .update(`${previous}\n${JSON.stringify(change)}`, 'utf8')
    .digest('hex');
  return `${number}-${digest.slice(0, 8)}`;
}

function noticeChange(notice: YearNotice): EditionChange {
  return { kind: 'notice', year: notice.year, title: notice.titles.join(', '), days: daysOf(notice) };
}

async function calendarAt(
  tx: Tx,
  at: { readonly number: number; readonly version: string },
  region: Region | undefined,
): Promise<WorkingCalendar> {
  const ready = kept.get(keyOf(at.version, region));
  if (ready !== undefined) return ready;
  const built = workingCalendar(calendarDataOf(await listEditions(tx, at.number), region));
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(keyOf(at.version, region), built);
  return built;
}

function keyOf(version: string, region: Region | undefined): string {
  return `${version} ${region ?? ''}`;
}

let seedBuilt: WorkingCalendar | undefined;

/** Before the first seeding there is the calendar that comes with the program. */
function builtIn(): WorkingCalendar {
  seedBuilt ??= workingCalendar(SEED_CALENDAR);
  return seedBuilt;
}
