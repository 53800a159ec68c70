import { type Period, periodsBetween, type Recurrence, type WorkingCalendar } from '#core/calendar';
import type { PlainDate, UnitId } from '#core/kernel';
import type { JsonObject } from '#core/obligation';
import type { CadenceUnit } from '#core/plantext';

/** 周期事项, as the fact that established it says. */
export type EstablishedCadence = {
  readonly plan: string;
  readonly item: string;
  readonly unit: CadenceUnit;
  readonly interval: number;
  readonly count: number;
  readonly weekday: number | null;
  /** Absent where it was established before days were kept. */
  readonly day?: number | null;
  readonly from: PlainDate;
  readonly to: PlainDate | null;
  readonly leads: readonly UnitId[];
  readonly acceptor: UnitId;
  /** Absent where it was established before there were recipients. */
  readonly recipient?: UnitId | null;
  readonly span: readonly [number, number] | null;
};

/** The data of a `cadence.established` fact, which its definition has checked. */
export function establishedCadence(data: JsonObject): EstablishedCadence {
  return data as unknown as EstablishedCadence;
}

/** A cadence without an end is looked ahead no further than this. */
const LOOK_AHEAD_DAYS = 800;

/** The periods that have begun by `today` and are not yet opened, and the day on which the next one begins (null where none is left). */
export function openingsOf(
  cadence: EstablishedCadence,
  opened: readonly string[],
  today: PlainDate,
  calendar: WorkingCalendar,
): { readonly begun: readonly Period[]; readonly nextOpensOn: PlainDate | null } {
  const horizon = Temporal.PlainDate.from(today).add({ days: LOOK_AHEAD_DAYS }).toString() as PlainDate;
  const to = cadence.to !== null && cadence.to < horizon ? cadence.to : horizon;
  // 每两月一次: every second period, counted from the first.
  const periods = periodsBetween(recurrenceOf(cadence), cadence.from, to, calendar).filter(
    (_, n) => n % cadence.interval === 0,
  );
  const known = new Set(opened);
  const begun = periods.filter((period) => period.from <= today && !known.has(period.id));
  const next = periods.find((period) => period.from > today);
  return { begun, nextOpensOn: next?.from ?? null };
}

function recurrenceOf(cadence: EstablishedCadence): Recurrence {
  if (cadence.unit === 'week')
    return cadence.weekday === null ? { every: 'week' } : { every: 'week', weekday: cadence.weekday };
  const { unit, day } = cadence;
  if (unit === 'day' || day === null || day === undefined) return { every: unit };
  return { every: unit, day };
}

const UNITS: Record<CadenceUnit, string> = {
  day: '日',
  week: '周',
  month: '月',
  quarter: '季度',
  halfyear: '半年',
  year: '年',
};

/** 每月 2 次, 每两周一次 … */
export function formatCadence(cadence: { unit: CadenceUnit; interval: number; count: number }): string {
  const every = cadence.interval === 1 ? `每${UNITS[cadence.unit]}` : `每 ${cadence.interval} ${UNITS[cadence.unit]}`;
  return cadence.count === 1 ? `${every}一次` : `${every} ${cadence.count} 次`;
}
