import {
  type FileId,
  type Instant,
  idOf,
  isRefusal,
  orRefuse,
  type PersonId,
  type SubjectId,
  type UnitId,
} from '#core/kernel';
import { type Actor, actorIn, listWhoMay, may, namesOfPeople, namesOfUnits } from '#directory';
import { attach, listEvidence } from '#evidence';
import {
  eraseContents,
  findSubject,
  listFacts,
  listLastFacts,
  listSubjects,
  lockSubjects,
  objectOf,
  readActionOf,
  record,
  type Subject,
  type SubjectLine,
} from '#ledger';
import { type Tx, uuid } from '#platform/db';
import { type Ctx, once } from '#platform/http';
import type { Discussion, Mentionable, Remark, Say } from './contract.ts';
import { inOrder, type Made, madeBy, mayWithdraw } from './discussion.ts';
import { discussionRefusals } from './refusals.ts';

const LEFT = '已离开的人员';
const PAGE = 500;
const OFFERED = 20;

/** What a discussion can be about. Anything else is discussed by nobody. */
const DISCUSSED: readonly string[] = ['task'];

type Open = { readonly actor: Actor; readonly about: Subject };

/** 发言: seen by whoever sees the task; those who are mentioned must be among them. */
export function say(ctx: Ctx, about: SubjectId, input: Say) {
  return once(ctx, async (tx) => {
    const open = await openDiscussion(ctx, tx, about);
    orRefuse(may(open.actor, 'discussion.write', objectOf(open.about)));
    const answered = input.reply === null ? null : await getAnswered(ctx, tx, open.about, idOf(input.reply));
    const mentions = [...new Set(input.mentions.map((person) => idOf<PersonId>(person)))];
    await refuseBlind(ctx, tx, open.about, mentions);
    const id = idOf<SubjectId>(uuid());
    const evidence = input.evidence.map((file) => idOf<FileId>(file));
    const unit = speaksFor(open);
    await record(tx, ctx, [
      {
        subject: { type: 'remark', id },
        kind: 'remark.made',
        ...(unit === undefined ? {} : { onBehalfOf: unit }),
        data: {
          about: open.about.ref.id,
          aboutType: open.about.ref.type,
          reply: answered === null ? null : (answered.reply ?? answered.id),
          replyTo: answered?.author ?? null,
          mentions,
        },
        evidence,
        contents: [{ name: 'words', retention: 'business', body: input.words }],
      },
    ]);
    await attach(tx, ctx, evidence, { type: 'remark', id });
    return { id };
  });
}

/** 撤回发言: the fact stays, the words go. */
export function withdrawRemark(ctx: Ctx, id: SubjectId) {
  return once(ctx, async (tx) => {
    const [subject] = await lockSubjects(tx, ctx.region, [id]);
    const made = await madeOf(tx, subject);
    if (made === undefined || subject === undefined) return orRefuse(discussionRefusals.noRemark());
    const { actor } = await openOr(ctx, tx, idOf<SubjectId>(made.about.id), discussionRefusals.noRemark);
    orRefuse(mayWithdraw(made, subject.state, actor.person));
    await record(tx, ctx, [
      {
        subject: { type: 'remark', id },
        kind: 'remark.withdrawn',
        ...(made.unit === null ? {} : { onBehalfOf: made.unit }),
        data: {},
      },
    ]);
    await eraseContents(tx, ctx.region, id, { at: ctx.now, basis: '本人撤回发言' });
    return { id };
  });
}

/** The discussion of a task, for whoever may see the task. */
export async function readDiscussion(ctx: Ctx, id: SubjectId): Promise<Discussion> {
  const tx = ctx.db;
  const { actor, about } = await openDiscussion(ctx, tx, id);
  const lines = await allRemarks(tx, about);
  const states = new Map(lines.map((line) => [String(line.id), line.state]));
  const facts = await listLastFacts(
    tx,
    ctx.region,
    lines.map((line) => line.id),
    'remark.made',
  );
  const remarks = facts.flatMap(({ fact, words }) => {
    const made = madeBy(fact);
    return made === undefined ? [] : [{ made, words: typeof words.words === 'string' ? words.words : null }];
  });
  const people = remarks.flatMap(({ made }) => [
    made.author,
    ...made.mentions,
    ...(made.replyTo === null ? [] : [made.replyTo]),
  ]);
  const persons = await namesOfPeople(tx, ctx.region, [...new Set(people)]);
  const units = await namesOfUnits(tx, ctx.region, [...new Set(remarks.flatMap(({ made }) => made.unit ?? []))]);
  const named = (person: PersonId) => ({ id: person, name: persons.get(person) ?? LEFT });
  const stands = remarks.filter(({ made }) => states.get(made.id) !== 'withdrawn');
  const files = new Map(
    (
      await listEvidence(
        tx,
        ctx.region,
        stands.flatMap(({ made }) => [...made.evidence]),
      )
    ).map((file) => [file.id, file]),
  );
  const views = remarks
    .toSorted((a, b) => (a.made.id < b.made.id ? -1 : 1))
    .map(({ made, words }): Remark => {
      const withdrawn = states.get(made.id) === 'withdrawn';
      const above = remarks.find((one) => one.made.id === made.reply)?.made.author;
      return {
        id: made.id,
        author: named(made.author),
        unit: made.unit === null ? null : (units.get(made.unit) ?? null),
        madeAt: made.madeAt,
        words: withdrawn ? null : words,
        withdrawn,
        mentions: withdrawn ? [] : made.mentions.map(named),
        reply: made.reply,
        replyTo: made.replyTo === null || made.replyTo === above ? null : named(made.replyTo).name,
        evidence: withdrawn
          ? []
          : made.evidence.flatMap((file) => {
              const found = files.get(file);
              if (found === undefined) return [];
              return [{ id: file, name: found.name ?? '已依法删除的文件', size: found.size, sm3: found.sm3 }];
            }),
        own: made.author === actor.person,
      };
    });
  return { remarks: inOrder(views), mayWrite: !isRefusal(may(actor, 'discussion.write', objectOf(about))) };
}

