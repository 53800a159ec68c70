import {
  type FileId,
  idOf,
  isRefusal,
  localDay,
  orRefuse,
  type PersonId,
  type PlainDate,
  type SubjectId,
  type UnitId,
} from '#core/kernel';
import { type Action, type Actor, actorIn, may, namesOfUnits, reach } from '#directory';
import { attach } from '#evidence';
import {
  findContent,
  findSubject,
  listFacts,
  lockSubjects,
  type NewContent,
  type NewFact,
  objectOf,
  readActionOf,
  record,
  type Subject,
  titleOf,
} from '#ledger';
import { type Tx, uuid } from '#platform/db';
import { type Ctx, once } from '#platform/http';
import type { Answer, Conclude, Give, Return, Withdraw } from './contract.ts';
import {
  foldInstruction,
  type Instruction,
  type InstructionAction,
  isLastToConclude,
  mayGive,
  mayNow,
} from './instruction.ts';
import { titleWords } from './instruction-words.ts';
import { instructionRefusals } from './refusals.ts';

const POLICY: Record<InstructionAction, Action> = {
  answer: 'instruction.answer',
  conclude: 'instruction.conclude',
  return: 'instruction.conclude',
  withdraw: 'instruction.give',
};

/** An instruction with the subject behind it and the person who asks. */
export type OpenInstruction = {
  readonly id: SubjectId;
  readonly subject: Subject;
  readonly instruction: Instruction;
  readonly actor: Actor;
};

/** 批示: a leader's words about a task or plan, shown to those named; with somebody to carry it out and a day, a duty. */
export function giveInstruction(ctx: Ctx, input: Give) {
  return once(ctx, async (tx) => {
    const actor = await actorIn(ctx, tx);
    const about = await getAbout(ctx, tx, actor, idOf<SubjectId>(input.about));
    orRefuse(may(actor, 'instruction.give', objectOf(about)));
    const dueDay = input.dueDay === null ? null : idOf<PlainDate>(input.dueDay);
    const addressees = [...new Set(input.addressees.map((unit) => idOf<UnitId>(unit)))];
    const informed = [...new Set(input.informed.map((unit) => idOf<UnitId>(unit)))].filter(
      (unit) => !addressees.includes(unit),
    );
    orRefuse(mayGive({ addressees, dueDay, urgency: input.urgency }, localDay(ctx.now)));
    const known = await namesOfUnits(tx, ctx.region, [...addressees, ...informed]);
    if ([...addressees, ...informed].some((unit) => !known.has(unit))) orRefuse(instructionRefusals.unknownUnit());
    const title = titleOf(await findContent(tx, ctx.region, about.ref.id, 'title'));
    const id = idOf<SubjectId>(uuid());
    const author = actor.units[0] ?? followerOf(about);
    const given: NewFact = {
      subject: { type: 'instruction', id },
      kind: 'instruction.given',
      onBehalfOf: author,
      data: {
        about: about.ref.id,
        aboutType: about.ref.type,
        author,
        addressees,
        informed,
        follower: followerOf(about),
        dueDay,
        // a day that is written down needs no term
        urgency: dueDay === null ? input.urgency : null,
      },
      contents: [
        { name: 'title', retention: 'business', body: { number: '', text: titleWords(title.text) } },
        { name: 'words', retention: 'business', body: input.words },
      ],
    };
    await record(tx, ctx, [given]);
    return { id, state: 'given' };
  });
}

/** What it is about, if the person may see it; what may not be seen is answered like what does not exist. */
export async function getAbout(ctx: Ctx, tx: Tx, actor: Actor, id: SubjectId): Promise<Subject> {
  const subject = await findSubject(tx, ctx.region, id);
  const fits = subject?.ref.type === 'task' || subject?.ref.type === 'plan';
  if (subject === undefined || !fits) return orRefuse(instructionRefusals.aboutHidden());
  const seen = may(actor, readActionOf(subject.ref.type), objectOf(subject));
  return isRefusal(seen) ? orRefuse(instructionRefusals.aboutHidden()) : subject;
}

/** Whoever examines the matter follows the instruction up. */
function followerOf(about: Subject): UnitId {
  const party =
    about.parties.find(({ relation }) => relation === 'acceptor') ??
    about.parties.find(({ relation }) => relation === 'own') ??
    about.parties[0];
  if (party === undefined) throw new Error(`nobody takes part in ${about.ref.type} ${about.ref.id}`);
  return idOf<UnitId>(party.unit);
}

/** 报告办理情况. */
export function answerInstruction(ctx: Ctx, id: SubjectId, input: Answer) {
  return act(ctx, id, 'answer', input.unit, input.evidence, (unit) => [
    { kind: 'instruction.answered', data: { unit }, contents: words({ result: input.result }) },
  ]);
}

