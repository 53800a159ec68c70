import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import sql, { raw } from 'sql-template-tag';
import { inject } from 'vitest';
import { DATABASE, type Db, openDb } from '#platform/db';

declare module 'vitest' {
  interface ProvidedContext {
    ownerUrl: string;
    appUrl: string;
  }
}

export const MIGRATIONS = join(import.meta.dirname, '../db/migrations');

export type FreshDb = {
  /** As the program sees it: role `app`. */
  readonly db: Db;
  /** The superuser, to look where the program may not. */
  readonly owner: Db;
  readonly ownerUrl: string;
  readonly appUrl: string;
  drop(): Promise<void>;
};

/** A database of one's own, migrated, in some 30 ms. Call it in `beforeAll` and `drop` in `afterAll`. */
export async function freshDb(): Promise<FreshDb> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const maintenance = openDb(at(inject('ownerUrl'), 'postgres'), { max: 1 });
  try {
    await maintenance.query(sql`create database ${raw(name)} template ${raw(DATABASE)} strategy file_copy`);
  } finally {
    await maintenance.close();
  }
  const ownerUrl = at(inject('ownerUrl'), name);
  const appUrl = at(inject('appUrl'), name);
  const db = openDb(appUrl, { max: 5 });
  const owner = openDb(ownerUrl, { max: 2 });
  return {
    db,
    owner,
    ownerUrl,
    appUrl,
    async drop() {
      await Promise.all([db.close(), owner.close()]);
      const last = openDb(at(inject('ownerUrl'), 'postgres'), { max: 1 });
      try {
        await last.query(sql`drop database if exists ${raw(name)} with (force)`);
      } finally {
        await last.close();
      }
    },
  };
}

/** A database with nothing in it, for tests of the migrations themselves. */
export async function emptyDb(
  server = inject('ownerUrl'),
  form = "encoding 'UTF8'",
): Promise<{ ownerUrl: string; drop(): Promise<void> }> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const maintain = async (statement: string) => {
    const maintenance = openDb(at(server, 'postgres'), { max: 1 });
    try {
      await maintenance.query(raw(statement));
    } finally {
      await maintenance.close();
    }
  };
  await maintain(`create database ${name} template template0 ${form}`);
  return { ownerUrl: at(server, name), drop: () => maintain(`drop database if exists ${name} with (force)`) };
}

/** The same server, another database. */
export function at(url: string, database: string): string {
  return url.replace(/\/[^/]*$/, `/${database}`);
}
