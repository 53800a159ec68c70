import { z } from 'zod';
import { type Instant, idOf, type PersonId, type PlainDate } from '#core/kernel';

type Edition<Value> = { readonly from: PlainDate; readonly value: Value; readonly basis: string };

/** A number or list that evidence goes by: dated, with its basis. An office sets its own by data, never by code. */
export type EvidenceParameter<Value> = {
  readonly id: string;
  readonly title: string;
  /** What its value counts, for the form on which it is set. */
  readonly unit: 'bytes' | 'days' | 'extensions';
  readonly schema: z.ZodType<Value>;
  readonly editions: readonly Edition<Value>[];
};

/** An office's own value from a day on. */
export type EvidenceOverride = {
  readonly id: string;
  readonly from: PlainDate;
  readonly setAt: Instant;
  readonly value: unknown;
};

const shipped = <Value>(value: Value, basis: string): readonly Edition<Value>[] => [
  { from: idOf<PlainDate>('2000-01-01'), value, basis },
];
const MEBIBYTE = 1_048_576;

const maxBytes: EvidenceParameter<number> = {
  id: 'evidence.max-bytes',
  title: '一份凭证的大小上限 (字节)',
  unit: 'bytes',
  schema: z
    .int()
    .min(1_024)
    .max(20_480 * MEBIBYTE),
  editions: shipped(100 * MEBIBYTE, '惯例: 100 MB 可容扫描件和短视频, 无统一规定'),
};

const forbiddenExtensions: EvidenceParameter<readonly string[]> = {
  id: 'evidence.forbidden-extensions',
  title: '不收的文件种类 (扩展名); 其中 exe, elf, macho, lnk, sh 并按内容辨认',
  unit: 'extensions',
  schema: z.array(z.string().regex(/^[a-z0-9]{1,20}$/)).max(200),
  editions: shipped(
    'apk bat cmd com cpl dll elf exe hta jar js jse lnk macho msi msp pif ps1 reg scr sh vbe vbs wsf wsh'.split(' '),
    '惯例: 可直接运行的文件不作凭证, 以防恶意程序经凭证传播 (网络安全等级保护: 恶意代码防范)',
  ),
};

const keepFreeBytes: EvidenceParameter<number> = {
  id: 'evidence.keep-free-bytes',
  title: '磁盘须留的余量 (字节), 不足时不再收凭证, 以保台账能继续记录',
  unit: 'bytes',
  schema: z
    .int()
    .min(0)
    .max(1_048_576 * MEBIBYTE),
  editions: shipped(512 * MEBIBYTE, '本平台建议: 数据库与凭证常在同一磁盘'),
};

const unattachedDays: EvidenceParameter<number> = {
  id: 'evidence.unattached-days',
  title: '上传后未随事项提交的文件保留的天数 (自然日)',
  unit: 'days',
  schema: z.int().min(1).max(3_650),
  editions: shipped(30, '个人信息保护法第十九条: 保存期限应当为实现处理目的所必要的最短时间; 三十日为本平台建议'),
};

export const evidenceParameters: readonly EvidenceParameter<unknown>[] = [
  forbiddenExtensions,
  keepFreeBytes,
  maxBytes,
  unattachedDays,
];

/** An own value, with its basis and whoever set it. */
export type EvidenceSetting = EvidenceOverride & { readonly basis: string; readonly setBy: PersonId };

/** What evidence goes by on one day. */
export type EvidenceLimits = {
  readonly maxBytes: number;
  readonly forbiddenExtensions: readonly string[];
  readonly keepFreeBytes: number;
  readonly unattachedDays: number;
};

/** The edition of a parameter that governs a day. */
export function editionOn(
  parameter: EvidenceParameter<unknown>,
  on: PlainDate,
  overrides: readonly EvidenceSetting[],
): { readonly from: PlainDate; readonly value: unknown; readonly basis: string; readonly own: boolean } {
  const own = latest(parameter.id, on, overrides);
  if (own !== undefined) return { from: own.from, value: own.value, basis: own.basis, own: true };
  return { ...shippedOn(parameter, on), own: false };
}

/** The values that govern a day: an office's own goes before the shipped one; of two for the same day, the one set later. */
export function limitsOn(on: PlainDate, overrides: readonly EvidenceOverride[]): EvidenceLimits {
  return {
    maxBytes: valueOn(maxBytes, on, overrides),
    forbiddenExtensions: valueOn(forbiddenExtensions, on, overrides),
    keepFreeBytes: valueOn(keepFreeBytes, on, overrides),
    unattachedDays: valueOn(unattachedDays, on, overrides),
  };
}

function valueOn<Value>(
  parameter: EvidenceParameter<Value>,
  on: PlainDate,
  overrides: readonly EvidenceOverride[],
): Value {
  const own = latest(parameter.id, on, overrides);
  return own === undefined ? shippedOn(parameter, on).value : parameter.schema.parse(own.value);
}

function latest<Override extends EvidenceOverride>(
  id: string,
  on: PlainDate,
  overrides: readonly Override[],
): Override | undefined {
  return overrides
    .filter((override) => override.id === id && override.from <= on)
    .toSorted((a, b) => compare(a.from, b.from) || compare(a.setAt, b.setAt))
    .at(-1);
}

function shippedOn<Value>(parameter: EvidenceParameter<Value>, on: PlainDate): Edition<Value> {
  const edition = parameter.editions.filter(({ from }) => from <= on).at(-1) ?? parameter.editions[0];
  if (edition === undefined) throw new Error(`parameter without an edition: ${parameter.id}`);
  return edition;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
