import { type Reason, reason, type Trail } from '#core/kernel';
import { type DayMark, dayMarks } from './day-marks.ts';
import type { Deadline } from './deadline.ts';
import type { Exclusion, Span } from './excluded-time.ts';
import { civilOf, type DayNumber, dayNumberOf, formatDay, formatDays, weekdayName } from './plain-date.ts';
import { spansOf } from './progress.ts';
import { SIGNAL_LEVELS, type SignalLevel } from './signal.ts';
import { formatTerm, isHours } from './term.ts';
import { dayOf, formatClock, type WallTime, wallTimeOf } from './wall-time.ts';
import type { WorkingCalendar } from './working-calendar.ts';

const CIVIL_CODE = (article: string) => `民法典${article}`;
const MOST_RUNS = 8;
const MOST_HOLIDAYS = 24;

const LEVEL_NAMES: Record<SignalLevel, string> = { warning: '预警', yellow: '黄牌', red: '红牌' };

/** A run of days that did the same for the same reason. */
type Run = { readonly from: DayNumber; readonly to: DayNumber; readonly mark: DayMark };

/**
 * [CAL-20] Says why a limit is due when it is: what was counted, what was passed over and why, in Chinese sentences with
 * their clauses. Long runs of weekends are told as a number, holidays and exclusions one by one.
 */
export function explain(limit: Deadline, calendar: WorkingCalendar): Trail {
  const year = civilOf(dayOf(wallTimeOf(limit.start))).year;
  const marks = dayMarks(limit, calendar);
  const spans = spansOf(limit.excluded);
  return [
    ...startOf(limit, year),
    termOf(limit),
    ...spans.map((span) => exclusionOf(span, limit, year)),
    ...holidaysOf(marks, limit, year),
    ...weekendsOf(marks, limit, year),
    ...countedOf(marks, limit, year),
    ...movedOf(marks, limit, year),
    ...dueOf(limit, year),
    ...withoutEffectOf(limit, year),
    ...provisionalOf(limit, calendar),
    ...signalsOf(limit, year),
  ];
}

/** `3月16日 周一 17:00`, with the year where it is another. */
export function formatMoment(time: WallTime, knownYear?: number): string {
  const day = dayOf(time);
  return `${formatDay(day, knownYear)} ${weekdayName(day)} ${formatClock(time)}`;
}

function startOf(limit: Deadline, year: number): Reason[] {
  const start = wallTimeOf(limit.start);
  const received = wallTimeOf(limit.received);
  if (limit.term.unit === 'fixed') return [];
  if (limit.direction === 'before') {
    return [reason(`以 ${formatMoment(start)} 的事项为准向前倒数, 当日不计入`)];
  }
  const reasons: Reason[] = [];
  if (received !== start) {
    const arrived = `${formatMoment(start)} 收到, 不在办公时间, 视为 ${formatMoment(received, year)} 收到`;
    reasons.push(reason(arrived));
  }
  if (isHours(limit.term.unit)) {
    reasons.push(
      reason(
        `自 ${formatMoment(received, received === start ? undefined : year)} 起按小时计算`,
        CIVIL_CODE('第二百零一条'),
      ),
    );
  } else {
    const known = received === start ? undefined : year;
    reasons.push(reason(`${formatMoment(received, known)} 起算, 开始的当日不计入`, CIVIL_CODE('第二百零一条')));
  }
  return reasons;
}

function termOf({ term, direction }: Deadline): Reason {
  const words = term.words === undefined ? '' : ` (原文: “${term.words}”)`;
  if (term.unit === 'fixed') {
    const day = dayNumberOf(term.on);
    const stands = term.rollTo === undefined ? ', 遇休息日也不变动' : '';
    return reason(`规定的日期是 ${formatTerm(term)} ${weekdayName(day)}${words}${stands}`, term.basis);
  }
  if (direction === 'before')
    return reason(`须提前 ${formatTerm(term)}, 其间须有满 ${term.amount} 日${words}`, term.basis);
  if (term.amount === 0) return reason(`当日办结${words}`, term.basis);
  return reason(`时限 ${formatTerm(term)}${words}`, term.basis);
}

