import { createHash } from 'node:crypto';
import type { Lawbook, ParameterOverride, Timekeeper } from '#core/obligation';
import { parameterDefinitions, rules } from '#rulebook';

/** SM3 of a text, lower-case hexadecimal (GB/T 32905). */
export function sm3(text: string): string {
  return createHash('sm3').update(text, 'utf8').digest('hex');
}

/** A uuid (version 8, RFC 9562) that follows from the text. */
export function uuidFrom(text: string): string {
  const hex = sm3(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The law: the rules of this version, an office's own values, and the timekeepers of the calendar versions that are needed. */
export function lawbookFrom(
  overrides: readonly ParameterOverride[],
  timekeepers: ReadonlyMap<string, Timekeeper>,
): Lawbook {
  return {
    rules,
    parameters: parameterDefinitions,
    overrides,
    nameOf: uuidFrom,
    timekeeper(version) {
      const timekeeper = timekeepers.get(version);
      if (timekeeper === undefined) throw new Error(`calendar version was not loaded: ${version}`);
      return timekeeper;
    },
  };
}
