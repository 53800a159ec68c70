import { PassThrough, type Readable } from 'node:stream';
import {
  epochOf,
  type Instant,
  instantOf,
  isRefusal,
  localDay,
  type PersonId,
  parseInstant,
  type Refusal,
  type Region,
} from '#core/kernel';
import { type Action, type Actor, actorIn, actorOf, type Reach, reach } from '#directory';
import { isPart, listStanding, listTouched, type Mark, objectOf, type Touched } from '#ledger';
import { goodSessions } from '#platform/auth';
import type { Tx } from '#platform/db';
import type { Ctx } from '#platform/http';
import { TOLD_KINDS } from '#rulebook';
import { type Changed, changesOf, visibleTo } from './access.ts';
import type { LiveChange } from './contract.ts';
import { follow, markOf } from './follow.service.ts';
import { NOTHING_SEEN } from './inbox.store.ts';
import { inboxRefusals } from './refusals.ts';

/** Streams of one person: a page that is out of sight closes its own. */
const MOST_OF_PERSON = 4;
const MOST_OF_ALL = 5_000;
/** Looks between two signs of life, and between two questions whether the session still stands. */
const BEAT_EVERY = 20;
const MINUTE = 60_000;
/** A role that was taken away moves no page any more after this; what pages show is asked at each reading anyhow. */
const ACTOR_KEPT = 5 * MINUTE;
/** A page that was away longer is told to read everything again. */
const LONGEST_AWAY = 60 * MINUTE;
/** What a page read while its stream was being opened may already be old by so much. */
const OPENING = 30_000;
/** A listener that reads nothing is let go; it comes again and is told what it missed. */
const MOST_WAITING = 256 * 1024;

type Listener = {
  readonly region: Region;
  readonly person: PersonId;
  readonly session: string;
  readonly stream: PassThrough;
  actor: Actor;
  actorSince: number;
  readonly reaches: Map<Action, Reach>;
};

/** The open streams of this program. */
export type Feed = {
  /** Opens a stream; `after` is the id of the last event that the page had. */
  join(ctx: Ctx, session: string, after: string | undefined): Promise<Readable | Refusal>;
  /** Looks at the ledger: makes the messages, and tells the open pages what changed. */
  look(ctx: Ctx): Promise<void>;
  close(): void;
};

