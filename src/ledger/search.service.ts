import { isRefusal } from '#core/kernel';
import { actorIn, mayAnywhere, reach, searchUnits } from '#directory';
import type { Ctx } from '#platform/http';
import type { SearchHit } from './contract.ts';
import { readActionOf } from './reading.service.ts';
import { listSubjects, titleOf } from './reading.store.ts';

const EACH = 8;
const KINDS = [
  { type: 'plan', word: '方案' },
  { type: 'task', word: '任务' },
] as const;

/** Everything with these words in its name that the person may see: plans, tasks, units. */
export async function search(ctx: Ctx, words: string): Promise<{ hits: SearchHit[] }> {
  const actor = await actorIn(ctx);
  const hits: SearchHit[] = [];
  for (const { type, word } of KINDS) {
    const lines = await listSubjects(
      ctx.db,
      ctx.region,
      reach(actor, readActionOf(type)),
      { type, words },
      { limit: EACH },
    );
    for (const line of lines) {
      const title = titleOf(line.title);
      hits.push({
        kind: word,
        title: title.text,
        ...(title.number === '' ? {} : { number: title.number }),
        path: `/${type}s/${line.id}`,
      });
    }
  }
  if (isRefusal(mayAnywhere(actor, 'directory.read'))) return { hits };
  const { units } = await searchUnits(ctx, { q: words, limit: EACH });
  for (const unit of units) hits.push({ kind: '单位', title: unit.name, note: unit.hint, path: `/units/${unit.id}` });
  return { hits };
}
