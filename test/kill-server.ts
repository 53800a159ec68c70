/**
 * The ledger as a process of its own, to be killed: settings, database and migrations as the product boots them, two doors
 * for facts, and the clock's sweep over and over. Spoken to over the channel of its parent.
 */
import { seedCalendar } from '#calendars';
import { epochOf, type Instant, idOf, instantOf, type PersonId, Refused, type Region } from '#core/kernel';
import { type NewFact, record, recordMany, sweep } from '#ledger';
import { once } from '#platform/http';
import { boot } from '../src/apps/boot.ts';

export type Ask = { readonly n: number; readonly door: 'one' | 'many'; readonly key: string; readonly fact: NewFact };
export type Answer =
  | { readonly ready: true }
  | { readonly n: number; readonly fact: string; readonly seq: number }
  | { readonly n: number; readonly refused: string }
  | { readonly n: number; readonly fault: string };

export const REGION = idOf<Region>('yunxi');
const PERSON = idOf<PersonId>('00000000-0000-7000-8000-0000000000a2');
/** How much faster the time of the story goes: a second is a day and a half. */
const HASTE = 130_000;

async function main(begin: Instant): Promise<void> {
  const started = performance.now();
  const now = () => instantOf(epochOf(begin) + Math.round((performance.now() - started) * HASTE));
  const { db } = await boot();
  await seedCalendar({ db, now: begin });
  const many = recordMany(db);

  const answer = async ({ n, door, key, fact }: Ask): Promise<Answer> => {
    try {
      if (door === 'many') {
        const { facts } = await many.record({
          region: REGION,
          now: now(),
          person: PERSON,
          facts: [fact],
          once: { key, digest: key },
        });
        return { n, fact: facts[0]?.id ?? '', seq: facts[0]?.seq ?? 0 };
      }
      const ctx = {
        now: now(),
        requestId: key,
        idempotencyKey: key,
        requestDigest: key,
        region: REGION,
        person: PERSON,
        db,
      };
      return await once(ctx, async (tx) => {
        const { facts } = await record(tx, ctx, [fact]);
        return { n, fact: facts[0]?.fact.id ?? '', seq: facts[0]?.fact.seq ?? 0 };
      });
    } catch (fault) {
      return fault instanceof Refused ? { n, refused: fault.message } : { n, fault: String(fault) };
    }
  };
  process.on('message', async (ask: Ask) => {
    const told = await answer(ask);
    process.send?.({ ...told, n: ask.n });
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ ready: true });
  for (;;) {
    // A fault here is the database going away, which ends the program by itself.
    await sweep(db, now()).catch(() => 0);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

if (import.meta.main) await main(instantOf(Number(process.argv[2])));
