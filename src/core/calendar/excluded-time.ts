import { type Allowed, allowed, type Instant, type Refusal } from '#core/kernel';
import { termRefusals } from './refusals.ts';
import type { Measure } from './running-time.ts';
import { dayOf, type WallTime } from './wall-time.ts';

/** Time that by law is not counted (依法不计入期限的时间): half-open, or open while `to` is missing. */
export type Exclusion = {
  readonly from: Instant;
  readonly to?: Instant;
  /** 检验, 听证 … */
  readonly ground?: string;
  /** The law that says so, for grounds beyond 行政许可法第四十五条. */
  readonly basis?: string;
  /** The written notice to the applicant. */
  readonly notice?: string;
};

/** An exclusion in wall time; `to` is Infinity while it is open. */
export type Span = { readonly from: WallTime; readonly to: WallTime; readonly exclusion: Exclusion };

/** Points that are not counted: disjoint, in order, half-open. */
export type Gap = { readonly from: number; readonly to: number };

/** 行政许可法第四十五条: 听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审所需时间不计算在期限内, 应当书面告知申请人. */
export const LAWFUL_GROUNDS = ['听证', '招标', '拍卖', '检验', '检测', '检疫', '鉴定', '专家评审'] as const;

/** 补正 precedes acceptance, where no limit runs yet; 现场踏勘 is part of the handling itself. */
export const NEVER_GROUNDS = ['补正', '现场踏勘'] as const;

/** Whether time on that ground may be left out of a limit. A ground outside the law's list needs the law that names it. */
export function mayExclude(ground: string, basis?: string): Allowed | Refusal {
  if (NEVER_GROUNDS.some((never) => ground.includes(never))) {
    const why = ground.includes('补正') ? '补正在受理之前, 时限尚未起算' : '现场踏勘属于办理过程';
    return termRefusals.neverExcluded(why);
  }
  if (LAWFUL_GROUNDS.some((lawful) => lawful === ground) || (basis ?? '').trim() !== '') return allowed;
  return termRefusals.groundWithoutLaw(ground);
}

/** Adds a gap that begins no earlier than those before it. Overlapping time counts once. */
export function addGap(gaps: Gap[], from: number, to: number): void {
  if (to <= from) return;
  const last = gaps.at(-1);
  if (last === undefined || from > last.to) gaps.push({ from, to });
  else if (to > last.to) gaps[gaps.length - 1] = { from: last.from, to };
}

/** The days left out: `localDate(from) <= d < localDate(to)`. */
export function dayGaps(spans: readonly Span[]): Gap[] {
  const gaps: Gap[] = [];
  for (const { from, to } of spans) addGap(gaps, dayOf(from), to === Number.POSITIVE_INFINITY ? to : dayOf(to));
  return gaps;
}

/** The clock time left out. */
export function timeGaps(spans: readonly Span[]): Gap[] {
  const gaps: Gap[] = [];
  for (const { from, to } of spans) addGap(gaps, from, to);
  return gaps;
}

/** The gap that holds the point, if one does. Looks from the end, where the ends of limits are. */
export function gapAt(gaps: readonly Gap[], point: number): Gap | undefined {
  for (let i = gaps.length - 1; i >= 0; i -= 1) {
    const gap = gaps[i];
    if (gap === undefined || gap.to <= point) return undefined;
    if (gap.from <= point) return gap;
  }
  return undefined;
}

/** How much of the measure passes from one point to another, gaps left out. */
export function passedBetween(measure: Measure, from: number, to: number, gaps: readonly Gap[]): number {
  if (to <= from) return 0;
  let passed = measure.at(to) - measure.at(from);
  for (const gap of gaps) {
    const start = Math.max(gap.from, from);
    const end = Math.min(gap.to, to);
    if (end > start) passed -= measure.at(end) - measure.at(start);
  }
  return passed;
}

/** The last point from which so much of the measure passes until the given point, gaps left out. */
export function goBack(measure: Measure, from: number, amount: number, gaps: readonly Gap[]): number | undefined {
  let cursor = from;
  let position = measure.at(cursor);
  let left = amount;
  for (let i = gaps.length - 1; i >= 0; i -= 1) {
    const gap = gaps[i];
    if (gap === undefined || gap.from >= cursor) continue;
    const end = Math.min(gap.to, cursor);
    const between = position - measure.at(end);
    if (left <= between) break;
    left -= between;
    cursor = gap.from;
    position = measure.at(cursor);
  }
  return measure.last(position - left);
}
