import { type Allowed, allowed, type Refusal, refuse } from '#core/kernel';

/** 任务的状态: where the facts of a task have led it. */
export const TASK_STATES = [
  'assigned',
  'received',
  'in-progress',
  'submitted',
  'returned',
  'accepted',
  'closed',
  'void',
] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** Whether a word is a state of a task. */
export function isTaskState(word: string): word is TaskState {
  return (TASK_STATES as readonly string[]).includes(word);
}

/** Whether anything at all may still be done with a task in this state. */
export function mayGoOn(state: TaskState): Allowed | Refusal {
  if (state === 'void') return refuse('TASK-01', '任务已因方案修订或调整作废, 不再办理');
  if (state === 'closed') return refuse('TASK-02', '任务已销号, 不能再办理; 如需续办, 请由效能办另行交办');
  return allowed;
}

/** Whether the life of a task allows a report, of progress or of completion. Who may report is asked elsewhere. */
export function mayReport(state: TaskState): Allowed | Refusal {
  const living = mayGoOn(state);
  if (living.refused) return living;
  if (state === 'submitted') return refuse('TASK-05', '已报送完成, 正在等待验收; 如需更正, 请验收人先退回');
  return state === 'accepted' ? refuse('TASK-06', '任务已验收, 不能再报告') : allowed;
}

/** The states in which a task is reported on. */
export const REPORTED_STATES: readonly TaskState[] = TASK_STATES.filter((state) => !mayReport(state).refused);