/** 同意办结; with the last addressee the whole instruction is done. */
export function concludeInstruction(ctx: Ctx, id: SubjectId, input: Conclude) {
  return act(ctx, id, 'conclude', input.unit, [], (unit, instruction) => [
    { kind: 'instruction.concluded', data: { unit }, contents: words({ opinion: input.opinion }) },
    ...(isLastToConclude(instruction, unit) ? [{ kind: 'instruction.closed', data: {}, contents: [] }] : []),
  ]);
}

/** 退回补办, with the reason: the old day stands. */
export function returnInstruction(ctx: Ctx, id: SubjectId, input: Return) {
  return act(ctx, id, 'return', input.unit, [], (unit) => [
    { kind: 'instruction.returned', data: { unit }, contents: words({ reason: input.reason }) },
  ]);
}

/** 撤回, by whoever gave it and before anybody has answered. */
export function withdrawInstruction(ctx: Ctx, id: SubjectId, input: Withdraw) {
  return act(ctx, id, 'withdraw', undefined, [], () => [
    { kind: 'instruction.withdrawn', data: {}, contents: words({ reason: input.reason }) },
  ]);
}

type Deed = Pick<NewFact, 'kind' | 'data' | 'contents'>;

function act(
  ctx: Ctx,
  id: SubjectId,
  action: InstructionAction,
  asked: string | undefined,
  files: readonly string[],
  deedsOf: (unit: UnitId, instruction: Instruction) => Deed[],
) {
  return once(ctx, async (tx) => {
    const [subject] = await lockSubjects(tx, ctx.region, [id]);
    const open = await seen(ctx, tx, id, subject);
    const unit = unitFor(open, action, asked);
    orRefuse(mayAct(open, action, unit));
    const evidence = files.map((file) => idOf<FileId>(file));
    await attach(tx, ctx, evidence, { type: 'instruction', id });
    const { instruction } = open;
    const onBehalfOf =
      action === 'answer' ? unit : action === 'withdraw' ? instruction.authorUnit : (open.actor.units[0] ?? unit);
    const deeds = deedsOf(unit ?? instruction.authorUnit, instruction);
    const decision = await record(
      tx,
      ctx,
      deeds.map((deed, n) => ({
        subject: { type: 'instruction', id },
        ...(onBehalfOf === null ? {} : { onBehalfOf }),
        ...(n === 0 ? { evidence } : {}),
        ...deed,
      })),
    );
    return { id, state: decision.subjects[0]?.state ?? '' };
  });
}

function words(named: Record<string, string>): NewContent[] {
  return Object.entries(named)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => ({ name, retention: 'business', body: text }));
}

/** The instruction, if the person may see it. */
export async function seen(ctx: Ctx, tx: Tx, id: SubjectId, subject: Subject | undefined): Promise<OpenInstruction> {
  if (subject === undefined || subject.ref.type !== 'instruction') return orRefuse(instructionRefusals.hidden());
  const actor = await actorIn(ctx, tx);
  if (isRefusal(may(actor, 'instruction.read', objectOf(subject)))) return orRefuse(instructionRefusals.hidden());
  const instruction = foldInstruction((await listFacts(tx, ctx.region, id)).map(({ fact }) => fact));
  return instruction === undefined ? orRefuse(instructionRefusals.hidden()) : { id, subject, instruction, actor };
}

/** Access first, then the life of the instruction; the same answer refuses the act and greys the button. */
export function mayAct(open: OpenInstruction, action: InstructionAction, unit: UnitId | null) {
  const { actor, instruction, subject } = open;
  const reportedBy: PersonId | null = instruction.addressees.find((one) => one.unit === unit)?.answeredBy ?? null;
  const permitted = may(actor, POLICY[action], objectOf(subject, reportedBy));
  return isRefusal(permitted) ? permitted : mayNow(instruction, action, unit, actor.person);
}

/** The addressee that it concerns: the one asked for; else one's own, or the only one that waits for a judgement. */
export function unitFor(open: OpenInstruction, action: InstructionAction, asked?: string): UnitId | null {
  const { actor, instruction } = open;
  const units = instruction.addressees.map(({ unit }) => unit);
  const where = reach(actor, POLICY[action]);
  const own = where.scope === 'relations' ? units.filter((unit) => where.unitIds.includes(unit)) : units;
  const choices = action === 'answer' ? (where.scope === 'relations' ? own : []) : units;
  if (asked !== undefined) return choices.find((unit) => unit === asked) ?? null;
  const waiting = instruction.addressees.filter(
    ({ unit, state }) => choices.includes(unit) && (state === 'answered') === (action !== 'answer'),
  );
  return waiting[0]?.unit ?? choices[0] ?? null;
}
