import { type FileId, idOf, isRefusal, localDay, orRefuse, type PlainDate, type SubjectId } from '#core/kernel';
import type { Fact } from '#core/obligation';
import { may } from '#directory';
import { attach } from '#evidence';
import { listFacts, type NewFact, objectOf, record } from '#ledger';
import type { Tx } from '#platform/db';
import { type Ctx, once } from '#platform/http';
import type { GrantExtension, RefuseExtension, RequestExtension } from './contract.ts';
import { dutyOf, type Extension, mayAnswerExtension, mayRequestExtension, pendingExtensions } from './extension.ts';
import { taskRefusals } from './refusals.ts';
import { contentsOf, type OpenTask, openTask, unitsOf } from './task.service.ts';

/** 申请延期: before the day has come, with the day asked for and why. */
export function requestExtension(ctx: Ctx, id: SubjectId, input: RequestExtension) {
  return once(ctx, async (tx) => {
    const { open, pending } = await openWithExtensions(ctx, tx, id);
    orRefuse(may(open.actor, 'task.extend', objectOf(open.subject)));
    const own = unitsOf(open.actor, 'task.extend', open.task.leads);
    const unit = input.unit === undefined ? own[0] : own.find((candidate) => candidate === input.unit);
    if (unit === undefined) return orRefuse(taskRefusals.notYours());
    const duty = dutyOf(open.subject.obligations, unit);
    const dueDay = idOf<PlainDate>(input.dueDay);
    orRefuse(mayRequestExtension(open.task, duty, pending, ctx.now, dueDay));
    const before = duty?.times.dueAt === null || duty === undefined ? dueDay : localDay(duty.times.dueAt);
    const evidence = input.evidence.map((file) => idOf<FileId>(file));
    await attach(tx, ctx, evidence, { type: 'task', id });
    return recorded(tx, ctx, {
      subject: { type: 'task', id },
      kind: 'task.extension-requested',
      onBehalfOf: unit,
      data: { unit, acceptor: open.task.acceptor, dueDay, before },
      evidence,
      contents: contentsOf({ reason: input.reason }),
    });
  });
}

/** 同意延期, to the day asked for or another. */
export function grantExtension(ctx: Ctx, id: SubjectId, input: GrantExtension) {
  return answer(ctx, id, input.request, input.dueDay, (extension, granted) => ({
    kind: 'task.extension-granted',
    data: { unit: extension.unit, request: extension.request, dueDay: granted, before: extension.before },
    contents: contentsOf({ opinion: input.opinion }),
  }));
}

/** 不同意延期, with the reason: the old day stands. */
export function refuseExtension(ctx: Ctx, id: SubjectId, input: RefuseExtension) {
  return answer(ctx, id, input.request, undefined, (extension) => ({
    kind: 'task.extension-refused',
    data: { unit: extension.unit, request: extension.request },
    contents: contentsOf({ reason: input.reason }),
  }));
}

type Answer = Pick<NewFact, 'kind' | 'data' | 'contents'>;

function answer(
  ctx: Ctx,
  id: SubjectId,
  request: string,
  day: string | undefined,
  answerOf: (extension: Extension, granted: PlainDate) => Answer,
) {
  return once(ctx, async (tx) => {
    const { open, pending } = await openWithExtensions(ctx, tx, id);
    orRefuse(may(open.actor, 'task.answer-extension', objectOf(open.subject)));
    const granted = day === undefined ? undefined : idOf<PlainDate>(day);
    orRefuse(mayAnswerExtension(pending, request, open.actor.person, granted));
    const extension = pending.find((candidate) => candidate.request === request) as Extension;
    const fact = answerOf(extension, granted ?? extension.dueDay);
    return recorded(tx, ctx, { subject: { type: 'task', id }, onBehalfOf: open.task.acceptor, ...fact });
  });
}

async function openWithExtensions(ctx: Ctx, tx: Tx, id: SubjectId) {
  const open = await openTask(ctx, tx, id);
  const facts = (await listFacts(tx, ctx.region, id)).map(({ fact }) => fact);
  return { open, pending: pendingExtensions(facts) };
}

async function recorded(tx: Tx, ctx: Ctx, fact: NewFact) {
  const decision = await record(tx, ctx, [fact]);
  return { fact: decision.facts[0]?.fact.id ?? '', state: decision.subjects[0]?.state ?? '' };
}

/** What the page offers about extensions: whether one may be asked for, and those that wait for this person's answer. */
export function extensionsOffered(open: OpenTask, facts: readonly Fact[], ctx: Pick<Ctx, 'now'>) {
  const { actor, subject, task } = open;
  const pending = pendingExtensions(facts);
  const [unit] = unitsOf(actor, 'task.extend', task.leads);
  const permitted = may(actor, 'task.extend', objectOf(subject));
  const requesting = isRefusal(permitted)
    ? permitted
    : mayRequestExtension(task, dutyOf(subject.obligations, unit ?? null), pending, ctx.now);
  const answering = may(actor, 'task.answer-extension', objectOf(subject));
  return {
    request: isRefusal(requesting) ? requesting : null,
    pending: pending.map((extension) => {
      const own = isRefusal(answering) ? answering : mayAnswerExtension(pending, extension.request, actor.person);
      return { ...extension, refusal: isRefusal(own) ? own : null };
    }),
  };
}
