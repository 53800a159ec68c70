import { dayIndex } from '#ui/workbench';
import type { Cockpit, PlanFigures, UnitFigures } from '../contract.ts';
import { percentWords, tallyOfPlan, totalOf } from '../sheets.ts';

/** What the chart of units shows, as a sentence. `overdue`: of the whole, in which a task of two leads counts once. */
export function unitsFinding(units: readonly UnitFigures[]): string {
  const late = units.filter(({ tally }) => tally.overdue > 0);
  const [first] = late;
  if (first === undefined) return '没有单位逾期未办结';
  const most = late.filter(({ tally }) => tally.overdue === first.tally.overdue);
  if (late.length === 1) return `只有${first.unit.name}逾期未办结, ${first.tally.overdue} 项`;
  if (most.length === late.length) return `${late.length} 个单位逾期未办结, 各 ${first.tally.overdue} 项`;
  if (most.length > 2) return `${late.length} 个单位逾期未办结, 最多的 ${most.length} 个各 ${first.tally.overdue} 项`;
  const names = most.map(({ unit }) => unit.name).join('、');
  return `${late.length} 个单位逾期未办结, ${names}最多, ${most.length > 1 ? '各 ' : ''}${first.tally.overdue} 项`;
}

/** What the chart of weeks shows: all together, and the second half against the first. */
export function weeksFinding(weeks: Cockpit['weeks']): string {
  const sum = (of: Cockpit['weeks']) => ({
    onTime: of.reduce((all, { onTime }) => all + onTime, 0),
    all: of.reduce((all, { onTime, late }) => all + onTime + late, 0),
  });
  const whole = sum(weeks);
  if (whole.all === 0) return `近 ${weeks.length} 周没有办结的任务`;
  const words = `近 ${weeks.length} 周办结 ${whole.all} 项, 按期 ${percentWords(whole.onTime / whole.all)}`;
  const half = Math.floor(weeks.length / 2);
  const [before, after] = [sum(weeks.slice(0, half)), sum(weeks.slice(half))];
  if (before.all === 0 || after.all === 0) return words;
  const [was, is] = [before.onTime / before.all, after.onTime / after.all];
  if (was === is) return words;
  return `${words}, 后 ${weeks.length - half} 周比前 ${half} 周${is > was ? '高' : '低'}`;
}

/** Where a plan stands in its time, against how much of it is done. */
export function planStanding(
  figures: PlanFigures,
  period: { readonly from: string; readonly to: string } | null,
  today: string,
) {
  const tally = tallyOfPlan(figures);
  const total = totalOf(tally);
  const closed = tally['on-time'] + tally.late;
  return { tally, total, closed, done: total === 0 ? null : closed / total, elapsed: shareOf(period, today) };
}

/** How much of a stretch of days has passed at the end of a day. */
export function shareOf(range: { readonly from: string; readonly to: string } | null, today: string): number | null {
  if (range === null) return null;
  const [from, to, now] = [dayIndex(range.from), dayIndex(range.to) + 1, dayIndex(today) + 1];
  if ([from, to, now].some(Number.isNaN) || to <= from) return null;
  return Math.min(1, Math.max(0, (now - from) / (to - from)));
}
