import { type CleanText, spanIn } from './clean.ts';
import { resolveDates } from './date-ranges.ts';
import type { DateMention } from './dates.ts';
import type { Head } from './heads.ts';
import type { DateRange, PlanConflict, PlanNote } from './model.ts';
import { sentenceAt } from './sentences.ts';
import { firstAt, type Spot } from './spots.ts';

export type Dated = { mention: DateMention; range: DateRange; sentence: Spot; inherited: boolean };

/** Those of ordered dates whose words begin in a range. */
export function within(dated: readonly Dated[], from: number, to: number): Dated[] {
  const key = (one: Dated) => one.mention.from;
  return dated.slice(firstAt(dated, key, from), firstAt(dated, key, to));
}

/** Fills in years, in reading order: the nearest explicit year before, never one older than the paper itself. */
export function dateAll(
  clean: CleanText,
  mentions: readonly DateMention[],
  sentences: readonly Spot[],
  head: Head,
  baseYear: number | null,
  notes: PlanNote[],
  conflicts: PlanConflict[],
): Dated[] {
  const dated: Dated[] = [];
  let near: number | undefined;
  for (const mention of mentions) {
    const spot = spanIn(clean, mention.from, mention.to);
    const words = clean.words.slice(mention.from, mention.to);
    const inherited = mention.start.year === undefined;
    const floor = head.firstYear;
    const year = near === undefined ? (baseYear ?? undefined) : Math.max(near, floor ?? near);
    const resolved = resolveDates(mention, year);
    if (resolved.kind === 'impossible') {
      notes.push({ kind: 'not-understood', sentence: `${resolved.why}: “${words}”, 未列入, 请核对原文`, span: spot });
      continue;
    }
    if (resolved.reversed) {
      conflicts.push({ sentence: `“${words}”的结束早于开始`, span: spot });
      continue;
    }
    if (resolved.crossed) notes.push({ kind: 'doubtful', sentence: `“${words}”跨年, 结束的年份按次年计`, span: spot });
    const paper = head.datesOfPaper.has(mention.from);
    if (!paper && mention.start.year !== undefined && (floor === undefined || mention.start.year >= floor))
      near = resolved.year;
    if (resolved.year === undefined)
      conflicts.push({ sentence: `“${words}”没有年份, 全文也没有可以沿用的年份, 请补上`, span: spot });
    dated.push({ mention, range: resolved.range, sentence: sentenceAt(sentences, mention.from), inherited });
  }
  return dated;
}

export function cover(ranges: readonly DateRange[]): DateRange | null {
  const first = ranges[0];
  if (first === undefined) return null;
  let { from, to } = first;
  for (const range of ranges) {
    if (range.from < from) from = range.from;
    if (range.to > to) to = range.to;
  }
  return { from, to };
}
