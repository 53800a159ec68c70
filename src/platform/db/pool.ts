import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { columnTypes } from './column-types.ts';

/** What a store is given: a way to ask, inside or outside a transaction. */
export type Tx = {
  query<Row>(statement: Sql): Promise<Row[]>;
  /** Throws unless there is exactly one row. */
  one<Row>(statement: Sql): Promise<Row>;
  /** Throws if there is more than one row. */
  maybe<Row>(statement: Sql): Promise<Row | undefined>;
};

export type Db = Tx & {
  /** Read committed. Commits what the work did, or undoes all of it if the work throws. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export type OpenOptions = {
  /** Connections at most; 10 if not said. */
  max?: number;
  /** The role whose rights the sessions take on, where the login is another (one URL for owner and program). */
  role?: string;
  /** What to do with a fault of a connection that nobody is using. It is replaced by itself. */
  onIdleFault?: (fault: Error) => void;
};

type Ask = (query: pg.QueryConfig) => Promise<{ rows: unknown[] }>;

/** Opens a pool. The url may name a server (`postgresql://user@host/database`) or a socket folder (`postgresql://user@%2Frun%2Fpg/database`). */
export function openDb(url: string, options: OpenOptions = {}): Db {
  const pool = new pg.Pool({
    ...connectionOf(url, options.role),
    max: options.max ?? 10,
    connectionTimeoutMillis: 30_000,
    idleTimeoutMillis: 30_000,
    // Statements go out without waiting for the answer to the one before; `oneAtATime` waits where order matters.
    pipeline: true,
  });
  // Without handlers a server that goes away while a connection is idle would end the whole program.
  const onIdleFault = options.onIdleFault ?? (() => {});
  pool.on('error', onIdleFault);
  pool.on('connect', (client) => client.on('error', onIdleFault));

  return {
    ...txOver((query) => pool.query(query)),
    async transaction(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        // Sent together with the first statement: one trip less for every transaction.
        const begun = client.query('begin');
        begun.catch(() => {});
        const { tx, end } = oneAtATime((query) => client.query(query));
        let value: Awaited<ReturnType<typeof work>>;
        try {
          value = await work(tx);
        } finally {
          await end();
        }
        await begun;
        // A commit of a transaction in which a statement failed is answered with ROLLBACK, not with an error.
        const { command } = await client.query('commit');
        if (command !== 'COMMIT') throw new Error('the transaction was undone: an error in it was swallowed');
        return value;
      } catch (fault) {
        await client.query('rollback').catch((second: Error) => {
          broken = second;
        });
        throw fault;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

export function connectionOf(url: string, role?: string): pg.ClientConfig {
  const session = [
    'TimeZone=UTC',
    'DateStyle=ISO',
    // A transaction that the program forgot must not hold its locks for ever.
    'idle_in_transaction_session_timeout=5min',
    ...(role === undefined ? [] : [`role=${role}`]),
  ];
  return {
    connectionString: url,
    application_name: 'efficacy-ledger',
    options: session.map((setting) => `-c ${setting}`).join(' '),
    types: columnTypes(pg.types.getTypeParser as never),
  };
}

/**
 * Statements of one transaction go over one connection, one after the other, even where the work does not wait; after
 * its end none is let through, so that a forgotten `await` is a fault and not a write outside the transaction.
 */
function oneAtATime(ask: Ask): { tx: Tx; end(): Promise<void> } {
  let tail: Promise<unknown> = Promise.resolve();
  let ended = false;
  const tx = txOver((query) => {
    if (ended) return Promise.reject(new Error('the transaction has ended: an await is missing'));
    const answer = tail.then(() => ask(query));
    tail = answer.catch(() => {});
    return answer;
  });
  return {
    tx,
    async end() {
      ended = true;
      await tail;
    },
  };
}

function txOver(ask: Ask): Tx {
  const query = async <Row>(statement: Sql): Promise<Row[]> => {
    const { rows } = await ask(prepared(statement));
    return rows as Row[];
  };
  return {
    query,
    async one<Row>(statement: Sql): Promise<Row> {
      const rows = await query<Row>(statement);
      if (rows.length !== 1) throw new Error(`one row was expected, ${rows.length} came: ${statement.text}`);
      return rows[0] as Row;
    },
    async maybe<Row>(statement: Sql): Promise<Row | undefined> {
      const rows = await query<Row>(statement);
      if (rows.length > 1) throw new Error(`at most one row was expected, ${rows.length} came: ${statement.text}`);
      return rows[0];
    },
  };
}

/** Statement texts that are prepared; each costs memory in every session, so texts of endless variety are not named. */
const MOST_NAMES = 2_000;
const names = new Map<string, string>();

function prepared(statement: Sql): pg.QueryConfig {
  const { text, values } = statement;
  const name = nameOf(text);
  return name === undefined ? { text, values } : { name, text, values };
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= MOST_NAMES) return undefined;
  const name = `s${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
  names.set(text, name);
  return name;
}
