import type { Paper, Stage, TaskName } from './stage.ts';

/** One thing that somebody does, through the product's own doors. */
export type Act = (stage: Stage, who: string) => Promise<void>;

/** What happens at an instant: `when` is 2026-03-09 10:00, by the clocks of 云溪市. */
export type Happening = {
  readonly story: string;
  readonly when: string;
  readonly who: string;
  readonly act: Act;
  /** The tasks that it is about: whoever tells of a task tells its whole life. */
  readonly about: readonly TaskName[];
};

export const task = (unit: string, words: string, period?: string): TaskName =>
  period === undefined ? { unit, words } : { unit, words, period };

/** What people do to tasks. A further module adds its own acts beside its stories and lets people do them by `does`. */
export const acts = {
  receives:
    (name: TaskName): Act =>
    async (stage, who) => {
      await stage.as(who)('POST', `/api/tasks/${await stage.find(name)}/receive`, {});
    },
  reports:
    (
      name: TaskName,
      report: { percent?: number; progress: string; problem?: string; nextStep?: string; files?: readonly Paper[] },
    ): Act =>
    async (stage, who) => {
      const { files = [], ...words } = report;
      const id = await stage.find(name);
      const evidence = await stage.upload(who, files, id);
      await stage.as(who)('POST', `/api/tasks/${id}/report`, { ...words, evidence });
    },
  completes:
    (name: TaskName, result: string, files: readonly Paper[] = []): Act =>
    async (stage, who) => {
      const id = await stage.find(name);
      const evidence = await stage.upload(who, files, id);
      await stage.as(who)('POST', `/api/tasks/${id}/complete`, { result, evidence });
    },
  accepts:
    (name: TaskName, opinion = ''): Act =>
    async (stage, who) => {
      await stage.as(who)('POST', `/api/tasks/${await stage.find(name)}/accept`, { opinion });
    },
  returns:
    (name: TaskName, reason: string): Act =>
    async (stage, who) => {
      await stage.as(who)('POST', `/api/tasks/${await stage.find(name)}/return`, { reason });
    },
  closes:
    (name: TaskName): Act =>
    async (stage, who) => {
      await stage.as(who)('POST', `/api/tasks/${await stage.find(name)}/close`, {});
    },
  asksForTime:
    (name: TaskName, dueDay: string, reason: string): Act =>
    async (stage, who) => {
      const path = `/api/tasks/${await stage.find(name)}/extend`;
      await stage.as(who)('POST', path, { dueDay, reason, evidence: [] });
    },
  grantsTime:
    (name: TaskName, opinion: string, dueDay?: string): Act =>
    async (stage, who) => {
      const id = await stage.find(name);
      const request = await stage.pendingExtension(who, id);
      const body = { request, opinion, ...(dueDay === undefined ? {} : { dueDay }) };
      await stage.as(who)('POST', `/api/tasks/${id}/grant-extension`, body);
    },
  refusesTime:
    (name: TaskName, reason: string): Act =>
    async (stage, who) => {
      const id = await stage.find(name);
      const request = await stage.pendingExtension(who, id);
      await stage.as(who)('POST', `/api/tasks/${id}/refuse-extension`, { request, reason });
    },
  chases:
    (names: TaskName | readonly TaskName[], words: string): Act =>
    async (stage, who) => {
      const tasks: string[] = [];
      for (const name of [names].flat()) tasks.push(await stage.find(name));
      await stage.as(who)('POST', '/api/chases', { tasks, words });
    },
  publishes:
    (plan: string): Act =>
    async (stage, who) => {
      await stage.as(who)('POST', `/api/plans/${stage.planId(plan)}/publish`, {});
    },
} as const;

/** Everything above as something that one person does, and `does` for the acts of other modules. */
export type Doer = { readonly does: (act: Act, about?: readonly TaskName[]) => Doer } & {
  readonly [Verb in keyof typeof acts]: (...words: Parameters<(typeof acts)[Verb]>) => Doer;
};
export type Teller = { readonly on: (when: string) => { readonly as: (who: string) => Doer } };

/**
 * A story: `story('…', ({ on }) => { on('2026-03-09 10:00').as('市数据局联络员').reports(…); })`.
 * Several acts may follow one another in one breath; they happen in their order at that instant.
 */
export function story(title: string, tell: (teller: Teller) => void): readonly Happening[] {
  const happenings: Happening[] = [];
  tell({
    on: (when) => ({
      as: (who) => {
        const does = (act: Act, about: readonly TaskName[] = []): Doer => {
          happenings.push({ story: title, when, who, act, about });
          return doer;
        };
        const doer = { does } as Record<string, unknown> as Doer;
        for (const [verb, actOf] of Object.entries(acts))
          Object.assign(doer, {
            [verb]: (...words: readonly [TaskName | readonly TaskName[] | string, ...never[]]) =>
              does((actOf as (...given: typeof words) => Act)(...words), taskNames(words[0])),
          });
        return doer;
      },
    }),
  });
  return happenings;
}

/** An act on tasks names them first. */
function taskNames(first: TaskName | readonly TaskName[] | string): readonly TaskName[] {
  return typeof first === 'string' ? [] : [first].flat();
}
