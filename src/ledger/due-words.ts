import { dayNumberOf, formatClock, formatDay, wallTimeOf, weekdayName } from '#core/calendar';
import { type Instant, localDay } from '#core/kernel';
import type { ObligationState } from '#core/obligation';

/** 还有 3 个工作日 (3月16日 周一 17:00); what a duty's due instant means for the reader now. `workdays` counts those after one instant's day up to another's. */
export function dueWords(
  duty: { readonly state: ObligationState; readonly dueAt: Instant | null; readonly paused: boolean },
  now: Instant,
  workdays: (from: Instant, to: Instant) => number,
): string {
  if (duty.paused) return '中止计时';
  if (duty.dueAt === null) return '不设期限';
  const when = momentWords(duty.dueAt, now);
  if (duty.state !== 'open' && duty.state !== 'held') return when;
  if (duty.dueAt >= now) {
    if (localDay(duty.dueAt) === localDay(now)) return `今天到期 (${when})`;
    const left = workdays(now, duty.dueAt);
    return left === 0 ? `休息日到期 (${when})` : `还有 ${left} 个工作日 (${when})`;
  }
  const over = workdays(duty.dueAt, now);
  return over === 0 ? `刚刚逾期 (${when})` : `逾期 ${over} 个工作日 (${when})`;
}

function momentWords(at: Instant, now: Instant): string {
  const day = dayNumberOf(localDay(at));
  const year = Number(localDay(now).slice(0, 4));
  return `${formatDay(day, year)} ${weekdayName(day)} ${formatClock(wallTimeOf(at))}`;
}
