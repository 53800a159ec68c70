import {
  type ContentId,
  type FactId,
  type Instant,
  idOf,
  type Refusal,
  type Region,
  type SubjectId,
} from '#core/kernel';
import {
  applyFact,
  CLOCK,
  type ContentRef,
  canonicalText,
  type Fact,
  type JsonObject,
  type Lawbook,
  nextSignal,
  type Obligation,
  SIGNALLED,
} from '#core/obligation';
import { factDefinition, type PartyOf, RULEBOOK_EDITION } from '#rulebook';
import { ledgerRefusals } from './refusals.ts';
import type { NewFact, StoredContent, Subject } from './subject.ts';

/** What recording needs besides the facts: where, when, who, by which law; and where fresh ids and digests come from. */
export type Recording = {
  readonly region: Region;
  readonly now: Instant;
  readonly actor: string;
  readonly lawbook: Lawbook;
  /** Version of the calendar in force. */
  readonly calendar: string;
  /** SM3, lower-case hexadecimal. */
  readonly digest: (text: string) => string;
  readonly newId: () => string;
  readonly newSalt: () => string;
};

/** A fact with the text that was hashed and its place in the chain. */
export type ChainedFact = { readonly fact: Fact; readonly text: string; readonly hash: string };

/** Everything that recording changes, as values: `write` inserts exactly this. */
export type Decision = {
  readonly facts: readonly ChainedFact[];
  readonly contents: readonly StoredContent[];
  /** The subjects touched, as they stand afterwards. */
  readonly subjects: readonly Subject[];
  /** The obligations opened or changed. */
  readonly obligations: readonly Obligation[];
};

/** Decides what follows from facts: pure. `subjects` holds those that exist already, by id; the facts are taken in their order. */
export function decide(
  recording: Recording,
  subjects: ReadonlyMap<string, Subject>,
  newFacts: readonly NewFact[],
): Decision | Refusal {
  const open = new Map(subjects);
  const touched = new Set<string>();
  const facts: ChainedFact[] = [];
  const contents: StoredContent[] = [];

  const take = (newFact: NewFact): Refusal | null => {
    const definition = factDefinition(newFact.kind);
    const before = open.get(newFact.subject.id);
    const occurredAt = newFact.occurredAt ?? recording.now;
    if (occurredAt > recording.now) return ledgerRefusals.future();
    if (before === undefined && definition.begins !== true) return ledgerRefusals.noSubject();
    if (before !== undefined && definition.begins === true) return ledgerRefusals.begunTwice();
    const stored = (newFact.contents ?? []).map(
      (content): StoredContent => ({
        ...content,
        id: idOf<ContentId>(recording.newId()),
        salt: recording.newSalt(),
        subject: newFact.subject,
      }),
    );
    contents.push(...stored);
    const chained = chain(
      recording,
      before,
      { ...newFact, occurredAt, data: definition.data.parse(newFact.data) },
      stored,
    );
    facts.push(chained);
    open.set(newFact.subject.id, follow(recording.lawbook, before, chained));
    touched.add(newFact.subject.id);
    return null;
  };

  for (const newFact of newFacts) {
    const refusal = take(newFact);
    if (refusal !== null) return refusal;
  }
  // OBL-8, OBL-12: thresholds that have passed already are signalled when the fact is recorded.
  for (const id of [...touched]) {
    const subject = open.get(id);
    for (const signal of subject === undefined ? [] : dueSignals(subject, recording.now)) {
      const refusal = take(signal);
      if (refusal !== null) return refusal;
    }
  }

  const after = [...touched].flatMap((id) => open.get(id) ?? []);
  const obligations = after.flatMap((subject) => {
    const before = new Set(subjects.get(subject.ref.id)?.obligations);
    return subject.obligations.filter((obligation) => !before.has(obligation));
  });
  return { facts, contents, subjects: after, obligations };
}

/** The signals whose instants have come, in the order of those instants, as facts to be recorded. */
export function dueSignals(subject: Subject, now: Instant): NewFact[] {
  const signals: { at: Instant; fact: NewFact }[] = [];
  for (const obligation of subject.obligations) {
    let current = obligation;
    for (let next = nextSignal(current); next !== null && next.at <= now; next = nextSignal(current)) {
      signals.push({
        at: next.at,
        fact: {
          subject: subject.ref,
          kind: SIGNALLED,
          data: { obligation: obligation.id, level: next.level, dueAt: obligation.times.dueAt, threshold: next.at },
        },
      });
      current = { ...current, served: { ...current.served, [next.level]: now } };
    }
  }
  return signals.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map((signal) => signal.fact);
}

/** A subject one fact later. The only way a subject comes to be or changes, when recording and when rebuilding. */
export function follow(lawbook: Lawbook, before: Subject | undefined, chained: ChainedFact): Subject {
  const { fact, hash } = chained;
  const definition = factDefinition(fact.kind);
  return {
    region: fact.region,
    ref: fact.subject,
    parent: before?.parent ?? parentOf(definition.parent?.(fact.data)),
    state: definition.leadsTo ?? before?.state ?? 'open',
    seq: fact.seq,
    head: hash,
    openedAt: before?.openedAt ?? fact.occurredAt,
    recordedAt: fact.recordedAt,
    parties: withParties(before?.parties ?? [], definition.parties?.(fact.data) ?? []),
    obligations: applyFact(lawbook, fact, before?.obligations ?? []),
  };
}

function withParties(before: readonly PartyOf[], named: readonly PartyOf[]): readonly PartyOf[] {
  const fresh = named.filter((n) => !before.some((b) => b.unit === n.unit && b.relation === n.relation));
  return fresh.length === 0 ? before : [...before, ...fresh];
}

function parentOf(id: string | undefined): SubjectId | null {
  return id === undefined ? null : idOf<SubjectId>(id);
}

/** The value of the chain after a fact with this canonical text. */
export function chainValue(digest: (text: string) => string, previous: string, text: string): string {
  return digest(`${previous}\n${text}`);
}

/** The digest of words kept beside the ledger. */
export function contentDigest(
  digest: (text: string) => string,
  content: { salt: string; body: StoredContent['body'] },
): string {
  return digest(`${content.salt}\n${canonicalText(content.body)}`);
}

function chain(
  recording: Recording,
  before: Subject | undefined,
  newFact: NewFact & { occurredAt: Instant },
  stored: readonly StoredContent[],
): ChainedFact {
  const fact: Fact = {
    id: idOf<FactId>(recording.newId()),
    region: recording.region,
    subject: newFact.subject,
    seq: (before?.seq ?? 0) + 1,
    kind: newFact.kind,
    occurredAt: newFact.occurredAt,
    // A clock set back must not let a later fact seem recorded before an earlier one.
    recordedAt: before !== undefined && before.recordedAt > recording.now ? before.recordedAt : recording.now,
    // A signal is the clock's own, whoever recorded the fact that brought it on.
    actor: newFact.kind === SIGNALLED ? CLOCK : recording.actor,
    onBehalfOf: newFact.onBehalfOf ?? null,
    data: newFact.data,
    evidence: newFact.evidence ?? [],
    contents: stored.map(
      (content): ContentRef => ({
        id: content.id,
        name: content.name,
        digest: contentDigest(recording.digest, content),
      }),
    ),
    corrects: null,
    rulebook: RULEBOOK_EDITION,
    calendar: recording.calendar,
  };
  const text = canonicalText(fact as unknown as JsonObject);
  return { fact, text, hash: chainValue(recording.digest, before?.head ?? '', text) };
}
