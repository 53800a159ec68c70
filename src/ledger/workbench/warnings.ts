import type { DutyBoard } from '../contract.ts';

/** The lamps that call for somebody, the gravest first. */
export const ALARMS = ['red', 'yellow', 'warning'] as const;
export type AlarmLamp = (typeof ALARMS)[number];

export function isAlarm(lamp: string): lamp is AlarmLamp {
  return ALARMS.some((alarm) => alarm === lamp);
}

export type AlarmLine = {
  readonly unit: DutyBoard['units'][number]['unit'];
  readonly counts: Readonly<Record<AlarmLamp, number>>;
  readonly total: number;
};

/** The units that have an alarm: most red cards first, then yellow, then warnings, then by name. */
export function alarmsOf(board: DutyBoard): AlarmLine[] {
  return board.units
    .map(({ unit, counts }) => {
      const of = (lamp: AlarmLamp) => counts.find((count) => count.lamp === lamp)?.count ?? 0;
      const alarms = { red: of('red'), yellow: of('yellow'), warning: of('warning') };
      return { unit, counts: alarms, total: alarms.red + alarms.yellow + alarms.warning };
    })
    .filter((line) => line.total > 0)
    .sort(
      (a, b) =>
        b.counts.red - a.counts.red ||
        b.counts.yellow - a.counts.yellow ||
        b.counts.warning - a.counts.warning ||
        a.unit.name.localeCompare(b.unit.name, 'zh-CN'),
    );
}
