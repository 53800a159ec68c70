import { type Refusal, Refused } from '#core/kernel';
import { dbRefusals } from './refusals.ts';

/** Whether it is the data that is at fault (PostgreSQL's classes 22 and 23: values, constraints), or our own refusal of it. */
export function isDataFault(fault: unknown): boolean {
  if (fault instanceof Refused) return true;
  const code = codeOf(fault);
  return code?.startsWith('22') === true || code?.startsWith('23') === true;
}

/** Whether the row is already there; `constraint` names the key. For stores that turn this into a refusal. */
export function isTaken(fault: unknown, constraint?: string): boolean {
  if (codeOf(fault) !== '23505') return false;
  return constraint === undefined || constraintOf(fault) === constraint;
}

/** Whether two transactions waited for each other and this one was undone: to be tried again. */
export function isDeadlock(fault: unknown): boolean {
  return codeOf(fault) === '40P01';
}

/** What to tell people of a fault of the store that they can do something about; undefined for all others. */
export function refusalOf(fault: unknown): Refusal | undefined {
  const code = codeOf(fault) ?? '';
  if (code === '53100') return dbRefusals.noRoom();
  if (AWAY.has(code) || code.startsWith('08')) return dbRefusals.away();
  // Nobody but the store connects to anything.
  if (textAt(fault, 'syscall') === 'connect') return dbRefusals.away();
  if (fault instanceof Error && /^Connection terminated|^timeout exceeded when trying to connect/.test(fault.message))
    return dbRefusals.away();
  return undefined;
}

/** Being stopped, crashed, starting up, out of connections. */
const AWAY = new Set(['57P01', '57P02', '57P03', '53300']);

function codeOf(fault: unknown): string | undefined {
  return textAt(fault, 'code');
}

function constraintOf(fault: unknown): string | undefined {
  return textAt(fault, 'constraint');
}

function textAt(fault: unknown, key: 'code' | 'constraint' | 'syscall'): string | undefined {
  if (!(fault instanceof Error) || !(key in fault)) return undefined;
  const value: unknown = Reflect.get(fault, key);
  return typeof value === 'string' ? value : undefined;
}
