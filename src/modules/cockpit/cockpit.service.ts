import { currentCalendar } from '#calendars';
import { addMonths, dayNumberOf, plainDateOf, type WorkingCalendar, workdaysBetween } from '#core/calendar';
import { idOf, localDay, type PlainDate, Refused, type SubjectId, startOfDay, type UnitId } from '#core/kernel';
import { actorIn, findUnit, namesOfUnits, type Reach, reach, UNIT_KIND_WORDS } from '#directory';
import {
  countByParentAndDay,
  countByWeek,
  countDueBefore,
  countLateDays,
  countSubjects,
  countTimings,
  countTimingsByLead,
  type FigureScope,
  listFactsOfUnit,
  listSubjects,
  listTitles,
  type SubjectLine,
  titleOf,
} from '#ledger';
import type { Ctx } from '#platform/http';
import { dayAfter, lastWeeks, latenessOf, periodOf, rateOf, tallyOf, weekOf } from './cockpit.ts';
import type {
  Brief,
  Cockpit,
  CockpitQuery,
  PeriodName,
  TaskCard,
  UnitFact,
  UnitFigures,
  UnitView,
} from './contract.ts';
import { latestWords } from './latest.ts';
import { cockpitRefusals } from './refusals.ts';

const TASK = 'task';
const GONE = '已撤并的单位';
const WORST = 3;
const SHOWN_DUE = 8;
const SHOWN_LATEST = 12;

type Question = { readonly ctx: Ctx; readonly where: Reach; readonly scope: FigureScope; readonly period: PeriodName };

async function questionOf(
  ctx: Ctx,
  period: PeriodName,
  of: { plan?: string | undefined; lead?: UnitId | undefined } = {},
): Promise<Question> {
  const where = reach(await actorIn(ctx), 'task.read');
  const from = startOfDay(periodOf(period, localDay(ctx.now)).from);
  const parent = of.plan === undefined ? undefined : idOf<SubjectId>(of.plan);
  return { ctx, where, period, scope: { type: TASK, now: ctx.now, from, parent, lead: of.lead } };
}

/** What every page of figures begins with. */
async function summaryOf({ ctx, where, scope, period }: Question) {
  const { db, region, now } = ctx;
  const today = localDay(now);
  const week = weekOf(today);
  const weeks = lastWeeks(today);
  const trend = { ...scope, from: startOfDay(weeks[0]?.from ?? today) };
  const [counts, due, byWeek, lateDays, calendar] = await Promise.all([
    countTimings(db, region, where, scope),
    countDueBefore(db, region, where, scope, startOfDay(dayAfter(week.to))),
    countByWeek(db, region, where, trend),
    countLateDays(db, region, where, scope),
    currentCalendar(db, region),
  ]);
  const tally = tallyOf(counts);
  const of = (monday: PlainDate, timing: string) =>
    byWeek.find((one) => one.week === monday && one.timing === timing)?.count ?? 0;
  return {
    asOf: now,
    period: { ...periodOf(period, today), name: period },
    tally,
    rate: rateOf(tally),
    lateness: latenessOf(lateDays, ordinalIn(calendar, today)),
    dueThisWeek: { from: today, to: week.to, count: due },
    weeks: weeks.map(({ from, to }) => ({ from, to, onTime: of(from, 'on-time'), late: of(from, 'late') })),
  };
}

/** Counts workdays from a day a year ago: any fixed day serves, as only differences are used. */
function ordinalIn(calendar: WorkingCalendar, today: PlainDate): (day: PlainDate) => number {
  const origin = plainDateOf(addMonths(dayNumberOf(today), -12));
  return (day) => workdaysBetween(calendar, origin, day);
}

/** 总览: of all that the person may see. */
export async function readCockpit(ctx: Ctx, query: CockpitQuery, lead?: UnitId): Promise<Cockpit> {
  const question = await questionOf(ctx, query.period, { plan: query.plan, lead });
  const { where, scope } = question;
  const [summary, units, byDay] = await Promise.all([
    summaryOf(question),
    unitFigures(question),
    countByParentAndDay(ctx.db, ctx.region, where, scope),
  ]);
  const plans = Map.groupBy(byDay, ({ parent }) => parent);
  const titles = await listTitles(ctx.db, ctx.region, [...plans.keys()]);
  return {
    ...summary,
    units,
    plans: titles.map(({ id, title }) => ({
      plan: { id, title: title.text },
      days: (plans.get(id) ?? []).map(({ day, timing, count }) => ({ day, timing, count })),
    })),
  };
}

/** Lead units: most overdue first, then most late, then by name. */
async function unitFigures({ ctx, where, scope }: Question): Promise<UnitFigures[]> {
  const counts = await countTimingsByLead(ctx.db, ctx.region, where, scope);
  const byUnit = Map.groupBy(counts, ({ unit }) => unit);
  const names = await namesOfUnits(ctx.db, ctx.region, [...byUnit.keys()]);
  return [...byUnit]
    .map(([unit, its]): UnitFigures => {
      const tally = tallyOf(its);
      return { unit: { id: unit, name: names.get(unit) ?? GONE }, tally, rate: rateOf(tally) };
    })
    .sort(
      (a, b) =>
        b.tally.overdue - a.tally.overdue ||
        b.tally.late - a.tally.late ||
        a.unit.name.localeCompare(b.unit.name, 'zh-CN'),
    );
}

