import type { CustomTypesConfig } from 'pg';
import { instantOf } from '#core/kernel';

const DATE = 1082;
const INT8 = 20;
const NUMERIC = 1700;
const TIMESTAMP = 1114;
const TIMESTAMPTZ = 1184;
const JSON_TEXT = 114;
const JSONB = 3802;
const DATE_ARRAY = 1182;
const INT8_ARRAY = 1016;
const TIMESTAMPTZ_ARRAY = 1185;

const UTC_TEXT = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00(?::00)?$/;
const OTHER_ZONE = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d(?::\d\d(?::\d\d)?)?)$/;

/** PostgreSQL's text of an instant as ours: UTC, cut to the millisecond, 24 characters. */
export function readTimestamptz(text: string): string {
  const utc = UTC_TEXT.exec(text);
  if (utc) return `${utc[1]}T${utc[2]}.${(utc[3] ?? '').slice(0, 3).padEnd(3, '0')}Z`;
  const other = OTHER_ZONE.exec(text);
  if (!other) throw new Error(`not an instant that the program can hold: ${text}`);
  const [, day, time, offset = ''] = other;
  return instantOf(Temporal.Instant.from(`${day}T${time}${offset}`).epochMilliseconds);
}

/** A bigint as a number; one that a number cannot hold exactly is a fault, never rounded. */
export function readInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`a bigint beyond 2^53: ${text}`);
  return value;
}

/** How a column reaches the program: as text that sorts and travels unchanged, never as a Date or a float. */
const PARSERS = new Map<number, (text: string) => unknown>([
  [DATE, (text) => text],
  [INT8, readInt8],
  [NUMERIC, (text) => text],
  [TIMESTAMP, (text) => text],
  [TIMESTAMPTZ, readTimestamptz],
  [JSON_TEXT, (text) => JSON.parse(text)],
  [JSONB, (text) => JSON.parse(text)],
  [DATE_ARRAY, (text) => elementsOf(text)],
  [INT8_ARRAY, (text) => elementsOf(text).map((each) => (each === null ? null : readInt8(each)))],
  [TIMESTAMPTZ_ARRAY, (text) => elementsOf(text).map((each) => (each === null ? null : readTimestamptz(each)))],
]);

/** The elements of a one-dimensional array in PostgreSQL's text form. */
function elementsOf(text: string): (string | null)[] {
  const inner = text.slice(text.indexOf('{') + 1, -1);
  if (inner === '') return [];
  return inner
    .split(',')
    .map((element) => (element === 'NULL' ? null : element.startsWith('"') ? element.slice(1, -1) : element));
}

export function columnTypes(fallback: CustomTypesConfig['getTypeParser']): CustomTypesConfig {
  return {
    getTypeParser(oid: number, format?: 'text' | 'binary') {
      const parser = format === 'binary' ? undefined : PARSERS.get(oid);
      return parser ?? fallback(oid, format as never);
    },
  } as CustomTypesConfig;
}
