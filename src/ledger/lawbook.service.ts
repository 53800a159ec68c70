import { createHash, randomBytes } from 'node:crypto';
import { calendarOfVersion, currentCalendar } from '#calendars';
import type { Instant, Region } from '#core/kernel';
import { type Lawbook, type ParameterOverride, type Timekeeper, timekeeperOf } from '#core/obligation';
import { type Tx, uuid } from '#platform/db';
import { parameterDefinitions, rules } from '#rulebook';
import type { Recording } from './decide.ts';
import { listParameterOverrides } from './ledger.store.ts';

/** SM3 of a text, lower-case hexadecimal (GB/T 32905). */
export function sm3(text: string): string {
  return createHash('sm3').update(text, 'utf8').digest('hex');
}

/** A uuid (version 8, RFC 9562) that follows from the text. */
export function uuidFrom(text: string): string {
  const hex = sm3(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The law as it stands for a region: rules, its parameters, and the timekeepers of the calendar versions asked for. */
export async function lawbookOf(tx: Tx, region: Region, calendarVersions: readonly string[]): Promise<Lawbook> {
  const timekeepers = new Map<string, Timekeeper>();
  for (const version of new Set(calendarVersions)) {
    timekeepers.set(version, timekeeperOf(await calendarOfVersion(tx, version)));
  }
  return lawbookFrom(await listParameterOverrides(tx, region), timekeepers);
}

export function lawbookFrom(
  overrides: readonly ParameterOverride[],
  timekeepers: ReadonlyMap<string, Timekeeper>,
): Lawbook {
  return {
    rules,
    parameters: parameterDefinitions,
    overrides,
    nameOf: uuidFrom,
    timekeeper(version) {
      const timekeeper = timekeepers.get(version);
      if (timekeeper === undefined) throw new Error(`calendar version was not loaded: ${version}`);
      return timekeeper;
    },
  };
}

/** What recording needs, with the calendar in force. */
export async function recordingOf(tx: Tx, region: Region, now: Instant, actor: string): Promise<Recording> {
  const calendar = await currentCalendar(tx, region);
  const timekeeper = timekeeperOf(calendar);
  const lawbook = lawbookFrom(await listParameterOverrides(tx, region), new Map([[timekeeper.version, timekeeper]]));
  return {
    region,
    now,
    actor,
    lawbook,
    calendar: timekeeper.version,
    digest: sm3,
    newId: uuid,
    newSalt: () => randomBytes(16).toString('hex'),
  };
}