/** A unit's own page: what it leads, of that which the reader may see. */
export async function readUnitView(ctx: Ctx, id: UnitId, period: PeriodName): Promise<UnitView> {
  const { db, region, now } = ctx;
  const question = await questionOf(ctx, period, { lead: id });
  const unit = await findUnit(db, region, id);
  if (unit === undefined) throw new Refused(cockpitRefusals.noUnit());
  const { where } = question;
  const live = { now, lead: id, timings: ['overdue', 'running', 'held'] as const };
  const [summary, lamps, supporting, due, latest] = await Promise.all([
    summaryOf(question),
    countSubjects(db, region, where, { type: TASK, performance: live }),
    countSubjects(db, region, where, { type: TASK, unit: id, relation: 'supporting' }),
    listSubjects(
      db,
      region,
      where,
      { type: TASK, performance: { ...live, timings: ['overdue', 'running'] } },
      { limit: SHOWN_DUE },
    ),
    latestOf(ctx, where, id),
  ]);
  const byLamp = Map.groupBy(lamps, ({ lamp }) => lamp);
  return {
    unit: { id, name: unit.name, kind: UNIT_KIND_WORDS[unit.kind] },
    ...summary,
    lamps: [...byLamp].flatMap(([lamp, counts]) =>
      lamp === null ? [] : [{ lamp, count: counts.reduce((sum, { count }) => sum + count, 0) }],
    ),
    supporting: supporting.reduce((sum, { count }) => sum + count, 0),
    due: await cardsOf(ctx, due),
    latest,
  };
}

/** One minute of a leader. Refuses CPT-02 to those who see a part only. */
export async function readBrief(ctx: Ctx): Promise<Brief> {
  const question = await wholeOf(ctx);
  const { where, scope } = question;
  const week = weekOf(localDay(ctx.now));
  const [counts, due, worst] = await Promise.all([
    countTimings(ctx.db, ctx.region, where, scope),
    countDueBefore(ctx.db, ctx.region, where, scope, startOfDay(dayAfter(week.to))),
    listSubjects(
      ctx.db,
      ctx.region,
      where,
      { type: TASK, performance: { now: ctx.now, timings: ['overdue'], isUnperformed: true } },
      { limit: WORST },
    ),
  ]);
  const tally = tallyOf(counts);
  return {
    asOf: ctx.now,
    overdue: tally.overdue,
    dueThisWeek: { from: localDay(ctx.now), to: week.to, count: due },
    rate: rateOf(tally),
    period: periodOf('year', localDay(ctx.now)),
    worst: await cardsOf(ctx, worst),
  };
}

async function wholeOf(ctx: Ctx): Promise<Question> {
  const question = await questionOf(ctx, 'year');
  if (question.where.scope !== 'jurisdiction') throw new Refused(cockpitRefusals.notWhole());
  return question;
}

async function cardsOf(ctx: Ctx, lines: readonly SubjectLine[]): Promise<TaskCard[]> {
  const leadsOf = (line: SubjectLine) => line.parties.filter(({ relation }) => relation === 'lead');
  const names = await namesOfUnits(ctx.db, ctx.region, [...new Set(lines.flatMap(leadsOf).map(({ unit }) => unit))]);
  const calendar = await currentCalendar(ctx.db, ctx.region);
  return lines.map((line) => {
    const title = titleOf(line.title);
    const { deadlineAt, performedAt } = line.performance;
    const until = performedAt ?? ctx.now;
    const late = deadlineAt !== null && deadlineAt < until;
    return {
      id: line.id,
      number: title.number,
      title: title.text,
      lamp: line.lamp,
      dueAt: deadlineAt,
      workdaysLate: late ? workdaysBetween(calendar, localDay(deadlineAt), localDay(until)) : 0,
      leads: leadsOf(line).map(({ unit }) => ({ id: unit, name: names.get(unit) ?? GONE })),
    };
  });
}

async function latestOf(ctx: Ctx, where: Reach, unit: UnitId): Promise<UnitFact[]> {
  const facts = await listFactsOfUnit(ctx.db, ctx.region, where, { type: TASK, unit, limit: SHOWN_LATEST });
  const titles = await listTitles(ctx.db, ctx.region, [...new Set(facts.map(({ subject }) => subject))]);
  const byId = new Map(titles.map(({ id, title }) => [id, title.text]));
  const units = facts.flatMap(({ onBehalfOf }) => onBehalfOf ?? []);
  const names = await namesOfUnits(ctx.db, ctx.region, [...new Set(units)]);
  return facts.map(({ id, kind, subject, recordedAt, onBehalfOf, data }) => ({
    id,
    at: recordedAt,
    words: latestWords(kind, data),
    unit: onBehalfOf === null ? null : (names.get(onBehalfOf) ?? GONE),
    task: { id: subject, title: byId.get(subject) ?? '' },
  }));
}
