import { dayNumberOf, formatDay, weekdayName } from '#core/calendar';
import type { PlainDate } from '#core/kernel';

/** 2026年7月1日 (周三) */
export function dayWords(day: PlainDate): string {
  const number = dayNumberOf(day);
  return `${formatDay(number)} (${weekdayName(number)})`;
}
