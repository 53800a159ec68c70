import { z } from 'zod';
import type { FieldMessage } from './problem.ts';

type Issue = z.core.$ZodRawIssue;

/** The Chinese sentence of an issue for which the schema has none of its own. */
export function sentenceOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return '此项必填';
      return `此项应为${typeWord(issue.expected)}`;
    case 'too_small':
      if (issue.origin === 'string') return issue.input === '' ? '此项必填' : `至少 ${issue.minimum} 个字`;
      if (issue.origin === 'array' || issue.origin === 'set') return `至少 ${issue.minimum} 项`;
      return issue.inclusive === false ? `应大于 ${issue.minimum}` : `不能小于 ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'string') return `最多 ${issue.maximum} 个字`;
      if (issue.origin === 'array' || issue.origin === 'set') return `最多 ${issue.maximum} 项`;
      return issue.inclusive === false ? `应小于 ${issue.maximum}` : `不能大于 ${issue.maximum}`;
    case 'invalid_format':
      return formatSentence(issue.format);
    case 'not_multiple_of':
      return `应为 ${issue.divisor} 的整数倍`;
    case 'unrecognized_keys':
      return `没有这些项: ${issue.keys.join(', ')}`;
    case 'invalid_value':
      return issue.input === undefined || issue.input === ''
        ? '此项必选'
        : `只能是: ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return '此项不符合任何一种允许的写法';
    case 'invalid_key':
    case 'invalid_element':
      return '其中有一项的写法不对';
    default:
      return '此项填写有误';
  }
}

function typeWord(expected: string): string {
  const words: Record<string, string> = {
    string: '文字',
    number: '数字',
    int: '整数',
    boolean: '是或否 (true/false)',
    array: '一组值',
    object: '一组项',
    date: '日期',
    null: '空',
  };
  return words[expected] ?? expected;
}

function formatSentence(format: string): string {
  switch (format) {
    case 'date':
      return '日期须写作 2026-03-02 的样子, 且确有这一天';
    case 'datetime':
      return '时刻须写作 2026-03-02T10:00:00+08:00 的样子';
    case 'time':
      return '时间须写作 09:30 的样子';
    case 'uuid':
    case 'guid':
      return '编号的写法不对, 应为 UUID';
    case 'email':
      return '电子邮箱的写法不对';
    case 'url':
      return '网址的写法不对';
    default:
      return '写法不符合要求';
  }
}

/** Makes every schema of the process answer in Chinese where its author wrote no message. */
export function speakChinese(): void {
  z.config({ customError: (issue) => sentenceOf(issue) });
}

/** The issues as messages by field, one per field, in the order of the form. */
export function fieldMessages(issues: readonly { path: readonly PropertyKey[]; message: string }[]): FieldMessage[] {
  const seen = new Map<string, string>();
  for (const issue of issues) {
    const field = issue.path.map(String).join('.');
    if (!seen.has(field)) seen.set(field, issue.message);
  }
  return [...seen].map(([field, sentence]) => ({ field, sentence }));
}

/** A form as it came: the value when it is right, else what was typed and what is wrong, to show the page again. */
export type Form<T> =
  | { readonly right: true; readonly value: T; readonly typed: Readonly<Record<string, string>> }
  | {
      readonly right: false;
      readonly errors: readonly FieldMessage[];
      readonly typed: Readonly<Record<string, string>>;
    };

/** Reads a posted form. Empty controls count as absent; a page that gets `right: false` shows itself again. */
export function readForm<Schema extends z.ZodType>(schema: Schema, body: unknown): Form<z.output<Schema>> {
  const typed: Record<string, string> = {};
  const present: Record<string, unknown> = {};
  if (typeof body === 'object' && body !== null) {
    for (const [name, value] of Object.entries(body)) {
      if (typeof value === 'string') typed[name] = value;
      if (value !== '') present[name] = value;
    }
  }
  const parsed = schema.safeParse(present);
  if (parsed.success) return { right: true, value: parsed.data, typed };
  return { right: false, errors: fieldMessages(parsed.error.issues), typed };
}