export function openFeed(): Feed {
  const listeners = new Set<Listener>();
  const marks = new Map<Region, { seen: string; at: Instant }>();
  let looks = 0;
  let checkedAt = 0;
  let closed = false;

  const end = (listener: Listener) => {
    listeners.delete(listener);
    listener.stream.end();
  };

  const send = (listener: Listener, text: string) => {
    if (listener.stream.writableLength > MOST_WAITING) end(listener);
    else listener.stream.write(text);
  };

  /** What was recorded since a mark, told to some listeners; returns the mark of now. */
  async function tell(
    tx: Tx,
    region: Region,
    now: Instant,
    mark: Mark,
    to: () => readonly Listener[],
    before: () => Promise<unknown> = async () => {},
  ): Promise<{ seen: string; at: Instant }> {
    const { subjects, seen } = await listTouched(tx, region, mark);
    // After the look: a message of what was seen exists by the time that a page asks for it.
    await before();
    if (subjects.length > 0) {
      const changes = changesOf(await changedOf(tx, region, subjects));
      // Whoever has joined meanwhile looked later than this, or is told here.
      for (const listener of to()) {
        const seenBy = visibleTo(listener.actor, (action) => reachOf(listener, action), changes);
        if (!seenBy.all && seenBy.subjects.length === 0) continue;
        send(listener, event('change', eventId({ seen, at: now }), changeOf(seenBy)));
      }
    }
    return { seen, at: now };
  }

  /** Ends the streams of sessions that are over; lets the others be heard of, so that no proxy thinks them dead. */
  async function check(ctx: Ctx): Promise<void> {
    const open = [...listeners];
    const good = await goodSessions(
      ctx.db,
      open.map(({ session }) => session),
      ctx.now,
    );
    for (const listener of open) {
      if (!good.has(listener.session)) {
        send(listener, event('end', '', {}));
        end(listener);
        continue;
      }
      if (epochOf(ctx.now) - listener.actorSince >= ACTOR_KEPT) await renew(ctx, listener);
      send(listener, ': \n\n');
    }
  }

  async function renew(ctx: Ctx, listener: Listener): Promise<void> {
    try {
      listener.actor = await actorOf(ctx.db, listener.region, listener.person, localDay(ctx.now));
      listener.actorSince = epochOf(ctx.now);
      listener.reaches.clear();
    } catch {
      // No longer on the staff.
      end(listener);
    }
  }

  return {
    async join(ctx, session, after) {
      const actor = await actorIn(ctx);
      const { person } = actor;
      const own = [...listeners].filter((one) => one.person === person && one.region === ctx.region);
      if (own.length >= MOST_OF_PERSON) return inboxRefusals.tooManyStreams();
      if (closed || listeners.size >= MOST_OF_ALL) return inboxRefusals.full();
      const listener: Listener = {
        region: ctx.region,
        person,
        session,
        stream: new PassThrough(),
        actor,
        actorSince: epochOf(ctx.now),
        reaches: new Map(),
      };
      listener.stream.on('close', () => listeners.delete(listener));
      listener.stream.on('error', () => listeners.delete(listener));
      send(listener, 'retry: 3000\n\n');
      const last = placeOf(after);
      const away = last === undefined ? 0 : Math.abs(epochOf(ctx.now) - epochOf(last.at));
      const mark =
        last === undefined || away > LONGEST_AWAY
          ? { seen: NOTHING_SEEN, since: instantOf(epochOf(ctx.now) - OPENING) }
          : markOf(last.seen, last.at, ctx.now);
      // Counted before the look, so that two at once do not both find the last place free.
      listeners.add(listener);
      const now = await tell(
        ctx.db,
        ctx.region,
        ctx.now,
        mark,
        () => [listener],
        () => follow(ctx.db, ctx.region, ctx.now),
      ).catch((fault: unknown) => {
        end(listener);
        throw fault;
      });
      // Unless somebody listened before: then the common mark is older, and nothing between the two is passed over.
      if (!marks.has(ctx.region)) marks.set(ctx.region, now);
      const missed = after !== undefined && (last === undefined || away > LONGEST_AWAY);
      send(listener, event(missed ? 'change' : 'ready', eventId(now), changeOf({ subjects: [], all: missed })));
      return listener.stream;
    },

    async look(ctx) {
      const here = () => [...listeners].filter(({ region }) => region === ctx.region);
      const mark = marks.get(ctx.region);
      if (here().length === 0 || mark === undefined) {
        marks.delete(ctx.region);
        await follow(ctx.db, ctx.region, ctx.now);
        return;
      }
      const next = await tell(ctx.db, ctx.region, ctx.now, markOf(mark.seen, mark.at, ctx.now), here, () =>
        follow(ctx.db, ctx.region, ctx.now),
      );
      marks.set(ctx.region, next);
      looks += 1;
      const now = epochOf(ctx.now);
      if (looks % BEAT_EVERY === 0 || Math.abs(now - checkedAt) >= MINUTE) {
        checkedAt = now;
        await check(ctx);
      }
    },

    close() {
      closed = true;
      for (const listener of listeners) end(listener);
    },
  };
}

function reachOf(listener: Listener, action: Action): Reach {
  const known = listener.reaches.get(action) ?? reach(listener.actor, action);
  listener.reaches.set(action, known);
  return known;
}

/** What was touched, each with the subject that access is asked of; what has none moves nobody's page. */
async function changedOf(tx: Tx, region: Region, touched: readonly Touched[]): Promise<Changed[]> {
  const wholeOf = ({ id, type, parent }: Touched) => (isPart(type) ? parent : id);
  const ids = new Set(touched.flatMap((one) => wholeOf(one) ?? []));
  const standing = new Map((await listStanding(tx, region, [...ids])).map((subject) => [subject.ref.id, subject]));
  return touched.flatMap((one) => {
    const whole = wholeOf(one);
    const subject = whole === null ? undefined : standing.get(whole);
    if (subject === undefined) return [];
    const told = one.kinds.some((kind) => TOLD_KINDS.includes(kind));
    return [{ id: one.id, type: one.type, parent: one.parent, object: objectOf(subject), told }];
  });
}

/** A page asks for its messages again where what it sees may have made one. */
function changeOf({ subjects, all }: { subjects: readonly Changed[]; all: boolean }): LiveChange {
  const told = all || subjects.some((one) => one.told);
  return { subjects: subjects.map(({ id, type, parent }) => ({ id, type, parent })), all, told };
}

/** One event as the wire has it. */
function event(name: string, id: string, data: object): string {
  return `${id === '' ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

function eventId({ seen, at }: { seen: string; at: Instant }): string {
  return `${at} ${seen}`;
}

/** Reads the id of the last event that a page had. Undefined for anything that we did not write. */
function placeOf(id: string | undefined): { seen: string; at: Instant } | undefined {
  const found = /^(\S+) (\d+:\d+:[\d,]*)$/.exec(id ?? '');
  const at = found?.[1] === undefined ? undefined : parseInstant(found[1]);
  if (at === undefined || isRefusal(at) || found?.[2] === undefined) return undefined;
  return { seen: found[2], at };
}
