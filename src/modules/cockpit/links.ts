import type { z } from 'zod';
import type { Timing as TimingContract } from '#contract/ledger';
import type { Cockpit, Rate } from './contract.ts';

type Timing = z.infer<typeof TimingContract>;
type Scope = { readonly plan?: string | undefined; readonly lead?: string | undefined };
type Behind = Scope & {
  readonly timing?: readonly Timing[];
  readonly due?: readonly [from: string, to: string];
  readonly done?: readonly [from: string, to: string];
};

/** The list of tasks that a figure counts. */
export function tasksPath({ plan, lead, timing = [], due, done }: Behind): string {
  const search = new URLSearchParams();
  if (plan !== undefined && plan !== '') search.set('plan', plan);
  if (lead !== undefined) search.set('lead', lead);
  for (const one of timing) search.append('timing', one);
  if (due !== undefined) search.set('due', due.join('..'));
  if (done !== undefined) search.set('done', done.join('..'));
  const text = search.toString();
  return text === '' ? '/tasks' : `/tasks?${text}`;
}

type Figures = Pick<Cockpit, 'period' | 'dueThisWeek'>;

/** The lists behind the figures of a page, each with the filters that count the same. */
export function linksOf({ period, dueThisWeek }: Figures, scope: Scope) {
  const done = [period.from, ''] as const;
  return {
    onTime: tasksPath({ ...scope, timing: ['on-time'], done }),
    late: tasksPath({ ...scope, timing: ['late'], done }),
    closed: tasksPath({ ...scope, timing: ['on-time', 'late'], done }),
    overdue: tasksPath({ ...scope, timing: ['overdue'] }),
    held: tasksPath({ ...scope, timing: ['held'] }),
    running: tasksPath({ ...scope, timing: ['running'] }),
    dueThisWeek: tasksPath({ ...scope, timing: ['running'], due: [dueThisWeek.from, dueThisWeek.to] }),
    ofLead: (lead: string, timing: Timing) =>
      tasksPath({ ...scope, lead, timing: [timing], ...(isEnded(timing) ? { done } : {}) }),
    ofWeek: (week: { from: string; to: string }, timing: 'on-time' | 'late') =>
      tasksPath({ ...scope, timing: [timing], done: [week.from, week.to] }),
    ofPlan: (plan: string, timing: readonly Timing[], due?: { from: string; to: string }) =>
      tasksPath({ plan, timing, ...(due === undefined ? {} : { due: [due.from, due.to] }) }),
  };
}

function isEnded(timing: Timing): boolean {
  return timing === 'on-time' || timing === 'late';
}

/** 按期 9 ÷ (办结 10 + 逾期未办结 2). */
export function formulaWords({ onTime, closed, overdue }: Rate): string {
  return `按期 ${onTime} ÷ (办结 ${closed} + 逾期未办结 ${overdue})`;
}
