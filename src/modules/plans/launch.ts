import type { PlanId, SubjectId, UnitId } from '#core/kernel';
import type { NewContent, NewFact } from '#ledger';
import { orderText } from './amendment.ts';
import type { CadenceOrder, Order, TaskOrder } from './orders.ts';

/** An order with the subject that it opens, and the sentence of the plan that orders it. */
export type Opening = { readonly order: Order; readonly subject: SubjectId; readonly source: Source | null };

/** 出处: the sentence that orders a thing, with what stands around it. */
export type Source = { readonly before: string; readonly sentence: string; readonly after: string };

const AROUND = 120;

/** The words of the text at a span, and whole sentences on either side. Null where an item stands on no sentence. */
export function sourceAt(text: string, span: readonly [number, number] | null): Source | null {
  if (span === null) return null;
  const [from, to] = span;
  const before = text.slice(Math.max(0, from - AROUND), from);
  const after = text.slice(to, to + AROUND);
  return {
    before: from <= AROUND ? before : behindFirstEnd(before),
    sentence: text.slice(from, to),
    after: to + AROUND >= text.length ? after : after.slice(0, lastEnd(after)),
  };
}

/** Behind the first sentence that ends here; where none does, all of it. */
function behindFirstEnd(words: string): string {
  return words.replace(/^[^。\n]*[。\n]\s*/u, '');
}

/** Behind the last sentence that ends here; where none does, all of it. */
function lastEnd(words: string): number {
  const end = Math.max(words.lastIndexOf('。'), words.lastIndexOf('\n'));
  return end === -1 ? words.length : end + 1;
}

/** What the screen calls the subject: kept beside the ledger, since a plan's words may name people. */
export type Title = { readonly number: string; readonly text: string };

/** The facts that launch a plan: one on the plan, one on each task and each cadence. */
export function launchFacts(
  plan: PlanId,
  launch: { title: string; office: UnitId; version: number; textDigest: string },
  openings: readonly Opening[],
): NewFact[] {
  const tasks = openings.filter((opening) => opening.order.as === 'task').length;
  return [
    {
      subject: planSubject(plan),
      kind: 'plan.launched',
      data: {
        office: launch.office,
        units: unitsOf(openings),
        version: launch.version,
        textDigest: launch.textDigest,
        tasks,
        cadences: openings.length - tasks,
      },
      contents: [title({ number: '', text: launch.title })],
    },
    ...openings.map((opening) => openingFact(plan, opening)),
  ];
}

/** The facts that amend a plan in force: what is taken back, what is new. */
export function amendmentFacts(
  plan: PlanId,
  amendment: { version: number; textDigest: string },
  added: readonly Opening[],
  voided: readonly { readonly subject: SubjectId; readonly type: 'task' | 'cadence' }[],
): NewFact[] {
  return [
    {
      subject: planSubject(plan),
      kind: 'plan.amended',
      data: {
        units: unitsOf(added),
        version: amendment.version,
        textDigest: amendment.textDigest,
        added: added.length,
        voided: voided.length,
      },
    },
    ...voided.map(
      (gone): NewFact =>
        gone.type === 'task'
          ? {
              subject: { type: 'task', id: gone.subject },
              kind: 'task.voided',
              data: { plan, version: amendment.version },
            }
          : {
              subject: { type: 'cadence', id: gone.subject },
              kind: 'cadence.ended',
              data: { amendment: amendment.version },
            },
    ),
    ...added.map((opening) => openingFact(plan, opening)),
  ];
}

export function planSubject(plan: PlanId) {
  return { type: 'plan', id: plan as unknown as SubjectId };
}

function openingFact(plan: PlanId, opening: Opening): NewFact {
  return opening.order.as === 'task'
    ? taskFact(plan, opening, opening.order)
    : cadenceFact(plan, opening, opening.order);
}

function taskFact(plan: PlanId, { subject, source }: Opening, order: TaskOrder): NewFact {
  return {
    subject: { type: 'task', id: subject },
    kind: 'task.assigned',
    data: {
      plan,
      item: order.item,
      origin: order.origin,
      period: null,
      leads: order.leads,
      supports: order.supports,
      acceptor: order.acceptor,
      recipient: order.recipient,
      dueDay: order.dueDay,
      dueBasis: order.dueBasis,
      span: order.span,
    },
    contents: namedBy({ number: order.number, text: order.text }, source),
  };
}

function cadenceFact(plan: PlanId, { subject, source }: Opening, order: CadenceOrder): NewFact {
  const { item, unit, interval, count, weekday, day, from, to, leads, acceptor, recipient } = order;
  return {
    subject: { type: 'cadence', id: subject },
    kind: 'cadence.established',
    data: { plan, item, unit, interval, count, weekday, day, from, to, leads, acceptor, recipient, span: order.span },
    contents: namedBy({ number: '', text: order.text }, source),
  };
}

/** What a subject is called, and the sentence it stands on. */
export function namedBy(words: Title, source: Source | null): NewContent[] {
  return source === null ? [title(words)] : [title(words), { name: 'source', retention: 'business', body: source }];
}

function title(words: Title): NewContent {
  return { name: 'title', retention: 'business', body: words };
}

function unitsOf(openings: readonly Opening[]): UnitId[] {
  const units = new Set<UnitId>();
  for (const { order } of openings) {
    for (const unit of [...order.leads, order.acceptor]) units.add(unit);
    if (order.as === 'task') for (const unit of order.supports) units.add(unit);
  }
  return [...units].sort();
}

/** What is written down of an opening, to compare an amendment with. */
export function launchedOrder(opening: Opening) {
  return { subject: opening.subject, item: opening.order.item, orderText: orderText(opening.order) };
}
