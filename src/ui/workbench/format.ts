/**
 * Chinese text of days, instants and figures. Browsers of government offices are old: nothing here needs `Temporal`,
 * and the zone is fixed at +08:00 (one zone, no summer time since 1992), so that a wrongly set computer shows the
 * same as the server.
 */
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const;
const OFFSET_MS = 8 * 3_600_000;

type Parts = { year: string; month: string; day: string; weekday: string; time: string };

function partsOf(instant: string): Parts | undefined {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) return undefined;
  const local = new Date(ms + OFFSET_MS);
  const text = local.toISOString();
  return {
    year: text.slice(0, 4),
    month: text.slice(5, 7),
    day: text.slice(8, 10),
    weekday: WEEKDAYS[local.getUTCDay()] ?? '',
    time: text.slice(11, 16),
  };
}

/** `2026-03-16 周一`, of a day or of the local day of an instant. */
export function formatDay(dayOrInstant: string): string {
  const parts = partsOf(asInstant(dayOrInstant));
  return parts ? `${parts.year}-${parts.month}-${parts.day} ${parts.weekday}` : dayOrInstant;
}

/** `2026-03-16 周一 17:00`. */
export function formatInstant(instant: string): string {
  const parts = partsOf(instant);
  return parts ? `${parts.year}-${parts.month}-${parts.day} ${parts.weekday} ${parts.time}` : instant;
}

/** `3月16日 周一 17:00`; another year than that of `now` is named. For a bare day, without the time. */
export function formatShort(dayOrInstant: string, now?: string): string {
  const parts = partsOf(asInstant(dayOrInstant));
  if (!parts) return dayOrInstant;
  const thisYear = now === undefined ? undefined : partsOf(asInstant(now))?.year;
  const year = thisYear !== undefined && thisYear !== parts.year ? `${parts.year}年` : '';
  const day = `${year}${Number(parts.month)}月${Number(parts.day)}日 ${parts.weekday}`;
  return isBareDay(dayOrInstant) ? day : `${day} ${parts.time}`;
}

/** `17:00`. */
export function formatTime(instant: string): string {
  return partsOf(instant)?.time ?? instant;
}

/** The local day of an instant, `2026-03-16`. */
export function dayOf(instant: string): string {
  const parts = partsOf(asInstant(instant));
  return parts ? `${parts.year}-${parts.month}-${parts.day}` : instant;
}

/** Whole days since 1970 of `2026-03-02`, or of the local day of an instant. Not a number for a day without its year. */
export function dayIndex(dayOrInstant: string): number {
  const day = dayOrInstant.length > 10 ? dayOf(dayOrInstant) : dayOrInstant;
  return /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) / 86_400_000 : Number.NaN;
}

/** The day that is so many whole days after 1970 began. */
export function dayAt(index: number): string {
  return new Date(index * 86_400_000).toISOString().slice(0, 10);
}

/** `1,234`. */
export function formatNumber(value: number): string {
  return value.toLocaleString('zh-CN', { maximumFractionDigits: 2 });
}

/** `9,876` below ten thousand, then `12.3 万` and `1.2 亿`. */
export function formatLarge(value: number): string {
  const size = Math.abs(value);
  // From where 万 would round to 10,000 万.
  if (size >= 99_999_500) return `${formatNumber(Math.round(value / 1e7) / 10)} 亿`;
  if (size >= 1e4) return `${formatNumber(Math.round(value / 1e3) / 10)} 万`;
  return formatNumber(value);
}

/** `1.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}

/** What a badge says about a due time. */
export type DueView = {
  /** Null while the clock stands still or where nothing is due. */
  readonly dueAt: string | null;
  /** Counted by the server with the calendar: 0 on the last day, negative once overdue. */
  readonly workdaysLeft?: number | undefined;
  /** The calendar of that year is not yet published: the day may still move. */
  readonly provisional?: boolean | undefined;
  /** The server's own words, `还有 3 个工作日 (3月16日 周一 17:00)`: they go before everything counted here. */
  readonly dueWords?: string | undefined;
  /** Words of the source where it was vague: 6月中旬. */
  readonly words?: string | undefined;
};

/** 「还有 3 个工作日 (3月16日 周一 17:00)」: how far off, and when. `now` serves to name another year only. */
export function describeDue(due: DueView, now?: string): { readonly distance: string; readonly when: string } {
  if (due.dueWords !== undefined) return splitWords(due.dueWords, due.provisional === true);
  if (due.dueAt === null) return { distance: '暂停计时', when: '' };
  const when = `${formatShort(due.dueAt, now)}${due.provisional ? ', 暂定' : ''}`;
  const left = due.workdaysLeft;
  if (left === undefined) return { distance: '到期', when };
  if (left > 0) return { distance: `还有 ${formatNumber(left)} 个工作日`, when };
  if (left === 0) {
    if (now !== undefined && Date.parse(now) > Date.parse(due.dueAt)) return { distance: '已到期', when };
    return { distance: '今天到期', when };
  }
  return { distance: `已超期 ${formatNumber(-left)} 个工作日`, when: `应于${when}` };
}

function splitWords(words: string, provisional: boolean): { readonly distance: string; readonly when: string } {
  const [, distance = words, inBrackets = ''] = /^(.*?)\s*\((.*)\)$/.exec(words) ?? [];
  const when = provisional ? [inBrackets, '暂定'].filter((part) => part !== '').join(', ') : inBrackets;
  return { distance, when };
}

function isBareDay(text: string): boolean {
  return text.length === 10;
}

function asInstant(text: string): string {
  return isBareDay(text) ? `${text}T00:00:00.000+08:00` : text;
}
