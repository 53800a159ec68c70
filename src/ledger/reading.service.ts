import { calendarOfVersion, currentCalendar } from '#calendars';
import { explain, type WorkingCalendar, workdaysBetween } from '#core/calendar';
import {
  type FileId,
  type Instant,
  idOf,
  isRefusal,
  localDay,
  localText,
  type ObligationId,
  orRefuse,
  type PersonId,
  type Reason,
  reason,
  type SubjectId,
  type UnitId,
} from '#core/kernel';
import {
  CLOCK,
  type Clause,
  deadlineOf,
  type Fact,
  type Json,
  lampOf,
  type Obligation,
  type Rule,
} from '#core/obligation';
import {
  type AccessObject,
  type Action,
  type Actor,
  actorIn,
  may,
  namesOfPeople,
  namesOfUnits,
  reach,
} from '#directory';
import { listEvidence } from '#evidence';
import type { Tx } from '#platform/db';
import type { Ctx } from '#platform/http';
import { factDefinition, isPrincipalRule, rules } from '#rulebook';
import type { Duty, DutyBoard, DutyFilter, TimelineEntry } from './contract.ts';
import { formatCursor, parseCursor } from './cursor.ts';
import { dueWords } from './due-words.ts';
import { findSubject, listContents, listFacts } from './ledger.store.ts';
import {
  countDuties,
  countDutiesByUnit,
  type DutyLine,
  findContent,
  findDuty,
  listDuties,
  titleOf,
} from './reading.store.ts';
import { ledgerRefusals } from './refusals.ts';
import type { Subject } from './subject.ts';

/** The action of the access table that reading a subject of this type asks for. */
export function readActionOf(type: string): Action {
  switch (type) {
    case 'article':
      return 'news.read';
    case 'plan':
    case 'cadence':
      return 'plan.read';
    case 'instruction':
      return 'instruction.read';
    case 'remark':
      return 'discussion.read';
    case 'task':
    case 'adjustment':
      return 'task.read';
    default:
      return 'ledger.read';
  }
}

/** A subject as access sees it: its parties, and who reported what is to be judged now. */
export function objectOf(subject: Subject, reportedBy: PersonId | null = null): AccessObject {
  const parties = subject.parties.map((party) => ({ unitId: idOf<UnitId>(party.unit), relation: party.relation }));
  return { region: subject.region, subjectType: subject.ref.type, parties, reportedBy };
}

/** Kinds of subject that are a part of their parent and have no parties of their own: whoever sees that one sees them. */
const PARTS: readonly string[] = ['remark'];

/** Whether access to subjects of this kind is asked of their parent. */
export function isPart(type: string): boolean {
  return PARTS.includes(type);
}

/** Whether the actor may see the subject; a part only with the whole, and no longer once it was withdrawn. */
async function maySee(tx: Tx, actor: Actor, subject: Subject): Promise<boolean> {
  const action = readActionOf(subject.ref.type);
  if (!isPart(subject.ref.type)) return !isRefusal(may(actor, action, objectOf(subject)));
  const whole = subject.parent === null ? undefined : await findSubject(tx, subject.region, subject.parent);
  if (whole === undefined || subject.state === 'withdrawn') return false;
  return [action, readActionOf(whole.ref.type)].every((one) => !isRefusal(may(actor, one, objectOf(whole))));
}

/** Whether the person of the call may see a subject; false for one that does not exist. */
export async function maySeeSubject(ctx: Ctx, ref: { readonly id: SubjectId }): Promise<boolean> {
  const subject = await findSubject(ctx.db, ctx.region, ref.id);
  return subject !== undefined && (await maySee(ctx.db, await actorIn(ctx), subject));
}

/** The subject, if the person may see it; what may not be seen is answered like what does not exist. */
async function getVisible(ctx: Ctx, tx: Tx, id: SubjectId): Promise<Subject> {
  const subject = await findSubject(tx, ctx.region, id);
  if (subject === undefined) return orRefuse(ledgerRefusals.hidden());
  return (await maySee(tx, await actorIn(ctx, tx), subject)) ? subject : orRefuse(ledgerRefusals.hidden());
}

/** 我的责任: what my units must do, by lamp and due day; or all that I may see. */
export async function dutiesOf(ctx: Ctx, filter: DutyFilter) {
  const tx = ctx.db;
  const actor = await actorIn(ctx, tx);
  const where = reach(actor, 'duty.read');
  const own = filter.scope === 'mine' ? dutyUnitsOf(actor) : undefined;
  const units = filter.unit === undefined ? own : narrowed(own, idOf<UnitId>(filter.unit));
  const states = filter.state === 'live' ? ['open', 'held'] : ['met', 'met-late', 'waived', 'void'];
  const lamps = filter.lamp === undefined ? undefined : [filter.lamp].flat();
  const { limit } = filter;
  const lines = await listDuties(tx, ctx.region, where, { units, states, lamps, limit, after: afterOf(filter.after) });
  const counts = await countDuties(tx, ctx.region, where, units);
  const last = lines.length === limit ? lines.at(-1)?.obligation : undefined;
  const next = last === undefined ? null : formatCursor({ dueAt: last.times.dueAt, id: last.id });
  return { duties: await dutyViews(ctx, tx, lines), counts, next };
}

