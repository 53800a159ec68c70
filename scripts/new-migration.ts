/** Makes an empty migration, named after this minute in UTC so that two hands do not take the same number: `npm run db:new <slug>`. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, systemClock } from '#platform/clock';
import { PROJECT } from './gate.ts';

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** `2026-03-01-0900-slug.sql`. */
export function migrationName(slug: string, clock: Clock): string {
  if (!SLUG.test(slug)) throw new Error(`a slug is lower-case words joined by hyphens, such as plan-tables: ${slug}`);
  const [day = '', time = ''] = clock.now().split('T');
  return `${day}-${time.slice(0, 5).replace(':', '')}-${slug}.sql`;
}

export const TEMPLATE = `-- Why: the decision, the rule or the clause that asks for this.
-- Owner: the folder whose schema this is; no other folder names it.
-- Region first in every key, named constraints, Chinese comments, no now(), no triggers, no serial.

`;

if (import.meta.main) {
  const name = migrationName(process.argv[2] ?? '', systemClock);
  const path = join(PROJECT, 'db/migrations', name);
  if (existsSync(path)) throw new Error(`${path} is there already`);
  writeFileSync(path, TEMPLATE);
  console.log(`db/migrations/${name}`);
}