function exclusionOf({ from, to, exclusion }: Span, limit: Deadline, year: number): Reason {
  const ground = exclusion.ground ?? '依法扣除的时间';
  const notice = exclusion.notice === undefined ? '' : ` (${exclusion.notice})`;
  const basis = exclusion.basis ?? (exclusion.ground === undefined ? undefined : '行政许可法第四十五条');
  if (to === Number.POSITIVE_INFINITY) {
    return reason(`${formatMoment(from, year)} 起${ground}, 尚未结束, 时限停止计算${notice}`, basis);
  }
  if (limit.term.unit !== 'fixed' && isHours(limit.term.unit)) {
    return reason(`${formatMoment(from, year)} 至 ${formatMoment(to, year)} ${ground}, 不计入${notice}`, basis);
  }
  if (dayOf(to) <= dayOf(from))
    return reason(`${formatDay(dayOf(from), year)}${ground}, 当日起止, 不扣除整日${notice}`, basis);
  return reason(`${formatDays(dayOf(from), dayOf(to) - 1, year)}${ground}, 不计入${notice}`, basis);
}

/** Holidays passed over and make-up workdays counted, each by name; of a very long limit the first two years or so. */
function holidaysOf(marks: readonly DayMark[], limit: Deadline, year: number): Reason[] {
  const told = marks.filter(({ mark, kind }) => {
    if (mark === 'rest') return kind.kind !== 'weekend';
    return mark === 'counted' && kind.isWorkday && kind.kind !== 'weekday' && countsWorkdays(limit);
  });
  const runs = runsOf(told, (a, b) => a.mark === b.mark && a.kind.name === b.kind.name && a.kind.kind === b.kind.kind);
  const reasons = runs.slice(0, MOST_HOLIDAYS).map((run) => holidayOf(run, year));
  const further = runs.length - reasons.length;
  return further === 0 ? reasons : [...reasons, reason(`其后还有 ${further} 段放假和调休, 同样处理`)];
}

function holidayOf({ from, to, mark: { kind } }: Run, year: number): Reason {
  const days = formatDays(from, to, year);
  const name = kind.name ?? '';
  if (kind.isWorkday) return reason(`${days} ${weekdayName(from)}因${name}调休上班, 计入`, kind.source);
  if (kind.kind === 'festival') return reason(`${days}${name} (放假安排尚未公布, 暂按法定节日), 不计入`);
  return reason(`${days}${name}放假, 不计入`, kind.source);
}

function countsWorkdays({ term }: Deadline): boolean {
  return term.unit === 'workday' || term.unit === 'workhour';
}

function weekendsOf(marks: readonly DayMark[], limit: Deadline, year: number): Reason[] {
  const days = marks.filter(({ mark, kind }) => mark === 'rest' && kind.kind === 'weekend');
  if (days.length === 0 || !countsWorkdays(limit)) return [];
  const runs = runsOf(days, () => true);
  const list = runs.map((run) => formatDays(run.from, run.to, year)).join('、');
  return [reason(runs.length > MOST_RUNS ? `其间周末共 ${days.length} 天不计入` : `周末 ${list} 不计入`)];
}

function countedOf(marks: readonly DayMark[], limit: Deadline, year: number): Reason[] {
  const counted = marks.filter(({ mark }) => mark === 'counted');
  if (counted.length === 0 || limit.term.unit === 'fixed') return [];
  if (isHours(limit.term.unit)) return [hoursOf(counted, limit.term.unit === 'hour' ? '小时' : '个工作小时', year)];
  const runs = runsOf(counted, () => true);
  const what = limit.term.unit === 'workday' ? '工作日' : '日';
  const first = runs[0];
  const last = runs.at(-1);
  if (first === undefined || last === undefined) return [];
  if (runs.length > MOST_RUNS) {
    return [
      reason(`计入的${what}自 ${formatDay(first.from, year)} 至 ${formatDay(last.to, year)}, 共 ${counted.length} 日`),
    ];
  }
  return [
    reason(
      `计入的${what}: ${runs.map((run) => formatDays(run.from, run.to, year)).join('、')}, 共 ${counted.length} 日`,
    ),
  ];
}

