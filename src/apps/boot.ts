import { join } from 'node:path';
import { systemClock } from '#platform/clock';
import { admit, type Db, migrate, openDb, startEmbedded, Unusable, untilReachable } from '#platform/db';
import { type Log, openLog } from '#platform/log';
import { readSettings, type Settings, WrongSettings } from '#platform/settings';

const MIGRATIONS = join(import.meta.dirname, '../../db/migrations');
/** Milliseconds that an external database may take to come up beside us. */
const PATIENCE = 60_000;

export type Booted = {
  readonly settings: Settings;
  readonly log: Log;
  /** As the role `app`. The owner's connection is closed by now. */
  readonly db: Db;
  /** Closes the pool and, where it is ours, stops the database. */
  stop(): Promise<void>;
};

type Database = { ownerUrl: string; appUrl: string; stop(): Promise<void> };

/** Everything below the server: settings, database, migrations. Every program of the product begins with it. */
export async function boot(
  environment: NodeJS.ProcessEnv = process.env,
  /** Looks at the database as its owner before anything in it is changed; throws where it is not the right one. */
  inspect?: (db: Db) => Promise<void>,
): Promise<Booted> {
  const settings = readSettings(environment);
  const log = openLog({ clock: systemClock, level: settings.logLevel });
  const database = settings.databaseUrl === undefined ? await embedded(settings, log) : await external(settings);
  try {
    if (inspect !== undefined) await inspected(database.ownerUrl, inspect);
    const { applied } = await migrate(database.ownerUrl, MIGRATIONS);
    if (applied.length > 0) log.info('database migrated', { migrations: applied.join(' ') });
    const role = await admit(database.ownerUrl, database.appUrl);
    const db = openDb(database.appUrl, {
      max: settings.databaseConnections,
      ...(role === undefined ? {} : { role }),
      onIdleFault: (fault) => log.warn('an idle database connection was lost', { error: fault.message }),
    });
    return {
      settings,
      log,
      db,
      async stop() {
        await db.close();
        await database.stop();
      },
    };
  } catch (fault) {
    await database.stop();
    throw fault;
  }
}

async function inspected(url: string, inspect: (db: Db) => Promise<void>): Promise<void> {
  const db = openDb(url, { max: 1 });
  try {
    await inspect(db);
  } finally {
    await db.close();
  }
}

function embedded(settings: Settings, log: Log): Promise<Database> {
  return startEmbedded(settings.dataDir, {
    settings: [`max_connections=${settings.databaseConnections + 20}`],
    onDeath(why) {
      // Whoever supervises the program starts both anew; to go on without a database would only hide it.
      log.error('the built-in database has ended by itself', { output: why });
      process.exit(1);
    },
  });
}

async function external({ databaseUrl = '', databaseOwnerUrl = databaseUrl }: Settings): Promise<Database> {
  await untilReachable(
    databaseOwnerUrl,
    databaseOwnerUrl === databaseUrl ? 'DATABASE_URL' : 'DATABASE_OWNER_URL',
    PATIENCE,
  );
  return { ownerUrl: databaseOwnerUrl, appUrl: databaseUrl, stop: async () => {} };
}

/** What the operator is told when the start fails: a sentence where the fault is one that we know, else everything. */
export function explain(fault: unknown): string {
  if (fault instanceof Unusable || fault instanceof WrongSettings) return fault.message;
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}

/** Stops in order on SIGTERM and SIGINT. A second signal ends the program at once. */
export function stopOnSignal(log: Log, stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, async () => {
      if (stopping) process.exit(1);
      stopping = true;
      log.info('stopping', { signal });
      try {
        await stop();
        process.exit(0);
      } catch (fault) {
        log.error('did not stop in order', {}, fault);
        process.exit(1);
      }
    });
}
