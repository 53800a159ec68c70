import { findBodies } from './bodies.ts';
import { findCadences } from './cadences.ts';
import { type CleanText, cleanText, spanIn } from './clean.ts';
import { type DateMention, findDates, resolveDates } from './dates.ts';
import { isDuty, recipientOf } from './duties.ts';
import { type Head, readHead } from './heads.ts';
import { findMechanisms } from './mechanisms.ts';
import type {
  Cadence,
  CompiledPlan,
  CompileOptions,
  DateRange,
  Phase,
  PlanConflict,
  PlanDeadline,
  PlanNote,
  PlanPeriod,
  PlanTask,
  Span,
  UnownedTask,
} from './model.ts';
import { buildOutline, findMarkers, headingOf, type Marker } from './outline.ts';
import { findPhases, type PhaseDraft } from './phases.ts';
import { firstAt, type Spot, Spots } from './spots.ts';
import { findTasks, lostTables, type TaskDraft } from './tasks.ts';

/** Sentences, cut at full stops, semicolons, line ends and before the numbers of items. */
function sentencesOf(form: string, markers: readonly Marker[]): Spot[] {
  const cuts = new Set<number>();
  for (const marker of markers) {
    cuts.add(marker.from);
    cuts.add(marker.to);
  }
  // 组长:…副组长:…成员:… run together: each role is told for itself
  for (const role of form.matchAll(
    /(?:(?:第一|常务|执行)?副?\s{0,3}组\s{0,3}长|副?总?指挥长?|成\s{0,3}员(?:单位)?|副?召集人)\s?:/g,
  ))
    cuts.add(role.index);
  const sentences: Spot[] = [];
  let from = 0;
  let depth = 0;
  const close = (to: number) => {
    let start = from;
    while (start < to && /[\s。;!?]/.test(form.charAt(start))) start++;
    if (start < to) sentences.push({ from: start, to });
    from = to;
  };
  for (let at = 0; at < form.length; at++) {
    if (cuts.has(at)) {
      close(at);
      depth = 0;
    }
    const character = form.charAt(at);
    if (character === '(') depth++;
    else if (character === ')') depth = Math.max(0, depth - 1);
    if (character === '\n') {
      close(at);
      depth = 0;
    } else if (/[。!?]/.test(character) || (character === ';' && depth === 0)) close(at + 1);
  }
  close(form.length);
  return sentences;
}

type Dated = { mention: DateMention; range: DateRange; sentence: Spot; inherited: boolean };

/** The sentence that holds an offset. */
function sentenceAt(sentences: readonly Spot[], offset: number): Spot {
  return sentences[firstAt(sentences, (sentence) => sentence.from, offset + 1) - 1] ?? { from: offset, to: offset };
}

/** Those of ordered dates whose words begin in a range. */
function within(dated: readonly Dated[], from: number, to: number): Dated[] {
  const key = (one: Dated) => one.mention.from;
  return dated.slice(firstAt(dated, key, from), firstAt(dated, key, to));
}