function hoursOf(counted: readonly DayMark[], unit: string, year: number): Reason {
  const total = rounded(counted.reduce((sum, mark) => sum + (mark.hours ?? 0), 0));
  if (counted.length > MOST_RUNS) return reason(`其间 ${counted.length} 天共计入 ${total} ${unit}`);
  const list = counted.map((mark) => `${formatDay(dayNumberOf(mark.day), year)} ${rounded(mark.hours ?? 0)} 小时`);
  return reason(`计入: ${list.join('、')}, 共 ${total} ${unit}`);
}

function rounded(hours: number): number {
  return Math.round(hours * 100) / 100;
}

function movedOf(marks: readonly DayMark[], limit: Deadline, year: number): Reason[] {
  const { term, dueOn } = limit;
  if (dueOn === null) return [];
  const due = dayNumberOf(dueOn);
  if (term.unit === 'fixed') {
    if (dueOn === term.on) return [];
    const way = term.rollTo === 'next' ? '顺延至' : '提前至';
    return [
      reason(
        `${formatDay(dayNumberOf(term.on), year)} 是休息日, 按规定${way} ${formatDay(due, year)} ${weekdayName(due)}`,
      ),
    ];
  }
  if (limit.direction === 'before') {
    const moved = marks.some(({ mark }) => mark === 'moved');
    return moved ? [reason(`其前一日是休息日, 提前至 ${formatDay(due, year)} ${weekdayName(due)}`)] : [];
  }
  const last = marks.findLast(({ mark }) => mark === 'counted');
  if (last === undefined || last.isDue || isHours(term.unit)) return [];
  const end = dayNumberOf(last.day);
  const sentence = `最后一日 ${formatDay(end, year)} ${weekdayName(end)}是休息日, 顺延至 ${formatDay(due, year)} ${weekdayName(due)}`;
  return [reason(sentence, CIVIL_CODE('第二百零三条'))];
}

function dueOf(limit: Deadline, year: number): Reason[] {
  if (limit.due === null) return [reason('计算恢复之前没有到期时刻')];
  const due = wallTimeOf(limit.due);
  const toTheMinute = limit.term.unit !== 'fixed' && isHours(limit.term.unit);
  return [reason(`${formatMoment(due, year)} 到期${toTheMinute ? '' : ' (办公时间结束)'}`)];
}

function withoutEffectOf(limit: Deadline, year: number): Reason[] {
  if (limit.withoutEffect.length === 0 || limit.term.unit === 'fixed') return [];
  const list = spansOf(limit.withoutEffect).map(({ from, exclusion }) => beginning(from, exclusion, year));
  return [reason(`${list.join('、')}在到期之后, 不影响已经届满的时限`)];
}

function beginning(from: WallTime, exclusion: Exclusion, year: number): string {
  return `${formatDay(dayOf(from), year)}起的${exclusion.ground ?? '扣除时间'}`;
}

function provisionalOf(limit: Deadline, calendar: WorkingCalendar): Reason[] {
  if (!limit.provisional) return [];
  const covered = formatDay(calendar.covered);
  return [reason(`${covered}以后的放假安排尚未公布, 日期为暂定, 公布后重新计算`)];
}

function signalsOf(limit: Deadline, year: number): Reason[] {
  const list = SIGNAL_LEVELS.flatMap((level) => {
    const instant = limit.signals[level];
    return instant === undefined ? [] : [`${LEVEL_NAMES[level]} ${formatMoment(wallTimeOf(instant), year)}`];
  });
  return list.length === 0 ? [] : [reason(`信号: ${list.join('; ')}`)];
}

function runsOf(marks: readonly DayMark[], same: (a: DayMark, b: DayMark) => boolean): Run[] {
  const runs: Run[] = [];
  for (const mark of marks) {
    const day = dayNumberOf(mark.day);
    const last = runs.at(-1);
    if (last !== undefined && last.to + 1 === day && same(last.mark, mark))
      runs[runs.length - 1] = { ...last, to: day };
    else runs.push({ from: day, to: day, mark });
  }
  return runs;
}