function narrowed(own: readonly UnitId[] | undefined, unit: UnitId): UnitId[] {
  return own === undefined || own.includes(unit) ? [unit] : [];
}

function afterOf(cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  return parseCursor<ObligationId>(cursor) ?? orRefuse(ledgerRefusals.wrongPage());
}

/** 预警一览: which unit bears how many live duties under which lamp, of those that I may see. */
export async function dutyBoard(ctx: Ctx): Promise<DutyBoard> {
  const tx = ctx.db;
  const counts = await countDutiesByUnit(tx, ctx.region, reach(await actorIn(ctx, tx), 'duty.read'));
  const names = await namesOfUnits(tx, ctx.region, [...new Set(counts.map(({ unit }) => unit))]);
  const units = new Map<UnitId, DutyBoard['units'][number]>();
  for (const { unit, lamp, count } of counts) {
    const line = units.get(unit) ?? { unit: { id: unit, name: names.get(unit) ?? '已撤并的单位' }, counts: [] };
    line.counts.push({ lamp, count });
    units.set(unit, line);
  }
  return { units: [...units.values()] };
}

/** The units whose duties are a person's own: those of the post and of the roles, with what a section acts for. */
export function dutyUnitsOf(actor: Actor): UnitId[] {
  return [...new Set([...actor.units, ...actor.roles.flatMap((role) => [...role.below, ...role.above])])];
}

/** The obligations about one subject that the reader is known to see. */
export async function dutiesAbout(ctx: Ctx, tx: Tx, subject: Subject): Promise<Duty[]> {
  const title = await findContent<Json>(tx, ctx.region, subject.ref.id, 'title');
  const lines = subject.obligations.map((obligation) => ({
    obligation,
    lamp: lampOf(obligation),
    title,
    parent: subject.parent,
  }));
  return dutyViews(ctx, tx, lines);
}

async function dutyViews(ctx: Ctx, tx: Tx, lines: readonly DutyLine[]): Promise<Duty[]> {
  const names = await namesOfUnits(tx, ctx.region, [...new Set(lines.map((line) => line.obligation.bearerUnit))]);
  const calendar = await currentCalendar(tx, ctx.region);
  return lines.map(
    ({ obligation, lamp, title, parent }): Duty => ({
      id: obligation.id,
      subject: obligation.subject,
      parent,
      ...asNumberAndTitle(titleOf(title)),
      act: obligation.act,
      rule: { id: obligation.rule, title: ruleOf(obligation)?.title ?? obligation.rule },
      bearer: { id: obligation.bearerUnit, name: names.get(obligation.bearerUnit) ?? '已撤并的单位' },
      state: obligation.state,
      lamp,
      openedAt: obligation.openedAt,
      dueAt: obligation.times.dueAt,
      provisional: obligation.times.provisional,
      dueWords: wordsOfDue(obligation, ctx.now, calendar),
      settledAt: obligation.settledAt,
    }),
  );
}

function asNumberAndTitle(title: { number: string; text: string }) {
  return { number: title.number, title: title.text };
}

export function wordsOfDue(obligation: Obligation, now: Instant, calendar: WorkingCalendar): string {
  const count = (from: Instant, to: Instant) => workdaysBetween(calendar, localDay(from), localDay(to));
  return dueWords(
    {
      state: obligation.state,
      dueAt: obligation.times.dueAt,
      paused: obligation.due.by !== 'none' && obligation.times.dueAt === null,
    },
    now,
    count,
  );
}

function ruleOf(obligation: Obligation): Rule | undefined {
  return rules.find((rule) => rule.id === obligation.rule && rule.inForceFrom === obligation.edition);
}

/** 为什么是这一天: the rule, the fact that opened it, and how the days were counted. */
export async function whyDue(ctx: Ctx, id: ObligationId): Promise<{ trail: Reason[] }> {
  const tx = ctx.db;
  const obligation = await findDuty(tx, ctx.region, id);
  if (obligation === undefined) return orRefuse(ledgerRefusals.hidden());
  await getVisible(ctx, tx, obligation.subject.id);
  const chain = await listFacts(tx, ctx.region, obligation.subject.id);
  const opening = chain.find(({ fact }) => fact.id === obligation.openedBy)?.fact;
  const calendar = await calendarOfVersion(tx, obligation.calendar);
  const limit = deadlineOf(obligation.due, obligation.suspensions, obligation.signalSpecs, calendar);
  return {
    trail: [
      ...ruleTrail(obligation, opening),
      ...(limit === null ? [] : explain(limit, calendar)),
      ...endTrail(obligation),
    ],
  };
}

