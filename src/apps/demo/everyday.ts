import { isWorkday, SEED_CALENDAR, workdaysBetween, workingCalendar } from '#core/calendar';
import { type Instant, idOf, localDay, type PlainDate } from '#core/kernel';
import { UNITS } from './city/units.ts';
import { PLANS } from './plans/index.ts';
import type { FoundTask, Paper, Stage, TaskName } from './stage.ts';

/** How a unit goes about what no story tells. Days are workdays. */
type Habit = {
  /** After how many days it confirms receipt. */
  readonly receivesAfter: number;
  /** How long before the due day it reports completion; below zero, after it. */
  readonly completesBefore: number;
  /** Of so many duties that come again it lets one pass: 0 for none. */
  readonly forgetsOneIn: number;
};

const USUAL: Habit = { receivesAfter: 0, completesBefore: 3, forgetsOneIn: 0 };
/** Those who are otherwise. The others keep their days. */
const HABITS: Readonly<Record<string, Partial<Habit>>> = {
  云溪市城市管理局: { receivesAfter: 3, completesBefore: -4 },
  云溪市融媒体中心: { receivesAfter: 1, completesBefore: -1 },
  云西县: { receivesAfter: 1, completesBefore: 0, forgetsOneIn: 4 },
  云溪市商务局: { completesBefore: 1, forgetsOneIn: 5 },
  云溪市数据局: { completesBefore: 6 },
  清江区: { completesBefore: 7 },
  云溪市信访局: { receivesAfter: 1, completesBefore: 1 },
};
const habitOf = (unit: string): Habit => ({ ...USUAL, ...HABITS[unit] });

const CALENDAR = workingCalendar(SEED_CALENDAR);
export const isOfficeDay = (day: PlainDate): boolean => isWorkday(CALENDAR, day);
/** Workdays from one day to another, negative where that lies before. */
const workdays = (from: PlainDate, to: PlainDate): number =>
  from <= to ? workdaysBetween(CALENDAR, from, to) : -workdaysBetween(CALENDAR, to, from);

/** The same figure for the same words, whatever number the task was given. */
function figure(words: string, upTo: number): number {
  let sum = 7;
  for (const character of words) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return sum % upTo;
}

/** What the office says when it has looked; the same task always hears the same. */
const OPINIONS = ['材料齐全, 同意验收', '已现场核实, 同意验收', '指标达到要求, 同意验收', '同意'];

/** The life of all tasks of which no story tells: received, reported on, completed and accepted as each unit is used to. */
export type Everyday = { workday(day: PlainDate): Promise<void> };

export function everydayLife(stage: Stage, told: readonly TaskName[]): Everyday {
  const receivable = new Map<string, PlainDate>();
  const claimed = new Map<string, PlainDate>();
  const toldOf = told.map((name) => ({ ...name, id: stage.unit(name.unit) }));

  const isTold = (task: FoundTask): boolean =>
    toldOf.some(
      ({ id, words, period }) =>
        task.leads.some((lead) => lead.id === id) &&
        task.title.includes(words) &&
        (period === undefined || task.number.startsWith(period)),
    );

  async function receive(day: PlainDate, tasks: readonly FoundTask[]): Promise<void> {
    const byUnit = new Map<string, string[]>();
    for (const task of tasks.filter(({ state, isSubmission }) => state === 'assigned' && !isSubmission)) {
      const since = receivable.get(task.id) ?? day;
      receivable.set(task.id, since);
      for (const { name } of task.leads) {
        if (workdays(since, day) < habitOf(name).receivesAfter) continue;
        byUnit.set(name, [...(byUnit.get(name) ?? []), task.id]);
      }
    }
    for (const [unit, ids] of byUnit) await stage.as(deskOf(unit))('POST', '/api/tasks/receive', { tasks: ids });
  }

  async function report(day: PlainDate, task: FoundTask): Promise<void> {
    const [lead] = task.leads;
    if (lead === undefined || task.dueAt === null || isSeries(task) || task.isSubmission) return;
    const left = workdays(day, dueDay(task.dueAt));
    // On the way, every three weeks.
    if (left <= 0 || left > 55 || (left + figure(task.title, 15)) % 15 !== 0) return;
    const percent = Math.max(10, Math.min(90, 95 - left - figure(task.title, 9)));
    const progress = `${PROGRESS[figure(task.title + percent, PROGRESS.length)]}, 总体进度约 ${percent}%。`;
    const nextStep = NEXT[figure(task.title, NEXT.length)];
    await stage.as(deskOf(lead.name))('POST', `/api/tasks/${task.id}/report`, { percent, progress, nextStep });
  }

  async function complete(day: PlainDate, task: FoundTask): Promise<void> {
    const [lead] = task.leads;
    if (lead === undefined || task.dueAt === null) return;
    const { completesBefore, forgetsOneIn } = habitOf(lead.name);
    const spread = isSeries(task) ? figure(lead.name + task.number, 3) - 1 : figure(task.title, 4);
    if (workdays(day, dueDay(task.dueAt)) > completesBefore + Math.max(0, completesBefore < 0 ? 0 : spread)) return;
    if (forgetsOneIn > 0 && figure(lead.name + task.number + task.title, forgetsOneIn) === 0) return;
    const who = deskOf(lead.name);
    const { result, papers } = claimOf(task, lead.name);
    const evidence = await stage.upload(who, papers, task.id);
    if (task.isSubmission)
      await stage.as(who)('POST', `/api/submissions/${task.id}/hand-in`, { report: result, evidence, after: 0 });
    else await stage.as(who)('POST', `/api/tasks/${task.id}/complete`, { result, evidence });
    claimed.set(task.id, day);
  }

  async function accept(day: PlainDate, task: FoundTask): Promise<void> {
    const since = claimed.get(task.id);
    const takes = 1 + figure(task.title + task.number, 3);
    if (since === undefined || workdays(since, day) < takes) return;
    const who = acceptorOf(stage, task);
    claimed.delete(task.id);
    if (task.isSubmission) {
      await stage.as(who)('POST', `/api/submissions/${task.id}/receive`, { version: 1, opinion: '收到' });
      return;
    }
    const opinion = OPINIONS[figure(task.title + task.number, OPINIONS.length)];
    await stage.as(who)('POST', `/api/tasks/${task.id}/accept`, { opinion });
    await stage.as(who)('POST', `/api/tasks/${task.id}/close`, {});
  }

  return {
    async workday(day) {
      const tasks = inOrder((await openTasks(stage)).filter((task) => !isTold(task)));
      await receive(day, tasks);
      for (const task of tasks) {
        if (task.state === 'submitted') await accept(day, task);
        else {
          await report(day, task);
          await complete(day, task);
        }
      }
    },
  };
}