/** Whom a remark about the task may mention: those who see it, by a part of the name or of the unit's. */
export async function readMentionable(ctx: Ctx, id: SubjectId, words: string): Promise<Mentionable> {
  const tx = ctx.db;
  const { actor, about } = await openDiscussion(ctx, tx, id);
  const seers = await listSeers(ctx, tx, about);
  const fits = seers.filter(
    (one) => one.id !== actor.person && (one.name.includes(words) || one.unitName?.includes(words) === true),
  );
  // A name that begins so stands before one that only contains it, and before a unit.
  const rank = (name: string) => (name.startsWith(words) ? 0 : name.includes(words) ? 1 : 2);
  const people = fits
    .toSorted((a, b) => rank(a.name) - rank(b.name))
    .slice(0, OFFERED)
    .map((one) => ({ id: one.id, name: one.name, unit: one.unitName }));
  return { people, more: fits.length - people.length };
}

function listSeers(ctx: Ctx, tx: Tx, about: Subject) {
  return listWhoMay(ctx, tx, [readActionOf(about.ref.type), 'discussion.read'], objectOf(about));
}

async function refuseBlind(ctx: Ctx, tx: Tx, about: Subject, mentions: readonly PersonId[]): Promise<void> {
  if (mentions.length === 0) return;
  const seers = new Set((await listSeers(ctx, tx, about)).map((one) => one.id));
  const blind = mentions.filter((person) => !seers.has(person));
  if (blind.length === 0) return;
  const names = await namesOfPeople(tx, ctx.region, blind);
  orRefuse(discussionRefusals.maySeeNot(blind.map((person) => names.get(person) ?? '所选的人员').join('、')));
}

/** The task under discussion, if the person may see it; what may not be seen is answered like what does not exist. */
function openDiscussion(ctx: Ctx, tx: Tx, id: SubjectId): Promise<Open> {
  return openOr(ctx, tx, id, discussionRefusals.hidden);
}

async function openOr(ctx: Ctx, tx: Tx, id: SubjectId, hidden: typeof discussionRefusals.hidden): Promise<Open> {
  const about = await findSubject(tx, ctx.region, id);
  if (about === undefined || !DISCUSSED.includes(about.ref.type)) return orRefuse(hidden());
  const actor = await actorIn(ctx, tx);
  const seen = [readActionOf(about.ref.type), 'discussion.read'] as const;
  const isHidden = seen.some((action) => isRefusal(may(actor, action, objectOf(about))));
  return isHidden ? orRefuse(hidden()) : { actor, about };
}

async function madeOf(tx: Tx, subject: Subject | undefined): Promise<Made | undefined> {
  if (subject === undefined || subject.ref.type !== 'remark') return undefined;
  const [first] = await listFacts(tx, subject.region, subject.ref.id);
  return first === undefined ? undefined : madeBy(first.fact);
}

async function getAnswered(ctx: Ctx, tx: Tx, about: Subject, id: SubjectId): Promise<Made> {
  const subject = await findSubject(tx, ctx.region, id);
  const made = await madeOf(tx, subject);
  const isHere = made?.about.id === about.ref.id && subject?.state !== 'withdrawn';
  return made !== undefined && isHere ? made : orRefuse(discussionRefusals.nothingToAnswer());
}

/** The unit of the task to which the person belongs, else where the person works. */
function speaksFor({ actor, about }: Open): UnitId | undefined {
  const own = [...actor.units, ...actor.roles.flatMap((role) => [...role.below, ...role.above])];
  const parties = new Set(about.parties.map(({ unit }) => unit));
  return own.find((unit) => parties.has(unit)) ?? actor.units[0];
}

/** A remark has no parties of its own: who may see the task was asked before. */
async function allRemarks(tx: Tx, about: Subject): Promise<SubjectLine[]> {
  const lines: SubjectLine[] = [];
  let after: { dueAt: Instant | null; id: SubjectId } | undefined;
  for (;;) {
    const page = await listSubjects(
      tx,
      about.region,
      { scope: 'jurisdiction' },
      { type: 'remark', parent: about.ref.id },
      { limit: PAGE, after },
    );
    lines.push(...page);
    const last = page.length === PAGE ? page.at(-1) : undefined;
    if (last === undefined) return lines;
    after = { dueAt: last.dueAt, id: last.id };
  }
}
