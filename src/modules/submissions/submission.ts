import {
  type Allowed,
  allowed,
  type FileId,
  type Instant,
  idOf,
  type PersonId,
  type Refusal,
  type UnitId,
} from '#core/kernel';
import type { Fact, Obligation } from '#core/obligation';
import type { Counts, Standing } from './contract.ts';
import { submissionRefusals } from './refusals.ts';

/** One 交报, with the answer that it got. */
export type HandedIn = {
  readonly fact: string;
  readonly version: number;
  readonly at: Instant;
  readonly person: PersonId;
  readonly evidence: readonly FileId[];
  readonly contents: Fact['contents'];
  readonly answer: {
    readonly kind: 'received' | 'returned';
    readonly at: Instant;
    readonly person: PersonId;
    readonly contents: Fact['contents'];
  } | null;
};

/** 报送: what the facts of a task with a recipient have made of it. */
export type Submission = {
  readonly state: 'owed' | 'handed-in' | 'returned' | 'received' | 'void';
  readonly plan: string;
  readonly item: string;
  readonly unit: UnitId;
  readonly recipient: UnitId;
  /** In the order in which they were handed in. */
  readonly versions: readonly HandedIn[];
};

/** Undefined where the facts are those of a task that is handed in to nobody. */
export function foldSubmission(facts: readonly Fact[]): Submission | undefined {
  const [opening] = facts;
  if (opening?.kind !== 'task.assigned') return undefined;
  const { plan, item, leads, recipient } = opening.data;
  if (typeof recipient !== 'string' || !Array.isArray(leads)) return undefined;
  let submission: Submission = {
    state: 'owed',
    plan: String(plan),
    item: String(item),
    unit: idOf<UnitId>(String(leads[0])),
    recipient: idOf<UnitId>(recipient),
    versions: [],
  };
  for (const fact of facts) submission = follow(submission, fact);
  return submission;
}

function follow(submission: Submission, fact: Fact): Submission {
  const { versions } = submission;
  switch (fact.kind) {
    case 'submission.handed-in': {
      const { id, occurredAt, evidence, contents } = fact;
      const version = Number(fact.data.version);
      const person = idOf<PersonId>(fact.actor);
      const handedIn: HandedIn = { fact: id, version, at: occurredAt, person, evidence, contents, answer: null };
      return { ...submission, state: 'handed-in', versions: [...versions, handedIn] };
    }
    case 'submission.received':
    case 'submission.returned': {
      const kind = fact.kind === 'submission.received' ? 'received' : 'returned';
      const answer = {
        kind,
        at: fact.occurredAt,
        person: idOf<PersonId>(fact.actor),
        contents: fact.contents,
      } as const;
      const answered = versions.map((one) => (one.version === fact.data.version ? { ...one, answer } : one));
      return { ...submission, state: kind, versions: answered };
    }
    case 'task.voided':
      return { ...submission, state: 'void' };
    default:
      return submission;
  }
}

/** Whether it may be handed in now: again too, as long as nobody has received it. `after`: the version that was seen. */
export function mayHandIn(submission: Submission, after?: number): Allowed | Refusal {
  if (submission.state === 'void') return submissionRefusals.void();
  if (submission.state === 'received') return submissionRefusals.over();
  return after !== undefined && after !== submission.versions.length ? submissionRefusals.newerVersion() : allowed;
}

/** Whether the latest version may be received or returned now, by this person. */
export function mayAnswer(submission: Submission, person: PersonId, version?: number): Allowed | Refusal {
  const latest = submission.versions.at(-1);
  if (submission.state !== 'handed-in' || latest === undefined) return submissionRefusals.nothingHandedIn();
  if (version !== undefined && version !== latest.version) return submissionRefusals.newerVersion();
  return latest.person === person ? submissionRefusals.ownPaper() : allowed;
}

/** How a submission stands, by its duty and the state of its task; undefined where it is void. */
export function standingOf(duty: Obligation, state: string, now: Instant): Standing | undefined {
  const { dueAt } = duty.times;
  const isLate = (at: Instant) => dueAt !== null && at > dueAt;
  switch (duty.state) {
    case 'met':
      return 'received';
    case 'met-late':
      return 'received-late';
    case 'held':
      return isLate(duty.claimedAt ?? now) ? 'handed-in-late' : 'handed-in';
    case 'open':
      if (isLate(now)) return 'overdue';
      return state === 'returned' ? 'returned' : 'owed';
    default:
      return undefined;
  }
}

/** Which standings a count of a round is made of; what is pressed shows these. */
export const COUNTED: Readonly<Record<keyof Counts, readonly Standing[]>> = {
  total: ['owed', 'overdue', 'returned', 'handed-in', 'handed-in-late', 'received', 'received-late'],
  handedIn: ['handed-in', 'handed-in-late', 'received', 'received-late'],
  received: ['received', 'received-late'],
  missing: ['owed', 'overdue', 'returned'],
  overdue: ['overdue'],
  late: ['handed-in-late', 'received-late'],
  waiting: ['handed-in', 'handed-in-late'],
};

export function countsOf(standings: readonly Standing[]): Counts {
  const count = (key: keyof Counts) => standings.filter((standing) => COUNTED[key].includes(standing)).length;
  return {
    total: count('total'),
    handedIn: count('handedIn'),
    received: count('received'),
    missing: count('missing'),
    overdue: count('overdue'),
    late: count('late'),
    waiting: count('waiting'),
  };
}

/** The due instant that most of a round have: a single unit may have been given another. */
export function usualDue(instants: readonly (Instant | null)[]): Instant | null {
  const counts = new Map<Instant | null, number>();
  for (const instant of instants) counts.set(instant, (counts.get(instant) ?? 0) + 1);
  let usual: Instant | null = null;
  for (const [instant, count] of counts) if (count > (counts.get(usual) ?? 0)) usual = instant;
  return usual;
}