function ruleTrail(obligation: Obligation, opening: Fact | undefined): Reason[] {
  const rule = ruleOf(obligation);
  const trail = [
    reason(
      `依「${rule?.title ?? obligation.rule}」须${obligation.act}`,
      rule === undefined ? undefined : basisWords(rule.basis),
    ),
  ];
  if (opening !== undefined) trail.push(reason(`由「${factDefinition(opening.kind).title}」开启`));
  const dueBasis = opening?.data.dueBasis;
  if (isPrincipalRule(obligation.rule)) {
    if (dueBasis === 'period-end') trail.push(reason('方案未写这一项的期限, 以方案期末为期'));
    if (dueBasis === 'none') trail.push(reason('方案未写期限, 不计时'));
    if (dueBasis === 'stated') trail.push(reason('期限由方案原文写明'));
  }
  return trail;
}

function endTrail(obligation: Obligation): Reason[] {
  switch (obligation.state) {
    case 'held':
      return [reason('已报送完成, 等待验收, 期间不再发信号')];
    case 'met':
      return [reason('在期限之内完成')];
    case 'met-late':
      return [reason('完成晚于期限, 亮黄灯')];
    default:
      return [];
  }
}

function basisWords(basis: readonly Clause[]): string {
  return basis.map((clause) => ('custom' in clause ? clause.custom : `${clause.document}${clause.clause}`)).join('; ');
}

/** 时间线: every fact of a subject in the order of its chain, with the names that the reader may know. */
export async function timelineOf(ctx: Ctx, id: SubjectId): Promise<{ entries: TimelineEntry[] }> {
  const tx = ctx.db;
  const subject = await getVisible(ctx, tx, id);
  const chain = await listFacts(tx, ctx.region, id);
  const facts = chain.map(({ fact }) => fact);
  const people = facts.flatMap((fact) => (fact.actor === CLOCK ? [] : [idOf<PersonId>(fact.actor)]));
  const persons = await namesOfPeople(tx, ctx.region, [...new Set(people)]);
  const units = await namesOfUnits(tx, ctx.region, [...new Set(facts.flatMap((fact) => fact.onBehalfOf ?? []))]);
  const contents = new Map((await listContents(tx, ctx.region, [id])).map((content) => [content.id, content]));
  const files = await listEvidence(
    tx,
    ctx.region,
    facts.flatMap((fact) => [...fact.evidence]),
  );
  const filesById = new Map(files.map((file) => [String(file.id), file]));
  const entries = chain.map(
    ({ fact, hash }): TimelineEntry => ({
      id: fact.id,
      seq: fact.seq,
      kind: fact.kind,
      title: factDefinition(fact.kind).title,
      detail: detailOf(fact, subject),
      occurredAt: fact.occurredAt,
      recordedAt: fact.recordedAt,
      actor: fact.actor === CLOCK ? '系统时钟' : (persons.get(idOf<PersonId>(fact.actor)) ?? '已离开的人员'),
      onBehalfOf: fact.onBehalfOf === null ? null : (units.get(fact.onBehalfOf) ?? '已撤并的单位'),
      // What a subject is called and stands on is shown with the subject, not with each of its facts.
      contents: fact.contents
        .filter(({ name }) => name !== 'title' && name !== 'source')
        .map((ref) => {
          const stored = contents.get(ref.id);
          const erased = stored?.erased_at !== null;
          return { name: ref.name, words: erased ? null : wordsOf(stored?.body), erased };
        }),
      evidence: fact.evidence.flatMap((file: FileId) => {
        const found = filesById.get(String(file));
        return found === undefined
          ? []
          : [{ id: String(file), name: found.name ?? '已依法删除的文件', size: found.size, sm3: found.sm3 }];
      }),
      hash,
    }),
  );
  return { entries };
}

const LEVELS: Record<string, string> = { warning: '预警', yellow: '黄牌', red: '红牌' };

/** What the data of a fact adds to its title. */
function detailOf(fact: Fact, subject: Subject): string {
  if (fact.kind === 'obligation.signalled') {
    const obligation = subject.obligations.find((candidate) => candidate.id === fact.data.obligation);
    return `${LEVELS[String(fact.data.level)] ?? ''}: ${obligation?.act ?? ''}`;
  }
  if (fact.kind === 'obligation.retimed') {
    const day = (instant: unknown) =>
      typeof instant === 'string' ? localText(instant as Instant).slice(0, 10) : '不计时';
    const { before, after } = fact.data;
    return before === after
      ? '工作日历变动, 到期日不变, 信号的日子随之调整'
      : `工作日历变动, 到期日由 ${day(before)} 改为 ${day(after)}`;
  }
  if (fact.kind === 'task.rescheduled')
    return `由 ${fact.data.before ?? '不设期限'} 改为 ${fact.data.dueDay}, 依批准的调整`;
  if (typeof fact.data.adjustment === 'string') return '依批准的调整';
  if (typeof fact.data.percent === 'number') return `进度 ${fact.data.percent}%`;
  return '';
}

function wordsOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (typeof body === 'object' && body !== null && 'text' in body) return titleOf(body as never).text;
  return body === undefined || body === null ? '' : JSON.stringify(body);
}
