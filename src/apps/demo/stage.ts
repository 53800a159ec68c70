import { type Instant, orRefuse, type PersonId, parseInstant, type Region, type UnitId } from '#core/kernel';
import { listPeople, listUnits } from '#directory';
import type { movableClock } from '#platform/clock';
import { type Db, uuid } from '#platform/db';
import { type App, SESSION_COOKIE } from '#platform/http';
import type { Job } from '#platform/module';
import { PEOPLE, pathOf } from './city/people.ts';
import { UNITS } from './city/units.ts';

/** How a story speaks of a task: the unit that leads it, words of its title, and for one of a series its period. */
export type TaskName = { readonly unit: string; readonly words: string; readonly period?: string };

/** A file to show: what it is called, and what stands in it. */
export type Paper = readonly [name: string, text: string];

type Answer = { readonly [key: string]: unknown };
export type Caller = (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => Promise<Answer>;

export type FoundTask = {
  readonly id: string;
  readonly plan: string | null;
  readonly number: string;
  readonly title: string;
  readonly state: string;
  readonly dueAt: string | null;
  readonly leads: readonly { readonly id: string; readonly name: string }[];
  /** 报送: handed in to a recipient, who takes it. */
  readonly isSubmission: boolean;
};

/** Where stories are played: the composed product, its clock, and the people who act. */
export type Stage = {
  readonly clock: ReturnType<typeof movableClock>;
  readonly region: Region;
  /** Calls the product as this person. A refusal is thrown with its sentence. */
  as(who: string): Caller;
  /** Hands in files for a task; returns their numbers. */
  upload(who: string, papers: readonly Paper[], task: string): Promise<string[]>;
  unit(called: string): UnitId;
  person(who: string): PersonId;
  /** The one task that is meant; throws if there is none, or more than one. */
  find(name: TaskName): Promise<string>;
  tasks(query: string): Promise<FoundTask[]>;
  pendingExtension(who: string, task: string): Promise<string>;
  planId(key: string): string;
  readonly plans: Map<string, string>;
  /** The clock moves to then, and everything that waits for it runs. */
  moveTo(then: Instant): Promise<void>;
};

/** 2026-03-09 10:00, by the clocks of 云溪市. */
export const at = (text: string): Instant => orRefuse(parseInstant(`${text.replace(' ', 'T')}:00+08:00`));

/** Sees every task: stories are looked up through this person. */
const LOOKS_UP = '周明远';
/** How a person of a unit is called in stories: 市数据局联络员. */
const CALLED_BY_ROLE: readonly (readonly [end: RegExp, role: string])[] = [
  [/联络员$/, '单位联络员'],
  [/负责人$/, '科室负责人'],
  [/经办人$/, '经办人'],
  [/主任$/, '效能办工作人员'],
];

export async function openStage(parts: {
  readonly app: App;
  readonly jobs: readonly Job[];
  readonly db: Db;
  readonly clock: ReturnType<typeof movableClock>;
  readonly region: Region;
}): Promise<Stage> {
  const { app, jobs, db, clock, region } = parts;
  const today = clock.today();
  const units = new Map(
    (await listUnits(db, region, today)).flatMap((each) =>
      [each.name, ...each.aliases].map((name) => [name, each.id] as const),
    ),
  );
  const people = new Map((await listPeople(db, region, today)).map((each) => [each.name, each.id] as const));
  const plans = new Map<string, string>();
  const found = new Map<string, string>();

  const unit = (called: string): UnitId => {
    const id = units.get(called);
    if (id === undefined) throw new Error(`云溪市没有「${called}」`);
    return id;
  };
  const person = (who: string): PersonId => {
    const id = people.get(who) ?? people.get(nameOf(who) ?? '');
    if (id === undefined) throw new Error(`云溪市没有「${who}」`);
    return id;
  };
  const headers = () => ({ 'idempotency-key': uuid() });
  const as =
    (who: string): Caller =>
    async (method, url, payload) => {
      const reply = await app.inject({
        method,
        url,
        cookies: { [SESSION_COOKIE]: person(who) },
        headers: method === 'GET' ? {} : headers(),
        ...(payload === undefined ? {} : { payload }),
      });
      if (reply.statusCode >= 300) throw new Error(`${who}: ${method} ${url}: ${reply.statusCode} ${reply.body}`);
      return reply.body === '' ? {} : (reply.json() as Answer);
    };
  const tasks = async (query: string): Promise<FoundTask[]> => {
    const lines: FoundTask[] = [];
    for (let after = ''; ; ) {
      const page = await as(LOOKS_UP)('GET', `/api/tasks?limit=500&${query}${after}`);
      lines.push(...(page.tasks as FoundTask[]));
      if (page.next === null) return lines;
      after = `&after=${encodeURIComponent(String(page.next))}`;
    }
  };

  return {
    clock,
    region,
    as,
    unit,
    person,
    plans,
    tasks,
    planId(key) {
      const id = plans.get(key);
      if (id === undefined) throw new Error(`没有方案「${key}」`);
      return id;
    },
    async upload(who, papers, task) {
      const ids: string[] = [];
      for (const [name, text] of papers) {
        const reply = await app.inject({
          method: 'POST',
          url: `/api/evidence?name=${encodeURIComponent(name)}&subject=task:${task}`,
          payload: Buffer.from(`\uFEFF${text}\n`),
          cookies: { [SESSION_COOKIE]: person(who) },
          headers: { ...headers(), 'content-type': 'application/octet-stream' },
        });
        if (reply.statusCode !== 201) throw new Error(`${who}: ${name}: ${reply.statusCode} ${reply.body}`);
        ids.push(String((reply.json() as Answer).id));
      }
      return ids;
    },
    async find({ unit: leads, words, period }) {
      const key = `${leads} ${words} ${period ?? ''}`;
      const known = found.get(key);
      if (known !== undefined) return known;
      const id = unit(leads);
      const lines = (await tasks(`unit=${id}&q=${encodeURIComponent(words)}`)).filter(
        (line) =>
          line.leads.some((lead) => lead.id === id) &&
          line.title.includes(words) &&
          (period === undefined || line.number.startsWith(period)),
      );
      const [only] = lines;
      if (only === undefined || lines.length > 1)
        throw new Error(`「${leads}」的任务「${words}」${period ?? ''}应有一项, 有 ${lines.length} 项`);
      found.set(key, only.id);
      return only.id;
    },
    async pendingExtension(who, id) {
      const { extension } = await as(who)('GET', `/api/tasks/${id}`);
      const [first] = (extension as { pending: { request: string }[] }).pending;
      if (first === undefined) throw new Error(`没有待答复的延期申请: ${id}`);
      return first.request;
    },
    async moveTo(then) {
      clock.moveTo(then);
      for (const job of jobs) await job.run({ db, now: clock.now(), region, requestId: uuid() });
    },
  };
}

/** Who is meant by 市数据局联络员: the first person of the unit with that role. */
function nameOf(who: string): string | undefined {
  for (const [end, role] of CALLED_BY_ROLE) {
    if (!end.test(who)) continue;
    const called = who.replace(end, '');
    const unit = UNITS.find((each) => each.name === called || each.called.includes(called));
    if (unit === undefined) return undefined;
    return PEOPLE.find((each) => each.role === role && each.unit === pathOf(unit))?.name;
  }
  return undefined;
}
