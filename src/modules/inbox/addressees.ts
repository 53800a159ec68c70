import type { Fact } from '#core/obligation';
import { informing, type Standing } from '#rulebook';
import { actionsToRead } from './access.ts';

/** One addressee of one fact, as it is kept. */
export type Addressee = {
  readonly place: number;
  readonly factId: string;
  readonly originId: string;
  readonly kind: string;
  readonly topic: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly unitId: string | null;
  readonly roles: readonly string[];
  readonly personId: string | null;
  readonly actor: string;
  readonly recordedAt: string;
};

/** Whom a fact informs: nobody where it is not declared, or where nobody may read of such a subject. */
export function addresseesOf(fact: Fact, standing: Standing): Addressee[] {
  const declared = informing[fact.kind];
  if (declared === undefined) return [];
  const about = declared.about?.(fact) ?? fact.subject;
  if (actionsToRead(about.type, declared.topic) === undefined) return [];
  return declared.to(fact, standing).map((audience, place) => ({
    place,
    factId: fact.id,
    originId: fact.subject.id,
    kind: fact.kind,
    topic: declared.topic,
    subjectType: about.type,
    subjectId: about.id,
    unitId: audience.to === 'unit' ? audience.unit : null,
    roles: audience.to === 'unit' ? audience.roles : [],
    personId: audience.to === 'person' ? audience.person : null,
    actor: fact.actor,
    recordedAt: fact.recordedAt,
  }));
}