/** Fills in years, in reading order: the nearest explicit year before, never one older than the paper itself. */
function dateAll(
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

const clauseBreak = /[,;。:\n]/;

function clauseStart(form: string, at: number, floor: number): number {
  let start = at;
  const limit = Math.max(floor, at - 400);
  while (start > limit && !clauseBreak.test(form.charAt(start - 1))) start--;
  while (start < at && /[\s(]/.test(form.charAt(start))) start++;
  return start;
}

function trimmed(form: string, from: number, to: number): Spot {
  let start = from;
  let end = to;
  while (start < end && /[\s,、;。:]/.test(form.charAt(start))) start++;
  while (end > start && /[\s,、;。:]/.test(form.charAt(end - 1))) end--;
  return { from: start, to: end };
}

/** Words as printed: line ends inside a quotation carry nothing. */
function quoteOf(clean: CleanText, spot: Spot): string {
  return clean.words.slice(spot.from, spot.to).replace(/\s*\n\s*/g, '');
}

function cover(ranges: readonly DateRange[]): DateRange | null {
  const first = ranges[0];
  if (first === undefined) return null;
  let { from, to } = first;
  for (const range of ranges) {
    if (range.from < from) from = range.from;
    if (range.to > to) to = range.to;
  }
  return { from, to };
}

const PERIOD = /(?:活动|行动|整治|工作|实施|时间|专项)[^,。;\n]{0,12}(?:[:]|从|自|为|于)\s?$|^(?:从|自)?$/;

function findPeriod(clean: CleanText, dated: readonly Dated[], phases: readonly PhaseDraft[]): Dated | undefined {
  const { form } = clean;
  const ofPhases = new Set(phases.map((phase) => phase.mention.from));
  for (const one of dated) {
    if (one.mention.end === undefined || ofPhases.has(one.mention.from)) continue;
    const sentence = form.slice(
      Math.max(one.sentence.from, one.mention.from - 200),
      Math.min(one.sentence.to, one.mention.to + 200),
    );
    const before = form.slice(Math.max(one.sentence.from, one.mention.from - 200), one.mention.from);
    const after = form.slice(one.mention.to, one.mention.to + 40);
    const staged =
      /(?:分|共分|分为)[^,。;]{0,6}(?:个)?(?:阶段|步)/.test(sentence) ||
      /^[^。;\n]{0,4}(?:结束|止|,?(?:共|分)[^。]{0,4}(?:阶段|步))/.test(after);
    const said =
      /(?:活动|行动|整治|实施|工作|试点|方案)(?:的)?(?:时间|期限|周期)[^,。;]{0,6}$/.test(before) ||
      (before.trim() === '' &&
        /(?:活动|行动|整治|工作|实施|试点)?(?:时间|期限|周期)[:]?\s*$/.test(
          form.slice(Math.max(0, one.sentence.from - 14), one.sentence.from),
        ));
    const decided = /(?:决定|定于)(?:于|自|从|在)?$/.test(before) && /开展|组织|实施|集中|进行/.test(after);
    if (decided || (staged && PERIOD.test(before)) || said) return one;
  }
  return undefined;
}

/**
 * Compiles the text of a plan. Every item quotes the text and keeps its place in it; what could not be read is told in
 * `notes` and `conflicts`, never guessed.
 */
export function compilePlan(text: string, options: CompileOptions = {}): CompiledPlan {
  const cleaned = cleanText(text);
  const clean = cleaned.value;
  const { form } = clean;
  const notes: PlanNote[] = [...cleaned.notes];
  const conflicts: PlanConflict[] = [];
  const spanOf = (spot: Spot): Span => spanIn(clean, spot.from, spot.to);

  const markers = findMarkers(clean);
  const mentions = findDates(form);
  const head = readHead(clean, text, mentions);
  const baseYear = options.baseYear ?? head.baseYear;
  const sentences = sentencesOf(form, markers);
  const inTitle = (at: number) => head.titleAt !== undefined && at >= head.titleAt.from && at < head.titleAt.to;
  const dated = dateAll(
    clean,
    mentions.filter((mention) => !inTitle(mention.from)),
    sentences,
    head,
    baseYear,
    notes,
    conflicts,
  );
  const rangeOf = new Map(dated.map((one) => [one.mention.from, one.range]));

  const phaseDrafts = findPhases(
    clean,
    markers,
    dated.map((one) => one.mention),
  );
  const phases: Phase[] = [];
  for (const draft of phaseDrafts) {
    const dates = rangeOf.get(draft.mention.from);
    if (dates === undefined) continue;
    const { issued } = head;
    const range = draft.fromIssue && issued !== undefined ? { from: dayText(issued), to: dates.to } : dates;
    phases.push({
      ordinal: draft.ordinal,
      name: draft.name,
      ...range,
      id: `phase-${phases.length + 1}`,
      span: spanOf(draft),
      confidence: draft.confidence,
    });
  }
  for (let index = 1; index < phases.length; index++) {
    const [previous, phase] = [phases[index - 1], phases[index]];
    if (previous !== undefined && phase !== undefined && phase.from < previous.from)
      conflicts.push({ sentence: `第${phase.ordinal}阶段早于第${previous.ordinal}阶段开始`, span: phase.span });
  }

  const periodAt = findPeriod(clean, dated, phaseDrafts);
  const period: PlanPeriod | null =
    periodAt !== undefined
      ? { ...periodAt.range, id: 'period-1', span: spanOf(periodAt.mention), confidence: 0.9 }
      : head.campaignYear !== undefined
        ? {
            from: `${head.campaignYear.year}-01-01`,
            to: `${head.campaignYear.year}-12-31`,
            id: 'period-1',
            span: spanOf(head.campaignYear.at),
            confidence: 0.7,
          }
        : null;

  const cadenceDrafts = findCadences(clean, sentences);
  const bodyDrafts = findBodies(clean, sentences);
  const taskDrafts = findTasks(
    clean,
    markers,
    sentences,
    bodyDrafts.flatMap((body) => body.told),
  );

  for (const table of lostTables(form))
    notes.push({
      kind: 'not-understood',
      sentence: `“${quoteOf(clean, table)}”似为表头, 但表格各格已连成一片, 未能读出, 请粘贴带换行的表格或上传 .docx`,
      span: spanOf(table),
    });

  const issuedBefore = (mention: DateMention): boolean => {
    const { issued } = head;
    if (issued === undefined || mention.start.year === undefined) return false;
    const range = rangeOf.get(mention.from);
    if (range === undefined) return false;
    return head.posted ? range.to < dayText([issued[0], 1, 1]) : range.to <= dayText(issued);
  };
  const taken = new Set<number>([...head.datesOfPaper, ...phaseDrafts.map((phase) => phase.mention.from)]);
  if (periodAt !== undefined) taken.add(periodAt.mention.from);
  const duties = dated.filter(
    (one) => !taken.has(one.mention.from) && isDuty(one.mention, { form, sentence: one.sentence, issuedBefore }),
  );

  const tasks: PlanTask[] = [];
  const keptTasks: TaskDraft[] = [];
  for (const draft of taskDrafts) {
    const own = within(dated, draft.noteFrom, draft.noteTo).map((one) => one.range);
    const said = within(duties, draft.from, draft.to).map((one) => one.range);
    const quote = trimmed(form, draft.from, Math.min(draft.to, draft.from + 3000));
    if (quote.to <= quote.from) continue;
    keptTasks.push(draft);
    const end = form.charAt(quote.to) === '。' ? quote.to + 1 : quote.to;
    tasks.push({
      number: draft.number,
      text: quoteOf(clean, { from: quote.from, to: end }),
      leadUnits: draft.leadUnits,
      supportUnits: draft.supportUnits,
      due: cover(own.length > 0 ? own : said),
      id: `task-${tasks.length + 1}`,
      span: spanOf({ from: quote.from, to: Math.max(end, draft.noteTo) }),
      confidence: { note: 0.95, field: 0.9, table: 0.85, running: 0.7, duty: 0.6 }[draft.how],
    });
  }

  const deadlines: PlanDeadline[] = [];
  const notesOfTasks = new Spots(keptTasks.map((draft) => ({ from: draft.noteFrom, to: draft.noteTo })));
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

  tellContradictions(deadlines, tasks, phases, period, conflicts);
  const cadences: Cadence[] = cadenceDrafts.map(({ from, to, ...rest }, index) => {
    const quote = quoteOf(clean, { from, to });
    const recipient = recipientOf(quote);
    return {
      quote,
      ...rest,
      ...(recipient === null ? {} : { recipient }),
      id: `cadence-${index + 1}`,
      span: spanOf({ from, to }),
      confidence: 0.85,
    };
  });

  const bodies = bodyDrafts.map(({ from, to, told: _, ...rest }, index) => ({
    ...rest,
    id: `body-${index + 1}`,
    span: spanOf({ from, to }),
  }));
  const mechanisms = findMechanisms(clean).map(({ name, from, to }, index) => ({
    name,
    quote: clean.words.slice(from, to),
    id: `mechanism-${index + 1}`,
    span: spanOf({ from, to }),
    confidence: 0.8,
  }));

  return {
    title: head.title,
    issuer: head.issuer,
    baseYear,
    period,
    phases,
    tasks,
    cadences,
    deadlines,
    bodies,
    mechanisms,
    unownedTasks: findUnowned(clean, markers, keptTasks, duties, phaseDrafts, spanOf),
    outline: buildOutline(clean, markers),
    notes,
    conflicts,
  };
}

/** Two dates for one duty, and phases that leave the period. */
function tellContradictions(
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

function dayText([year, month, day]: readonly [number, number, number]): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const WORK = /任务|措施|内容|要点|重点|推进|步骤|举措|工作安排|整治/;

/** Items below a heading of work whose owner nobody names. */
function findUnowned(
  clean: CleanText,
  markers: readonly Marker[],
  tasks: readonly TaskDraft[],
  duties: readonly Dated[],
  phases: readonly PhaseDraft[],
  spanOf: (spot: Spot) => Span,
): UnownedTask[] {
  const unowned: UnownedTask[] = [];
  const owned = new Spots(tasks.map((task) => ({ from: task.from, to: task.noteTo })));
  const starts = new Set(phases.map((phase) => phase.from));
  let section = false;
  markers.forEach((marker, index) => {
    if (marker.style === 'han' || marker.style === 'part' || marker.style === 'annex') {
      section = WORK.test(headingOf(clean, marker, markers[index + 1]?.from ?? clean.form.length).slice(0, 24));
      return;
    }
    const next = markers[index + 1];
    if (!section || marker.style === 'said' || marker.style === 'circled') return;
    const to = next?.from ?? clean.form.length;
    if (next !== undefined && next.style !== marker.style && to - marker.to < 40) return;
    if (owned.touches(marker.from, to) || starts.has(marker.from)) return;
    const spot = trimmed(clean.form, marker.to, Math.min(to, marker.to + 1500));
    if (spot.to - spot.from < 4) return;
    const due = cover(within(duties, spot.from, spot.to).map((one) => one.range));
    unowned.push({
      number: marker.number,
      text: quoteOf(clean, spot),
      due,
      id: `unowned-${unowned.length + 1}`,
      span: spanOf({ from: marker.from, to: spot.to }),
      confidence: 0.5,
    });
  });
  return unowned;
}
