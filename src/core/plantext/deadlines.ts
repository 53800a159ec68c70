import type { CadenceDraft } from './cadences.ts';
import { type CleanText, spanIn } from './clean.ts';
import type { Dated } from './dated.ts';
import { recipientOf } from './duties.ts';
import type { Phase, PlanConflict, PlanDeadline, PlanPeriod, PlanTask, Span } from './model.ts';
import type { TaskDraft } from './owners.ts';
import { clauseStart, quoteOf, trimmed } from './sentences.ts';
import { firstAt, type Spot, Spots } from './spots.ts';

/** The duties that have a day, each with the clause that says it. Dates in a task's own note are the task's alone. */
export function readDeadlines(
  clean: CleanText,
  duties: readonly Dated[],
  tasks: readonly TaskDraft[],
  cadenceDrafts: readonly CadenceDraft[],
  { period, phases }: { readonly period: PlanPeriod | null; readonly phases: readonly Phase[] },
): PlanDeadline[] {
  const { form } = clean;
  const spanOf = (spot: Spot): Span => spanIn(clean, spot.from, spot.to);
  const deadlines: PlanDeadline[] = [];
  const notesOfTasks = new Spots(tasks.map((draft) => ({ from: draft.noteFrom, to: draft.noteTo })));
  duties.forEach((one, index) => {
    if (notesOfTasks.touches(one.mention.from, one.mention.from + 1)) return;
    const { mention, sentence } = one;
    // the period or a phase told once more
    if (
      mention.end !== undefined &&
      !mention.before &&
      [period, ...phases].some((known) => known !== null && known.from === one.range.from && known.to === one.range.to)
    )
      return;
    // 4—6月, 每周六…: the window of a recurring duty
    if (mention.end !== undefined && !mention.before) {
      const cadence = cadenceDrafts[firstAt(cadenceDrafts, (draft) => draft.to, mention.from + 1)];
      const between = cadence === undefined ? '' : form.slice(mention.to, Math.max(mention.to, cadence.from));
      if (
        cadence !== undefined &&
        cadence.from < sentence.to &&
        !/开展|完成|进行|实施|检查|整治|制定|整改/.test(between)
      )
        return;
    }
    // 自4月份起, 每月5日前…: when a recurring duty begins
    if (mention.end === undefined && !mention.before) {
      const next = cadenceDrafts[firstAt(cadenceDrafts, (draft) => draft.to, mention.to + 1)];
      if (
        next !== undefined &&
        next.from < sentence.to &&
        /^份?(?:起|开始)[,]?$/.test(form.slice(mention.to, Math.max(mention.to, next.from)).trim())
      )
        return;
    }
    // 每年组织一次, 于次年1月底前公布: the year turns with the cadence
    if ((mention.start.yearShift ?? 0) > 0) {
      const yearly = cadenceDrafts[firstAt(cadenceDrafts, (draft) => draft.to, sentence.from + 1)];
      if (yearly?.unit === 'year' && yearly.from < sentence.to) return;
    }
    const previous = duties[index - 1];
    // 分别于6月底和7月底报送…: what is due stands once, after the last day
    let last = index;
    for (let after = duties[last + 1]; after !== undefined && last < index + 12; after = duties[last + 1]) {
      const ends = duties[last]?.mention.to ?? mention.to;
      if (!/^(?:[、和及与]|以及){1,2}(?:于|在)?$/.test(form.slice(ends, after.mention.from))) break;
      last++;
    }
    const next = duties[last + 1];
    const lastTo = duties[last]?.mention.to ?? mention.to;
    const floor = previous !== undefined && previous.mention.to > sentence.from ? previous.mention.to : sentence.from;
    let from = clauseStart(form, mention.from, floor);
    // 第一次督查时间:5月中旬: the field says what the day is of
    const field = /[^,。;:\n]{0,20}(?:时间|日期|时限|期限)\s?[:]\s?$/.exec(
      form.slice(Math.max(floor, from - 26), from),
    );
    if (field !== null && from === mention.from) from -= field[0].length;
    const until =
      next !== undefined && next.mention.from < sentence.to
        ? clauseStart(form, next.mention.from, lastTo)
        : sentence.to;
    const tail = form
      .slice(lastTo, until)
      .replace(/^(?:之前|以前|前)/, '')
      .replace(/[)。;,、:\s]/g, '');
    // 原则上于6月底前完成 says too little: the clause before it says what
    const said = form.slice(from, mention.from).length + tail.length;
    if (tail.length <= 8 && said < 10) {
      const wider = clauseStart(form, from - 1, sentence.from);
      if (wider >= floor) from = wider;
    }
    let quote = trimmed(form, from, Math.min(Math.max(until, mention.to), mention.to + 600));
    // 7月 alone says nothing: the sentence says what
    if (quote.to - quote.from <= 6)
      quote = trimmed(form, Math.max(sentence.from, mention.from - 200), Math.min(sentence.to, mention.to + 200));
    const words = quoteOf(clean, quote);
    const same = deadlines
      .slice(-20)
      .find(
        (known) =>
          known.from === one.range.from &&
          known.to === one.range.to &&
          (known.quote.includes(words) || words.includes(known.quote) || known.span.to > spanOf(sentence).from),
      );
    if (same !== undefined) return;
    const whole = quoteOf(clean, { from: mention.from, to: Math.min(sentence.to, mention.to + 300) });
    deadlines.push({
      quote: words,
      ...one.range,
      recipient:
        recipientOf(words) ?? (next === undefined || next.mention.from >= sentence.to ? recipientOf(whole) : null),
      words: clean.words.slice(mention.from, mention.to),
      id: `deadline-${deadlines.length + 1}`,
      span: spanOf(quote),
      confidence: mention.before
        ? 0.9
        : mention.start.day !== undefined || mention.start.part !== undefined
          ? 0.8
          : 0.65,
    });
  });
  return deadlines;
}

/** Two dates for one duty, and phases that leave the period. */
export function tellContradictions(
  deadlines: readonly PlanDeadline[],
  tasks: readonly PlanTask[],
  phases: readonly Phase[],
  period: PlanPeriod | null,
  conflicts: PlanConflict[],
): void {
  const seen = new Map<string, PlanDeadline>();
  for (const deadline of deadlines) {
    // The same words given to two units are two things, each with a day of its own.
    const owner = tasks.find(({ span }) => span.from < deadline.span.to && deadline.span.from < span.to);
    const words = deadline.quote
      .replace(deadline.words, '')
      .replace(/^[^\u4e00-\u9fff]*(?:请?于|在|力争|确保)?|[之以]?前|[,，、。;；:：()（）\s]/g, '');
    const thing = `${owner?.leadUnits.join('、') ?? ''} ${words}`;
    const other = seen.get(thing);
    if (words.length >= 8 && other !== undefined && (other.from !== deadline.from || other.to !== deadline.to))
      conflicts.push({
        sentence: `同一件事有两个日期: “${other.words}”与“${deadline.words}”, 请核对`,
        span: deadline.span,
      });
    else seen.set(thing, deadline);
  }
  if (period === null) return;
  for (const phase of phases) {
    if (phase.from.length === period.from.length && (phase.from < period.from || phase.to > period.to))
      conflicts.push({ sentence: `第${phase.ordinal}阶段超出方案的起止时间`, span: phase.span });
  }
}
