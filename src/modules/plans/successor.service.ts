import { idOf, type Region, type SubjectId } from '#core/kernel';
import { listLastFacts } from '#ledger';
import type { Tx } from '#platform/db';

/**
 * 调整: the tasks that have taken the place of these, and the place of those, to the last. One that also takes the place
 * of a task outside of them (合并) is named apart: it does not fall with them.
 */
export async function listSuccessors(
  tx: Tx,
  region: Region,
  ids: readonly SubjectId[],
): Promise<{ readonly of: ReadonlyMap<SubjectId, readonly SubjectId[]>; readonly shared: ReadonlySet<SubjectId> }> {
  const of = new Map<SubjectId, readonly SubjectId[]>();
  const known = new Set<SubjectId>(ids);
  for (let asked = [...ids]; asked.length > 0; ) {
    const found: SubjectId[] = [];
    for (const { fact } of await listLastFacts(tx, region, asked, 'task.voided')) {
      const { replacedBy } = fact.data;
      const next = Array.isArray(replacedBy) ? replacedBy.map((id) => idOf<SubjectId>(String(id))) : [];
      if (next.length > 0) of.set(fact.subject.id, next);
      for (const id of next) if (!known.has(id)) found.push(id);
    }
    for (const id of found) known.add(id);
    asked = [...new Set(found)];
  }
  const shared = new Set<SubjectId>();
  for (const { fact } of await listLastFacts(tx, region, [...known], 'task.assigned')) {
    const { replaces } = fact.data;
    if (Array.isArray(replaces) && replaces.some((id) => !known.has(idOf<SubjectId>(String(id))))) {
      shared.add(fact.subject.id);
    }
  }
  return { of, shared };
}
