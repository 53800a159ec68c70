import { type FileId, idOf, isRefusal, orRefuse, type Refusal, type SubjectId } from '#core/kernel';
import { type Actor, actorIn, may, namesOfUnits } from '#directory';
import { attach } from '#evidence';
import { listFacts, lockSubjects, type NewContent, type NewFact, objectOf, record, type Subject } from '#ledger';
import type { Tx } from '#platform/db';
import { type Ctx, once } from '#platform/http';
import type { HandIn, ReceivedMany, ReceiveMany, ReceiveSubmission, ReturnSubmission } from './contract.ts';
import { submissionRefusals } from './refusals.ts';
import { foldSubmission, mayAnswer, mayHandIn, type Submission } from './submission.ts';

/** A submission with the subject behind it and the person who asks. */
export type OpenSubmission = { readonly subject: Subject; readonly submission: Submission; readonly actor: Actor };

/** 交报: the words and files of one version. The clock stands still for the unit until it is answered. */
export function handIn(ctx: Ctx, id: SubjectId, input: HandIn) {
  return once(ctx, async (tx) => {
    const open = await openSubmission(ctx, tx, id);
    orRefuse(mayDo(open, 'hand-in', input.after));
    const { unit, recipient, versions } = open.submission;
    const evidence = input.evidence.map((file) => idOf<FileId>(file));
    await attach(tx, ctx, evidence, { type: 'task', id });
    const version = versions.length + 1;
    return recorded(tx, ctx, version, {
      subject: { type: 'task', id },
      kind: 'submission.handed-in',
      onBehalfOf: unit,
      data: { unit, recipient, version },
      evidence,
      contents: words('report', input.report),
    });
  });
}

/** 收到. Timeliness is judged by the day on which it was handed in. */
export function receiveSubmission(ctx: Ctx, id: SubjectId, input: ReceiveSubmission) {
  return once(ctx, async (tx) => {
    const open = await openSubmission(ctx, tx, id);
    orRefuse(mayDo(open, 'receive', input.version));
    return recorded(tx, ctx, input.version, receivedFact(open, input.version, input.opinion));
  });
}

/** 收到 of many at once: those that may be received are; the others are left, each with its reason. */
export function receiveMany(ctx: Ctx, input: ReceiveMany): Promise<ReceivedMany> {
  return once(ctx, async (tx) => {
    const asked = new Map(input.submissions.map(({ id, version }) => [idOf<SubjectId>(id), version]));
    const subjects = await lockSubjects(tx, ctx.region, [...asked.keys()]);
    const actor = await actorIn(ctx, tx);
    const facts: NewFact[] = [];
    const left: { id: SubjectId; unit: Submission['unit'] | null; sentence: string }[] = [];
    for (const [id, version] of asked) {
      const subject = subjects.find((candidate) => candidate.ref.id === id);
      const open = await openedBy(ctx, tx, actor, subject);
      const answer = isRefusal(open) ? open : mayDo(open, 'receive', version);
      if (!isRefusal(open) && !isRefusal(answer)) facts.push(receivedFact(open, version, ''));
      else if (isRefusal(answer))
        left.push({ id, unit: isRefusal(open) ? null : open.submission.unit, sentence: answer.sentence });
    }
    if (facts.length > 0 && !input.preview) await record(tx, ctx, facts);
    const units = left.flatMap(({ unit }) => (unit === null ? [] : [unit]));
    const names = await namesOfUnits(tx, ctx.region, [...new Set(units)]);
    return {
      received: facts.length,
      left: left.map(({ id, unit, sentence }) => ({
        id,
        sentence,
        unit: unit === null ? '' : (names.get(unit) ?? ''),
      })),
    };
  });
}

/** 退回, with what is lacking: the old day stands. */
export function returnSubmission(ctx: Ctx, id: SubjectId, input: ReturnSubmission) {
  return once(ctx, async (tx) => {
    const open = await openSubmission(ctx, tx, id);
    orRefuse(mayDo(open, 'return', input.version));
    const { unit, recipient } = open.submission;
    return recorded(tx, ctx, input.version, {
      subject: { type: 'task', id },
      kind: 'submission.returned',
      onBehalfOf: recipient,
      data: { unit, version: input.version },
      contents: words('reason', input.reason),
    });
  });
}

function receivedFact({ subject, submission }: OpenSubmission, version: number, opinion: string): NewFact {
  return {
    subject: subject.ref,
    kind: 'submission.received',
    onBehalfOf: submission.recipient,
    data: { unit: submission.unit, version },
    contents: words('opinion', opinion),
  };
}

function words(name: string, body: string): NewContent[] {
  return body === '' ? [] : [{ name, retention: 'business', body }];
}

async function recorded(tx: Tx, ctx: Ctx, version: number, fact: NewFact) {
  const decision = await record(tx, ctx, [fact]);
  return { fact: decision.facts[0]?.fact.id ?? '', state: decision.subjects[0]?.state ?? '', version };
}

export const SUBMISSION_ACTIONS = ['hand-in', 'receive', 'return'] as const;
export type SubmissionAction = (typeof SUBMISSION_ACTIONS)[number];

/** Access first, then the life of the submission; the same answer refuses the act and greys the button. */
export function mayDo(
  { actor, subject, submission }: OpenSubmission,
  action: SubmissionAction,
  version?: number,
): ReturnType<typeof mayHandIn> {
  if (action === 'hand-in') {
    const permitted = may(actor, 'submission.hand-in', objectOf(subject));
    return isRefusal(permitted) ? permitted : mayHandIn(submission, version);
  }
  const permitted = may(actor, 'submission.answer', objectOf(subject));
  return isRefusal(permitted) ? permitted : mayAnswer(submission, actor.person, version);
}

async function openSubmission(ctx: Ctx, tx: Tx, id: SubjectId): Promise<OpenSubmission> {
  const [subject] = await lockSubjects(tx, ctx.region, [id]);
  return orRefuse(await openedBy(ctx, tx, await actorIn(ctx, tx), subject));
}

/** What exists but may not be seen is answered like what does not exist. */
export async function openedBy(
  ctx: Ctx,
  tx: Tx,
  actor: Actor,
  subject: Subject | undefined,
): Promise<OpenSubmission | Refusal> {
  if (subject === undefined || subject.ref.type !== 'task') return submissionRefusals.hidden();
  if (isRefusal(may(actor, 'task.read', objectOf(subject)))) return submissionRefusals.hidden();
  const submission = foldSubmission((await listFacts(tx, ctx.region, subject.ref.id)).map(({ fact }) => fact));
  return submission === undefined ? submissionRefusals.hidden() : { subject, submission, actor };
}
