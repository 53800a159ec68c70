import {
  epochOf,
  type FileId,
  type Instant,
  idOf,
  instantOf,
  isRefusal,
  localDay,
  localText,
  orRefuse,
  type PersonId,
  Refused,
  type SubjectId,
  type UnitId,
} from '#core/kernel';
import { lampOf } from '#core/obligation';
import { actorIn, may, namesOfPeople, namesOfUnits, type Reach, reach } from '#directory';
import { listEvidence } from '#evidence';
import {
  dutiesAbout,
  dutyUnitsOf,
  findContent,
  findSubject,
  listContents,
  listDutiesOfRule,
  listLastFacts,
  listTitles,
  objectOf,
  type RuleLine,
  titleOf,
} from '#ledger';
import type { Tx } from '#platform/db';
import type { Ctx } from '#platform/http';
import { writeWorkbook } from '#platform/spreadsheet';
import {
  MOST_LINES,
  type OwedList,
  type OwedQuery,
  type Round,
  type RoundDetail,
  type RoundList,
  type RoundQuery,
  type RoundsQuery,
  type SubmissionDetail,
  type SubmissionLine,
  type Version,
} from './contract.ts';
import { submissionRefusals } from './refusals.ts';
import { mayDo, type OpenSubmission, openedBy, SUBMISSION_ACTIONS } from './submission.service.ts';
import { COUNTED, countsOf, standingOf, usualDue } from './submission.ts';
import { STANDING_WORDS } from './submission-words.ts';

const RULE = 'submission';
const DAY_MS = 86_400_000;
/** How far back a list goes, beside what is still owed. */
const A_YEAR = 366;
const GONE = '已撤并的单位';
const ERASED = '内容已依法删除';

type Selection = {
  readonly parent?: SubjectId | undefined;
  readonly units?: readonly UnitId[] | undefined;
  readonly item?: string | undefined;
  readonly number?: string | undefined;
  readonly dueFrom?: Instant | undefined;
};

/** 我单位应报: what my units must hand in, and to whom. */
export async function listOwed(ctx: Ctx, query: OwedQuery): Promise<OwedList> {
  const actor = await actorIn(ctx);
  const units = dutyUnitsOf(actor);
  const lines = await linesOf(ctx, reach(actor, 'task.read'), { units, dueFrom: yearAgo(ctx) });
  return {
    lines: query.scope === 'all' ? lines : lines.filter(({ standing }) => !COUNTED.received.includes(standing)),
  };
}

/** 收报: the rounds that the person collects, the next due first. */
export async function listRounds(ctx: Ctx, query: RoundsQuery): Promise<RoundList> {
  const where = reach(await actorIn(ctx), 'submission.collect');
  const parent = query.plan === undefined ? undefined : idOf<SubjectId>(query.plan);
  const lines = await linesOf(ctx, where, { parent, dueFrom: yearAgo(ctx) });
  const groups = Map.groupBy(lines, ({ plan, item, number }) => `${plan.id}\n${item}\n${number}`);
  const rounds = [...groups.values()].flatMap((group) => roundOf(group) ?? []).toSorted(byDue);
  const isOpen = ({ counts }: Round) => counts.received < counts.total;
  return { rounds: query.scope === 'all' ? rounds : rounds.filter(isOpen) };
}

