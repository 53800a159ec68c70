import {
  type CalendarData,
  DEFAULT_OFFICE_HOURS,
  type LocalDays,
  type OfficePeriod,
  type YearNotice,
} from '#core/calendar';
import { type Instant, idOf, type PersonId, type PlainDate, type Region } from '#core/kernel';

export type EditionDay = {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly name: string;
  readonly rest: boolean;
};

/** What one document changed. A later edition takes the place of an earlier one of the same kind, region and year. */
export type EditionChange =
  | { readonly kind: 'notice'; readonly year: number; readonly title: string; readonly days: readonly EditionDay[] }
  | {
      readonly kind: 'local';
      readonly year: number;
      readonly region: Region | undefined;
      readonly title: string;
      readonly days: readonly EditionDay[];
    }
  | {
      readonly kind: 'office-hours';
      readonly region: Region | undefined;
      readonly title: string;
      readonly periods: readonly OfficePeriod[];
    };

/** One step in the life of the calendar. */
export type Edition = {
  readonly number: number;
  readonly version: string;
  readonly change: EditionChange;
  /** The document's own text, where it was handed in. */
  readonly document?: string;
  readonly recordedAt: Instant;
  readonly recordedBy?: PersonId;
};

/** The calendar after the given editions, as it stands for a region (local layers of other regions left out). */
export function calendarDataOf(editions: readonly Edition[], region: Region | undefined): CalendarData {
  const notices = new Map<number, YearNotice>();
  const local = new Map<string, readonly LocalDays[]>();
  let officeHours: readonly OfficePeriod[] = DEFAULT_OFFICE_HOURS;
  let ownHours: readonly OfficePeriod[] | undefined;
  const own =
    region !== undefined && editions.some(({ change }) => change.kind !== 'notice' && change.region === region);
  for (const { change } of editions) {
    if (change.kind === 'notice') notices.set(change.year, noticeOf(change.year, change.title, change.days));
    else if (change.region !== undefined && change.region !== region) continue;
    else if (change.kind === 'local')
      local.set(`${change.region ?? ''} ${change.year}`, localOf(change.title, change.days));
    else if (change.region === undefined) officeHours = change.periods;
    else ownHours = change.periods;
  }
  const years = [...notices.keys()].sort((a, b) => a - b);
  return {
    version: versionName(editions.at(-1)?.version ?? '', own ? region : undefined),
    coveredUntil: coveredBy(years),
    notices: years.flatMap((year) => notices.get(year) ?? []),
    local: [...local.values()].flat(),
    officeHours: ownHours ?? officeHours,
  };
}

/** A calendar with layers of a region names it, so that the name alone leads back to the very same calendar. */
export function versionName(version: string, region: Region | undefined): string {
  return region === undefined ? version : `${version}@${region}`;
}

/** The two parts of a version's name. */
export function partsOfVersion(name: string): { readonly version: string; readonly region: Region | undefined } {
  const at = name.indexOf('@');
  return at < 0
    ? { version: name, region: undefined }
    : { version: name.slice(0, at), region: idOf<Region>(name.slice(at + 1)) };
}

/** The end of the last year before which no year is missing. */
function coveredBy(years: readonly number[]): PlainDate {
  let last = years[0] ?? 2003;
  while (years.includes(last + 1)) last += 1;
  return idOf<PlainDate>(`${last}-12-31`);
}

export function noticeOf(year: number, title: string, days: readonly EditionDay[]): YearNotice {
  return {
    year,
    titles: [title],
    holidays: days.filter(({ rest }) => rest).map(({ name, from, to }) => ({ name, from, to })),
    makeUp: days.filter(({ rest }) => !rest).map(({ name, from }) => ({ name, date: from })),
  };
}

/** The days of a notice, make-up workdays among them. */
export function daysOf({ holidays, makeUp }: Pick<YearNotice, 'holidays' | 'makeUp'>): readonly EditionDay[] {
  return [
    ...holidays.map(({ name, from, to }) => ({ name, from, to, rest: true })),
    ...makeUp.map(({ name, date }) => ({ name, from: date, to: date, rest: false })),
  ];
}

function localOf(title: string, days: readonly EditionDay[]): readonly LocalDays[] {
  return days.map((day) => ({ ...day, source: title }));
}
