import { findBodies } from './bodies.ts';
import { findCadences } from './cadences.ts';
import { type CleanText, cleanText, spanIn } from './clean.ts';
import { cover, type Dated, dateAll, within } from './dated.ts';
import { type DateMention, findDates } from './dates.ts';
import { readDeadlines, tellContradictions } from './deadlines.ts';
import { isDuty, recipientOf } from './duties.ts';
import { readHead } from './heads.ts';
import { findMechanisms } from './mechanisms.ts';
import type {
  Cadence,
  CompiledPlan,
  CompileOptions,
  Phase,
  PlanConflict,
  PlanNote,
  PlanPeriod,
  PlanTask,
  Span,
} from './model.ts';
import { buildOutline, findMarkers } from './outline.ts';
import type { TaskDraft } from './owners.ts';
import { findPhases, type PhaseDraft } from './phases.ts';
import { quoteOf, sentencesOf, trimmed } from './sentences.ts';
import type { Spot } from './spots.ts';
import { findTables, lostTables } from './tables.ts';
import { findTasks } from './tasks.ts';
import { findUnowned } from './unowned-tasks.ts';

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
    const carriedOn =
      /(?:^|[,。;])(?:自|从)$/.test(before) &&
      /^,?[^,。;\n]{0,16}(?:开展|进行|组织|集中)[^,。;\n]{0,40}(?:整治|行动|活动|检查|督查)/.test(after);
    const headed = /^(?:活动|行动|整治|工作|实施|检查|试点)(?:时间|期限)/.test(
      form.slice(one.sentence.from, one.sentence.from + 8),
    );
    if (decided || carriedOn || headed || (staged && PERIOD.test(before)) || said) return one;
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
  const tables = findTables(clean);
  const head = readHead(clean, text, mentions, tables);
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
    tables,
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
    return head.posted ? range.to < dayText([head.firstYear ?? issued[0], 1, 1]) : range.to <= dayText(issued);
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

  const deadlines = readDeadlines(clean, duties, keptTasks, cadenceDrafts, { period, phases });
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

function dayText([year, month, day]: readonly [number, number, number]): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
