import { z } from 'zod';
import { idOf, type PlainDate, type SubjectId, type UnitId } from '#core/kernel';
import type { CadenceOrder, Order, TaskOrder } from './orders.ts';

/** What an amendment changes: orders that are new, subjects whose order is gone, and what stays as it is. */
export type Amendment = {
  readonly added: readonly Order[];
  readonly voided: readonly { readonly subject: SubjectId; readonly item: string }[];
  readonly kept: number;
};

/** Compares the orders of an amended plan with those in force, by item and by everything they say but their number. */
export function amendmentOf(
  orders: readonly Order[],
  inForce: readonly { readonly subject: SubjectId; readonly item: string; readonly orderText: string }[],
): Amendment {
  const left = inForce.map((launched) => ({ ...launched, says: sayingOf(launched.orderText) }));
  const added: Order[] = [];
  let kept = 0;
  for (const order of orders) {
    const says = sayingOf(orderText(order));
    const index = left.findIndex((launched) => launched.item === order.item && isSame(launched.says, says));
    if (index === -1) added.push(order);
    else {
      left.splice(index, 1);
      kept += 1;
    }
  }
  return { added, voided: left.map(({ subject, item }) => ({ subject, item })), kept };
}

/** What an order says. What was launched before orders named their recipient says nothing of it: undefined. */
type Saying = { readonly text: string; readonly recipient: unknown };

/** A task that another was put before has another number and is the same task: what its units have done for it stands. */
function sayingOf(written: string): Saying {
  const parts = JSON.parse(written) as unknown[];
  const isTask = readOrderText(written).as === 'task';
  const length = isTask ? TASK_LENGTH : CADENCE_LENGTH;
  const said = Array.from({ length }, (_, n) => parts[n] ?? null);
  return { text: JSON.stringify(isTask ? said.with(NUMBER, '') : said), recipient: parts[length] };
}

function isSame(inForce: Saying, amended: Saying): boolean {
  return inForce.text === amended.text && (inForce.recipient === undefined || inForce.recipient === amended.recipient);
}

/** Where the number stands in the text of a task's order. */
const NUMBER = 2;
/** How much is said before the recipient. */
const TASK_LENGTH = 8;
const CADENCE_LENGTH = 10;

const taskText = z.tuple(
  [
    z.literal('task'),
    z.enum(['task', 'submission']),
    z.string(),
    z.string(),
    z.array(z.string()),
    z.array(z.string()),
    z.string(),
    z.string().nullable(),
  ],
  // the recipient
  z.string().nullable(),
);
const cadenceText = z.tuple(
  [
    z.literal('cadence'),
    z.string(),
    z.enum(['day', 'week', 'month', 'quarter', 'halfyear', 'year']),
    z.number(),
    z.number(),
    z.number().nullable(),
    z.string().nullable(),
    z.array(z.string()),
    z.string(),
  ],
  // the day of the month and the recipient
  z.union([z.number(), z.string(), z.null()]),
);

/** What an order in force says, of what `orderText` wrote. */
export type WrittenOrder =
  | Pick<TaskOrder, 'as' | 'origin' | 'number' | 'text' | 'leads' | 'supports' | 'dueDay'>
  | Pick<CadenceOrder, 'as' | 'text' | 'unit' | 'interval' | 'count' | 'to' | 'leads'>;

export function readOrderText(written: string): WrittenOrder {
  const parts: unknown = JSON.parse(written);
  const units = (ids: readonly string[]) => ids.map((id) => idOf<UnitId>(id));
  const dayOf = (text: string | null) => (text === null ? null : idOf<PlainDate>(text));
  const task = taskText.safeParse(parts);
  if (task.success) {
    const [as, origin, number, text, leads, supports, , dueDay] = task.data;
    return { as, origin, number, text, leads: units(leads), supports: units(supports), dueDay: dayOf(dueDay) };
  }
  const [as, text, unit, interval, count, , to, leads] = cadenceText.parse(parts);
  return { as, text, unit, interval, count, to: dayOf(to), leads: units(leads) };
}

/** Everything an order says to those it binds; where it stands in the text may shift without changing it. */
export function orderText(order: Order): string {
  if (order.as === 'task') {
    const { origin, number, text, leads, supports, acceptor, dueDay, recipient } = order;
    return JSON.stringify([order.as, origin, number, text, leads, supports, acceptor, dueDay, recipient]);
  }
  // `from` is the day of launch, not a wish of the plan.
  const { text, unit, interval, count, weekday, day, to, leads, acceptor, recipient } = order;
  return JSON.stringify([order.as, text, unit, interval, count, weekday, to, leads, acceptor, day, recipient]);
}
