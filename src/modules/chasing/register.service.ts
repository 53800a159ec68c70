import { epochOf, idOf, instantOf, isRefusal, orRefuse, type PlainDate, startOfDay, type UnitId } from '#core/kernel';
import { lampOf, type Obligation } from '#core/obligation';
import { type Actor, actorIn, may, namesOfPeople, namesOfUnits, reach } from '#directory';
import { listFactsById, listObligations, listTitles } from '#ledger';
import { writeOfficialPapers } from '#platform/documents';
import type { Ctx } from '#platform/http';
import { findNotices, listNotices, type Notice } from './chase.store.ts';
import { numberWords } from './chase.ts';
import type { ChaseLine, ChaseList, ChaseNotice, ChaseQuery } from './contract.ts';
import { answerOf, daysOver, paperOf } from './notice.ts';
import { chaseRefusals } from './refusals.ts';

const DAY = 86_400_000;
/** Notices that a register holds at most; more asks for a period. */
const MOST = 10_000;
const GONE = '已撤并的单位';

/** 催办登记: what was chased, the latest first: the office sees all, a unit what it was chased for. */
export async function listChases(ctx: Ctx, query: ChaseQuery): Promise<ChaseList> {
  const tx = ctx.db;
  const where = reach(await actorIn(ctx), 'task.read');
  const own = where.scope === 'jurisdiction' ? null : where.scope === 'relations' ? where.unitIds : [];
  const asked = query.unit === undefined ? undefined : idOf<UnitId>(query.unit);
  const units = asked === undefined ? own : own === null || own.includes(asked) ? [asked] : [];
  const notices = await listNotices(
    tx,
    ctx.region,
    {
      units,
      received: query.received === undefined ? undefined : query.received === 'yes',
      since: query.from === undefined ? undefined : startOfDay(idOf<PlainDate>(query.from)),
      until: query.to === undefined ? undefined : instantOf(epochOf(startOfDay(idOf<PlainDate>(query.to))) + DAY),
    },
    MOST + 1,
  );
  if (notices.length > MOST) return orRefuse(chaseRefusals.tooLong(MOST));
  const answers = await answersTo(ctx, notices);
  const standing = notices.map((notice) => ({ notice, answer: answerOf(answers.get(notice.id), ctx.now) }));
  const counts = { waiting: 0, overdue: 0, answered: 0, none: 0, unreceived: 0 };
  for (const { notice, answer } of standing) {
    counts[answer] += 1;
    if (notice.receivedAt === null) counts.unreceived += 1;
  }
  const wanted = standing.filter(({ answer }) => query.answer === undefined || answer === query.answer);
  const shown = wanted.slice((query.page - 1) * query.limit, query.page * query.limit).map(({ notice }) => notice);
  return { chases: await linesOf(ctx, shown, answers), total: wanted.length, counts };
}

/** The duty to answer that each notice opened. */
async function answersTo(ctx: Ctx, notices: readonly Notice[]): Promise<ReadonlyMap<string, Obligation>> {
  const tasks = [...new Set(notices.map(({ task }) => task))];
  const duties = await listObligations(ctx.db, ctx.region, tasks, 'chase-answer');
  return new Map(duties.map((duty) => [duty.openedBy, duty]));
}

async function linesOf(
  ctx: Ctx,
  notices: readonly Notice[],
  answers: ReadonlyMap<string, Obligation>,
): Promise<ChaseLine[]> {
  const tx = ctx.db;
  const titles = new Map(
    (await listTitles(tx, ctx.region, [...new Set(notices.map(({ task }) => task))])).map((line) => [
      line.id,
      line.title,
    ]),
  );
  const names = await namesOfUnits(tx, ctx.region, [...new Set(notices.map(({ unit }) => unit))]);
  return notices.map((notice) => {
    const duty = answers.get(notice.id);
    const title = titles.get(notice.task);
    return {
      id: notice.id,
      number: numberWords(notice.year, notice.number),
      task: { id: notice.task, title: title?.text ?? '' },
      unit: { id: notice.unit, name: names.get(notice.unit) ?? GONE },
      chasedAt: notice.at,
      receivedAt: notice.receivedAt,
      answer: answerOf(duty, ctx.now),
      state: duty?.state ?? null,
      lamp: duty === undefined ? null : lampOf(duty),
      dueAt: duty?.times.dueAt ?? null,
    };
  });
}

/** One notice as it was sent. Refuses CHS-07 to whoever is neither the unit that is chased nor sees all tasks. */
export async function readNotice(ctx: Ctx, id: string): Promise<ChaseNotice> {
  const [notice] = await seenNotices(ctx, [id]);
  return notice ?? orRefuse(chaseRefusals.noNotice());
}

/** 催办通知单, a page each, as one .docx. */
export async function noticesDocument(ctx: Ctx, ids: readonly string[]): Promise<Uint8Array> {
  const notices = await seenNotices(ctx, ids);
  if (notices.length === 0) return orRefuse(chaseRefusals.noNotice());
  return writeOfficialPapers(notices.map(paperOf));
}

async function seenNotices(ctx: Ctx, ids: readonly string[]): Promise<ChaseNotice[]> {
  const tx = ctx.db;
  const actor = await actorIn(ctx);
  const notices = (await findNotices(tx, ctx.region, ids)).filter((notice) => maySee(actor, notice));
  const lines = await linesOf(ctx, notices, await answersTo(ctx, notices));
  const people = await namesOfPeople(tx, ctx.region, [
    ...new Set(notices.flatMap(({ receivedBy }) => receivedBy ?? [])),
  ]);
  const sent = await sentAs(ctx, notices);
  return notices.flatMap((notice, n) => {
    const line = lines[n];
    if (line === undefined) return [];
    const said = sent.get(notice.id);
    const own = { region: ctx.region, parties: [{ unitId: notice.unit, relation: 'lead' as const }] };
    return [
      {
        ...line,
        words: said?.words ?? '',
        organ: said?.organ ?? GONE,
        taskDueDay: said?.dueDay ?? null,
        overdueDays: said?.dueDay ? daysOver(said.dueDay, notice.at) : 0,
        receivedBy: notice.receivedBy === null ? null : (people.get(notice.receivedBy) ?? '已离开的人员'),
        mayReceive: notice.receivedAt === null && !isRefusal(may(actor, 'task.receive', own)),
      },
    ];
  });
}

/** A notice concerns the unit that is chased; the other lead units of the task have their own. */
function maySee(actor: Actor, notice: Notice): boolean {
  const parties = [{ unitId: notice.unit, relation: 'lead' as const }];
  return !isRefusal(may(actor, 'task.read', { region: actor.region, subjectType: 'task', parties }));
}

/** What each notice said, by the fact that chased: the day that held then, the words, and on whose behalf. */
async function sentAs(ctx: Ctx, notices: readonly Notice[]) {
  const sent = await listFactsById(
    ctx.db,
    ctx.region,
    notices.map(({ id }) => id),
  );
  const organs = await namesOfUnits(ctx.db, ctx.region, [
    ...new Set(sent.flatMap(({ fact }) => (fact.onBehalfOf === null ? [] : [fact.onBehalfOf]))),
  ]);
  return new Map<string, { dueDay: PlainDate | null; words: string; organ: string }>(
    sent.map(({ fact, words: { chase } }) => [
      fact.id,
      {
        dueDay: typeof fact.data.dueDay === 'string' ? idOf<PlainDate>(fact.data.dueDay) : null,
        words: typeof chase === 'string' ? chase : '',
        organ: (fact.onBehalfOf === null ? undefined : organs.get(fact.onBehalfOf)) ?? GONE,
      },
    ]),
  );
}
