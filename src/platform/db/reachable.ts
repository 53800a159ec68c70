import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { connectionOf } from './pool.ts';
import { Unusable } from './unusable.ts';

/** Not yet listening, or starting up: worth another try. A wrong password or database is not. */
const LATER = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EHOSTUNREACH',
  '57P03',
  '53300',
]);

/** Waits for a server of somebody else's that may be starting at the same time as we are. `setting` names the address. */
export async function untilReachable(url: string, setting: string, patience: number): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    const client = new pg.Client({
      ...connectionOf(url),
      connectionTimeoutMillis: Math.max(1_000, Math.min(10_000, patience)),
    });
    client.on('error', () => {});
    try {
      await client.connect();
      return;
    } catch (fault) {
      if (performance.now() > deadline || !isTemporary(fault)) throw unreachable(fault, client, setting);
      await sleep(250);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

function isTemporary(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && LATER.has(String(fault.code));
}

/** Says where, but never with the password. */
function unreachable(fault: unknown, client: pg.Client, setting: string): Unusable {
  const where = `${client.host}:${client.port}/${client.database ?? ''}, 账号 ${client.user ?? ''}`;
  const why =
    fault instanceof AggregateError
      ? fault.errors.map(String).join('; ')
      : fault instanceof Error
        ? fault.message
        : fault;
  return new Unusable(`${setting}: 连不上数据库 (${where}): ${why}。请检查地址、账号、密码和数据库是否在运行。`, fault);
}
