import { idOf, type PersonId, type SubjectId, type UnitId } from '#core/kernel';
import { CLOCK, type Json } from '#core/obligation';
import { type Actor, actorIn, namesOfPeople, namesOfUnits, reach } from '#directory';
import { listFactsById, listStanding, listTitles, listVisible } from '#ledger';
import type { Tx } from '#platform/db';
import { type Ctx, once } from '#platform/http';
import { informing } from '#rulebook';
import { actionsToRead, seatsOf } from './access.ts';
import {
  type MarkAllRead,
  type MarkRead,
  type Message,
  type MessageFilter,
  type MessageList,
  MOST_COUNTED,
  type UnreadCount,
} from './contract.ts';
import {
  insertRead,
  insertReadAbout,
  listAddressed,
  type MessageRow,
  markAllRead,
  type Reader,
} from './inbox.store.ts';

const GONE = '已撤并的单位';
const LEFT = '已离开的人员';
/** How much of what was written a message shows. */
const EXCERPT = 80;
/** Which of the words of a fact a message shows, the first that there are. */
const SHOWN_WORDS = ['words', 'chase', 'reason', 'refusal', 'opinion', 'result', 'report', 'progress'];

/** 消息: what concerns the person, newest first, of what he may see at this moment. */
export async function listMessages(ctx: Ctx, filter: MessageFilter): Promise<MessageList> {
  const tx = ctx.db;
  const actor = await actorIn(ctx, tx);
  const { rows, next } = await readable(ctx, tx, actor, filter);
  return { messages: await viewsOf(ctx, tx, rows), next };
}

/** How many the person has not read. */
export async function countUnread(ctx: Ctx): Promise<UnreadCount> {
  const tx = ctx.db;
  const actor = await actorIn(ctx, tx);
  const { rows } = await readable(ctx, tx, actor, { state: 'unread', limit: MOST_COUNTED + 1 });
  return { unread: Math.min(rows.length, MOST_COUNTED), more: rows.length > MOST_COUNTED };
}

/** 标为已读: some, or all about one subject. */
export function markRead(ctx: Ctx, input: MarkRead) {
  return once(ctx, async (tx) => {
    const reader = readerOf(await actorIn(ctx, tx));
    if ('about' in input) await insertReadAbout(tx, ctx.region, reader, idOf<SubjectId>(input.about));
    else await insertRead(tx, ctx.region, reader, input.numbers);
    return { done: true as const };
  });
}

/** 全部已读. */
export function markEverythingRead(ctx: Ctx, input: MarkAllRead) {
  return once(ctx, async (tx) => {
    const actor = await actorIn(ctx, tx);
    await markAllRead(tx, ctx.region, actor.person, input.upTo);
    return { done: true as const };
  });
}

function readerOf(actor: Actor): Reader {
  return { person: actor.person, seats: seatsOf(actor) };
}

type Wanted = Pick<MessageFilter, 'topic' | 'state' | 'before' | 'limit'>;

/** A page of what comes to the person and may be read by him; what he may no longer see is passed over. */
async function readable(
  ctx: Ctx,
  tx: Tx,
  actor: Actor,
  wanted: Wanted,
): Promise<{ rows: MessageRow[]; next: number | null }> {
  const rows: MessageRow[] = [];
  let before = wanted.before;
  for (;;) {
    const page = await listAddressed(tx, ctx.region, readerOf(actor), { ...wanted, before });
    for (const row of await visibleOf(ctx, tx, actor, page)) {
      rows.push(row);
      if (rows.length === wanted.limit) return { rows, next: row.number };
    }
    before = page.at(-1)?.number;
    if (page.length < wanted.limit || before === undefined) return { rows, next: null };
  }
}

async function visibleOf(ctx: Ctx, tx: Tx, actor: Actor, rows: readonly MessageRow[]): Promise<MessageRow[]> {
  const seen = new Map<string, ReadonlySet<SubjectId>>();
  for (const { subjectType, topic } of rows) {
    for (const action of actionsToRead(subjectType, topic) ?? []) {
      const key = `${subjectType} ${action}`;
      if (seen.has(key)) continue;
      const ids = [...new Set(rows.filter((row) => row.subjectType === subjectType).map((row) => row.subjectId))];
      seen.set(key, new Set(await listVisible(tx, ctx.region, reach(actor, action), ids)));
    }
  }
  return rows.filter(({ subjectType, subjectId, topic }) => {
    const actions = actionsToRead(subjectType, topic);
    return actions?.every((action) => seen.get(`${subjectType} ${action}`)?.has(subjectId)) === true;
  });
}

async function viewsOf(ctx: Ctx, tx: Tx, rows: readonly MessageRow[]): Promise<Message[]> {
  if (rows.length === 0) return [];
  const { region } = ctx;
  const facts = new Map(
    (
      await listFactsById(
        tx,
        region,
        rows.map(({ factId }) => factId),
      )
    ).map((one) => [String(one.fact.id), one]),
  );
  const origins = [...new Set([...facts.values()].map(({ fact }) => idOf<SubjectId>(fact.subject.id)))];
  const standings = new Map((await listStanding(tx, region, origins)).map((one) => [one.ref.id, one]));
  const titles = new Map(
    (await listTitles(tx, region, [...new Set(rows.map(({ subjectId }) => subjectId))])).map((one) => [
      one.id,
      one.title.text,
    ]),
  );
  const actors = [...facts.values()].flatMap(({ fact }) => (fact.actor === CLOCK ? [] : [idOf<PersonId>(fact.actor)]));
  const people = await namesOfPeople(tx, region, [...new Set(actors)]);
  const units = await namesOfUnits(tx, region, [
    ...new Set(rows.flatMap(({ unitId }) => (unitId === null ? [] : [idOf<UnitId>(unitId)]))),
  ]);
  return rows.flatMap((row) => {
    const found = facts.get(row.factId);
    const declared = informing[row.kind];
    if (found === undefined || declared === undefined) return [];
    const { fact, words } = found;
    const standing = standings.get(idOf<SubjectId>(fact.subject.id));
    return [
      {
        number: row.number,
        topic: row.topic,
        says: declared.says(fact, {
          parties: standing?.parties ?? [],
          obligations: standing?.obligations ?? [],
          begunBy: null,
        }),
        subject: { type: row.subjectType, id: row.subjectId, title: titles.get(row.subjectId) ?? '' },
        unit: row.unitId === null ? null : (units.get(idOf<UnitId>(row.unitId)) ?? GONE),
        actor: fact.actor === CLOCK ? '系统时钟' : (people.get(idOf<PersonId>(fact.actor)) ?? LEFT),
        at: fact.recordedAt,
        words: excerptOf(words),
        read: row.read,
      },
    ];
  });
}

function excerptOf(words: { readonly [name: string]: Json }): string | null {
  const name = SHOWN_WORDS.find((one) => typeof words[one] === 'string');
  const text = name === undefined ? null : String(words[name]).replaceAll(/\s+/g, ' ').trim();
  if (text === null || text === '') return null;
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text;
}
