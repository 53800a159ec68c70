import { type Allowed, allowed, type PersonId, type Refusal } from '#core/kernel';
import type { Fact } from '#core/obligation';
import { discussionRefusals } from './refusals.ts';

/** 发言: what its first fact says of it. */
export type Made = {
  readonly id: string;
  readonly author: PersonId;
  readonly about: { readonly type: string; readonly id: string };
  /** The remark under which it stands: an answer to an answer stands beside that. */
  readonly reply: string | null;
  readonly replyTo: PersonId | null;
  readonly mentions: readonly PersonId[];
  readonly madeAt: Fact['occurredAt'];
  readonly unit: Fact['onBehalfOf'];
  readonly evidence: Fact['evidence'];
};

/** Reads the fact that made a remark. Undefined for any other. */
export function madeBy(fact: Fact): Made | undefined {
  if (fact.kind !== 'remark.made') return undefined;
  const data = fact.data as unknown as {
    about: string;
    aboutType: string;
    reply: string | null;
    replyTo: PersonId | null;
    mentions: readonly PersonId[];
  };
  return {
    id: fact.subject.id,
    author: fact.actor as PersonId,
    about: { type: data.aboutType, id: data.about },
    reply: data.reply,
    replyTo: data.replyTo,
    mentions: data.mentions,
    madeAt: fact.occurredAt,
    unit: fact.onBehalfOf,
    evidence: fact.evidence,
  };
}

/** Whether the person may take the remark back. */
export function mayWithdraw(made: Made, state: string, person: PersonId): Allowed | Refusal {
  if (made.author !== person) return discussionRefusals.notOwn();
  return state === 'withdrawn' ? discussionRefusals.withdrawn() : allowed;
}

/** Remarks in their order, the answers to each behind it in theirs. */
export function inOrder<Line extends { readonly id: string; readonly reply: string | null }>(
  lines: readonly Line[],
): Line[] {
  const answers = new Map<string, Line[]>();
  for (const line of lines) {
    if (line.reply === null) continue;
    const beside = answers.get(line.reply) ?? [];
    beside.push(line);
    answers.set(line.reply, beside);
  }
  return lines.filter(({ reply }) => reply === null).flatMap((line) => [line, ...(answers.get(line.id) ?? [])]);
}