async function openTasks(stage: Stage): Promise<FoundTask[]> {
  const tasks: FoundTask[] = [];
  for (const state of ['assigned', 'received', 'in-progress', 'submitted', 'returned'])
    tasks.push(...(await stage.tasks(`state=${state}`)));
  return tasks;
}

/** By due day, unit, number and words; never by numbers that the machine gave. */
function inOrder(tasks: readonly FoundTask[]): FoundTask[] {
  const key = ({ dueAt, leads, number, title }: FoundTask) => `${dueAt} ${leads[0]?.name} ${number} ${title}`;
  return tasks.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

const isSeries = ({ number }: FoundTask): boolean => /^\d{4}-/.test(number);
/** An instant just past the end of a day still belongs to that day. */
const dueDay = (dueAt: string): PlainDate => localDay(idOf<Instant>(dueAt));

/** Who reports for a unit. */
function deskOf(name: string): string {
  const unit = UNITS.find((each) => each.name === name);
  if (unit === undefined) throw new Error(`云溪市没有「${name}」`);
  return `${unit.called[0]}${unit.kind === '科室' ? '负责人' : '联络员'}`;
}

/** Who accepts for the office of the plan. */
function acceptorOf(stage: Stage, task: FoundTask): string {
  const plan = PLANS.find(({ key }) => stage.plans.get(key) === task.plan);
  const office = plan?.office ?? '';
  if (office === '效能办') return figure(task.title + task.number, 2) === 0 ? '陶知秋' : '卫临川';
  return office.endsWith('效能办') ? `${office}主任` : `${office}联络员`;
}

const PROGRESS = [
  '已制定工作方案并分解到科室',
  '已完成底数摸排, 建立台账',
  '已召开两次推进会, 明确了责任分工',
  '主要内容已完成, 正在核对完善',
  '试点已完成, 正在全面推开',
] as const;
const NEXT = [
  '按周调度, 确保按期完成。',
  '组织一次自查, 补齐短板。',
  '征求有关单位意见后定稿。',
  '整理佐证材料, 准备报送。',
] as const;

/** What a unit says when it is done, with a paper to show for it. */
function claimOf({ title, number }: FoundTask, unit: string): { result: string; papers: readonly Paper[] } {
  if (/^\d{4}-W/.test(number))
    return {
      result: `${number} 窗口运行平稳, 受理 ${80 + figure(number, 70)} 件, 当场办结率 ${90 + figure(number, 9)}%。`,
      papers: [],
    };
  if (/^\d{4}-\d{2}/.test(number)) {
    const month = Number(number.slice(5, 7));
    const total = 4 + figure(unit + number, 9);
    const done = Math.max(1, total - figure(number + unit, 4));
    const result = `${month}月共推进 ${total} 项工作, 完成 ${done} 项, 其余按计划推进。`;
    const paper: Paper = [`${unit}${month}月工作进展情况.txt`, `${unit}${month}月工作进展情况\n\n${result}`];
    return { result, papers: month % 2 === 1 ? [paper] : [] };
  }
  const name = title.split(/[，,。]/)[0] ?? title;
  const result = `“${name}”已完成, 指标达到方案要求。`;
  return { result, papers: [[`${name.slice(0, 24)}完成情况.txt`, `${unit}\n\n${result}`]] };
}
