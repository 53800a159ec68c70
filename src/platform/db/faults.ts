import { Refused } from '#core/kernel';

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

function codeOf(fault: unknown): string | undefined {
  return textAt(fault, 'code');
}

function constraintOf(fault: unknown): string | undefined {
  return textAt(fault, 'constraint');
}

function textAt(fault: unknown, key: 'code' | 'constraint'): string | undefined {
  if (!(fault instanceof Error) || !(key in fault)) return undefined;
  const value: unknown = Reflect.get(fault, key);
  return typeof value === 'string' ? value : undefined;
}