function byDue(a: Round, b: Round): number {
  const keyOf = ({ dueAt, title, number }: Round) => [dueAt ?? '9', title, number].join('\n');
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

/** One round: who has handed in, who has not, who was late. */
export async function readRound(ctx: Ctx, query: RoundQuery): Promise<RoundDetail> {
  const where = reach(await actorIn(ctx), 'submission.collect');
  const { item, number } = query;
  const lines = await linesOf(ctx, where, { parent: idOf<SubjectId>(query.plan), item, number });
  const round = roundOf(lines);
  return round === undefined ? orRefuse(submissionRefusals.noRound()) : { round, lines };
}

/** The round as a workbook: the list, and what each unit handed in last. */
export async function roundWorkbook(ctx: Ctx, query: RoundQuery): Promise<{ name: string; bytes: Uint8Array }> {
  const { round, lines } = await readRound(ctx, query);
  const ids = lines.map(({ id }) => idOf<SubjectId>(id));
  const handedIn = await listLastFacts(ctx.db, ctx.region, ids, 'submission.handed-in');
  const byTask = new Map(handedIn.map((one) => [String(one.fact.subject.id), one]));
  const files = await listEvidence(
    ctx.db,
    ctx.region,
    handedIn.flatMap(({ fact }) => [...fact.evidence]),
  );
  const nameOf = new Map(files.map((file) => [file.id, file.name ?? '已依法删除的文件']));
  const when = (instant: string | null) =>
    instant === null
      ? ''
      : localText(instant as Instant)
          .slice(0, 16)
          .replace('T', ' ');
  const { counts } = round;
  const bytes = await writeWorkbook([
    {
      name: '报送情况',
      notes: [
        `${round.plan.title}: ${round.title}${round.number === '' ? '' : ` (${round.number})`}`,
        `报 ${round.recipient.name}; 应报 ${counts.total}, 已报 ${counts.handedIn}, 未报 ${counts.missing}, 其中逾期 ${counts.overdue}, 迟报 ${counts.late}; ${when(ctx.now)} 导出`,
      ],
      columns: [
        { heading: '序号', width: 6 },
        { heading: '单位', width: 30 },
        { heading: '情况', width: 16 },
        { heading: '期限', width: 18 },
        { heading: '交报时间', width: 18 },
        { heading: '第几版', width: 8 },
        { heading: '报送内容', width: 70 },
        { heading: '附件', width: 34 },
      ],
      rows: lines.map((line, index) => {
        const last = byTask.get(line.id);
        const report = last?.words.report;
        return [
          index + 1,
          line.unit.name,
          STANDING_WORDS[line.standing],
          line.dueAt === null ? '不设期限' : when(line.dueAt),
          when(line.handedInAt),
          line.version === 0 ? null : line.version,
          last === undefined ? '' : typeof report === 'string' ? report : ERASED,
          (last?.fact.evidence ?? []).map((id: FileId) => nameOf.get(id) ?? '').join('\n'),
        ];
      }),
    },
  ]);
  return { name: `报送情况${round.number === '' ? '' : ` ${round.number}`} ${localDay(ctx.now)}.xlsx`, bytes };
}

function yearAgo(ctx: Ctx): Instant {
  return instantOf(epochOf(ctx.now) - A_YEAR * DAY_MS);
}

async function linesOf(ctx: Ctx, where: Reach, selection: Selection): Promise<SubmissionLine[]> {
  const tx = ctx.db;
  const rows = await listDutiesOfRule(tx, ctx.region, where, { rule: RULE, ...selection, limit: MOST_LINES + 1 });
  if (rows.length > MOST_LINES) throw new Refused(submissionRefusals.tooMany(MOST_LINES));
  const ids = rows.map(({ obligation }) => obligation.subject.id);
  const handedIn = await listLastFacts(tx, ctx.region, ids, 'submission.handed-in');
  const last = new Map(handedIn.map(({ fact }) => [fact.subject.id, fact]));
  const plans = new Map(
    (await listTitles(tx, ctx.region, [...new Set(rows.flatMap(({ parent }) => parent ?? []))])).map((plan) => [
      plan.id,
      plan.title.text,
    ]),
  );
  const recipientOf = ({ opening }: RuleLine) => idOf<UnitId>(String(opening.data.recipient));
  const units = rows.flatMap((row) => [row.obligation.bearerUnit, recipientOf(row)]);
  const names = await namesOfUnits(tx, ctx.region, [...new Set(units)]);
  const named = (unit: UnitId) => ({ id: unit, name: names.get(unit) ?? GONE });
  return rows.flatMap((row): SubmissionLine[] => {
    const { obligation, parent } = row;
    const standing = standingOf(obligation, row.state, ctx.now);
    if (standing === undefined || parent === null) return [];
    const title = titleOf(row.title);
    const fact = last.get(obligation.subject.id);
    return [
      {
        id: obligation.subject.id,
        plan: { id: parent, title: plans.get(parent) ?? '' },
        item: String(row.opening.data.item),
        number: title.number,
        title: title.text,
        unit: named(obligation.bearerUnit),
        recipient: named(recipientOf(row)),
        standing,
        lamp: row.lamp,
        dueAt: obligation.times.dueAt,
        version: fact === undefined ? 0 : Number(fact.data.version),
        handedInAt: fact?.occurredAt ?? null,
      },
    ];
  });
}

function roundOf(lines: readonly SubmissionLine[]): Round | undefined {
  const [first] = lines;
  if (first === undefined) return undefined;
  const { plan, item, number, title, recipient } = first;
  const dueAt = usualDue(lines.map((line) => line.dueAt as Instant | null));
  return { plan, item, number, title, recipient, dueAt, counts: countsOf(lines.map(({ standing }) => standing)) };
}

/** One submission with every version of it, and what the person may do now, with reasons. */
export async function readSubmission(ctx: Ctx, id: SubjectId): Promise<SubmissionDetail> {
  const tx = ctx.db;
  const actor = await actorIn(ctx);
  const open = orRefuse(await openedBy(ctx, tx, actor, await findSubject(tx, ctx.region, id)));
  const { submission, subject } = open;
  const title = titleOf(await findContent(tx, ctx.region, id, 'title'));
  const [plan] = await listTitles(tx, ctx.region, [idOf<SubjectId>(submission.plan)]);
  const names = await namesOfUnits(tx, ctx.region, [submission.unit, submission.recipient]);
  const named = (unit: UnitId) => ({ id: unit, name: names.get(unit) ?? GONE });
  const duty = subject.obligations.find((obligation) => obligation.rule === RULE);
  return {
    id,
    plan: { id: submission.plan, title: plan?.title.text ?? '' },
    item: submission.item,
    number: title.number,
    title: title.text,
    unit: named(submission.unit),
    recipient: named(submission.recipient),
    standing: duty === undefined ? null : (standingOf(duty, subject.state, ctx.now) ?? null),
    lamp: duty === undefined ? null : lampOf(duty),
    duties: await dutiesAbout(ctx, tx, subject),
    source: await findContent(tx, ctx.region, id, 'source'),
    versions: await versionsOf(ctx, tx, open, duty?.times.dueAt ?? null),
    collects: !isRefusal(may(actor, 'submission.collect', objectOf(subject))),
    actions: SUBMISSION_ACTIONS.map((action) => {
      const answer = mayDo(open, action);
      const refusal = isRefusal(answer) ? { code: answer.code, sentence: answer.sentence } : null;
      return { action, allowed: refusal === null, refusal };
    }),
  };
}

async function versionsOf(
  ctx: Ctx,
  tx: Tx,
  { submission, subject }: OpenSubmission,
  dueAt: Instant | null,
): Promise<Version[]> {
  const { versions } = submission;
  const people = versions.flatMap(({ person, answer }) => (answer === null ? [person] : [person, answer.person]));
  const persons = await namesOfPeople(tx, ctx.region, [...new Set(people)]);
  const by = (person: PersonId) => persons.get(person) ?? '已离开的人员';
  const contents = new Map(
    (await listContents(tx, ctx.region, [subject.ref.id])).map((content) => [content.id, content]),
  );
  const wordsOf = (refs: (typeof versions)[number]['contents']) => {
    const stored = refs.map(({ id }) => contents.get(id)).find((content) => content !== undefined);
    return typeof stored?.body === 'string' ? stored.body : null;
  };
  const files = await listEvidence(
    tx,
    ctx.region,
    versions.flatMap(({ evidence }) => [...evidence]),
  );
  // A version that takes the place of one nobody has answered stands for what was handed in first (OBL-7).
  const claimedAt = versions.map(({ at }, n) => {
    const first = versions.findLastIndex(({ answer }, earlier) => earlier < n && answer?.kind === 'returned') + 1;
    return versions[first]?.at ?? at;
  });
  return versions.toReversed().map(({ version, at, person, evidence, answer, contents: refs }, n) => ({
    version,
    at,
    by: by(person),
    late: dueAt !== null && (claimedAt.at(-1 - n) ?? at) > dueAt,
    report: wordsOf(refs),
    evidence: evidence.flatMap((id) => {
      const found = files.find((file) => file.id === id);
      return found === undefined
        ? []
        : [{ id, name: found.name ?? '已依法删除的文件', size: found.size, sm3: found.sm3 }];
    }),
    answer:
      answer === null
        ? null
        : { kind: answer.kind, at: answer.at, by: by(answer.person), words: wordsOf(answer.contents) ?? '' },
  }));
}
