import { readNumber, readYear } from './numerals.ts';

/** One end of a date expression as written: nothing is filled in yet. */
export type DatePoint = {
  readonly year?: number;
  /** 今年 0, 明年 1, 去年 -1, counted from the year of the plan. */
  readonly yearShift?: number;
  readonly month?: number;
  readonly day?: number;
  readonly part?: 'early' | 'first' | 'middle' | 'last' | 'end' | 'first-middle' | 'middle-last';
  readonly quarter?: number;
  readonly half?: 1 | 2;
  /** 年底, 年末 (end), 年初 (early), 年中 (middle). */
  readonly ofYear?: 'early' | 'middle' | 'end' | 'whole';
};

/** A date expression found in the text; offsets in the text that was searched. */
export type DateMention = {
  readonly from: number;
  readonly to: number;
  readonly start: DatePoint;
  /** Present in a range; itself the last day. */
  readonly end?: DatePoint;
  /** 前 / 之前 / 以前 follows. */
  readonly before: boolean;
};

const HAN = '〇零一二三四五六七八九十';
const YEAR = `(?<y>(?:19|20)\\d{2}|[二一][${HAN}]{3})年(?!度|以来|版|代|级|份|来)|(?<ry>今年|本年|当年|明年|次年|翌年|去年|上年)`;
const MONTH = `(?<m>\\d{1,2}|[${HAN}]{1,3})月份?`;
const DAY = `(?<d>\\d{1,2}|[${HAN}]{1,3})[日号]`;
const PART = '(?<x>上中旬|中下旬|上旬|中旬|下旬|初|底|末|中(?![心央旬级小学专高层]))';
const QUARTER = '第?(?<q>[一二三四1-4])季度(?<qx>初|末|底)?';
const POINT = new RegExp(
  `(?:(?:${YEAR})[,、]?)?(?:${MONTH}(?:${DAY}|${PART})?|${QUARTER}|(?<h>上半年|下半年))` +
    `|(?:${YEAR.replace('<y>', '<y4>').replace('<ry>', '<ry4>')})(?<ye2>[底末])` +
    `|(?:${YEAR.replace('<y>', '<y2>').replace('<ry>', '<ry2>')})?(?<ye>年?[底末初中](?=前|之前|以前|[,，。;；、:：)\\s对开召完组各进形实由要]|$))` +
    `|(?<y3>(?:19|20)\\d{2})[.\\-/](?<m3>\\d{1,2})[.\\-/](?<d3>\\d{1,2})(?!\\d)`,
  'y',
);
const MONTH_ONLY = /(\d{1,2})(?=月?(?:份)?[-~至到、]+\d{1,2}月)/y;
const DAY_ONLY = new RegExp(`(\\d{1,2}|[${HAN}]{1,3})[日号]`, 'y');
const PART_ONLY = /(上旬|中旬|下旬|月底|月末|年底|年末)/y;
const BETWEEN =
  /[日号]?(?:\s?[(][^()\n]{1,8}[)])?\s?(?:[-~]{1,3}|起?至|起?到|开始[,，]?[至到]?|起[,，][至到]?|[-至到]{1,2})\s?/y;

/** Parts of a month by their words. */
export const PARTS: Readonly<Record<string, DatePoint['part']>> = {
  上旬: 'first',
  中旬: 'middle',
  下旬: 'last',
  初: 'early',
  中: 'middle',
  底: 'end',
  末: 'end',
  上中旬: 'first-middle',
  中下旬: 'middle-last',
};

const SHIFTS: Readonly<Record<string, number>> = {
  今年: 0,
  本年: 0,
  当年: 0,
  明年: 1,
  次年: 1,
  翌年: 1,
  去年: -1,
  上年: -1,
};

type Read = { point: DatePoint; to: number };

function readPoint(form: string, at: number): Read | undefined {
  POINT.lastIndex = at;
  const match = POINT.exec(form);
  const g = match?.groups;
  if (match === null || g === undefined) return undefined;
  const point: { -readonly [K in keyof DatePoint]: DatePoint[K] } = {};
  const year = g.y ?? g.y2 ?? g.y3 ?? g.y4;
  if (year !== undefined) {
    const read = readYear(year);
    if (read === undefined || read < 1949 || read > 2099) return undefined;
    point.year = read;
  }
  const relative = g.ry ?? g.ry2 ?? g.ry4;
  if (relative !== undefined) point.yearShift = SHIFTS[relative] ?? 0;
  const month = g.m ?? g.m3;
  if (month !== undefined) {
    const read = readNumber(month);
    if (read === undefined || read < 1 || read > 12) return undefined;
    point.month = read;
    const day = g.d ?? g.d3;
    if (day !== undefined) {
      const number = readNumber(day);
      if (number === undefined || number < 1 || number > 31) return undefined;
      point.day = number;
    }
    const part = g.x === undefined ? undefined : PARTS[g.x];
    if (part !== undefined) point.part = part;
  } else if (g.q !== undefined) {
    point.quarter = readNumber(g.q) ?? 1;
    if (g.qx !== undefined) point.part = g.qx === '初' ? 'early' : 'end';
  } else if (g.h !== undefined) point.half = g.h === '上半年' ? 1 : 2;
  else if (g.ye2 !== undefined) point.ofYear = 'end';
  else if (g.ye !== undefined) {
    const word = g.ye;
    // a bare 底 / 初 means nothing without 年 before it
    if (!word.startsWith('年') && year === undefined && relative === undefined) return undefined;
    point.ofYear = word.endsWith('初') ? 'early' : word.endsWith('中') ? 'middle' : 'end';
  }
  return { point, to: at + match[0].length };
}

function readRangeEnd(form: string, at: number, start: DatePoint): Read | undefined {
  const full = readPoint(form, at);
  if (full !== undefined) return full;
  if (start.month !== undefined && start.day !== undefined) {
    DAY_ONLY.lastIndex = at;
    const day = DAY_ONLY.exec(form);
    const number = day?.[1] === undefined ? undefined : readNumber(day[1]);
    if (day !== null && number !== undefined && number >= 1 && number <= 31)
      return { point: { month: start.month, day: number }, to: at + day[0].length };
  }
  if (start.month !== undefined) {
    PART_ONLY.lastIndex = at;
    const part = PART_ONLY.exec(form)?.[1];
    if (part?.startsWith('年')) return { point: { ofYear: 'end' }, to: at + 2 };
    if (part !== undefined)
      return { point: { month: start.month, part: PARTS[part.replace('月', '')] ?? 'end' }, to: at + 2 };
  }
  return undefined;
}

/** Finds every date and range of dates, left to right, none overlapping. Bare years are no dates. */
export function findDates(form: string): DateMention[] {
  const found: DateMention[] = [];
  const starts = new RegExp(`[12二一今本当明次翌去上下第${HAN}\\d年]`, 'g');
  let free = 0;
  for (const candidate of form.matchAll(starts)) {
    const at = candidate.index;
    if (at < free) continue;
    const previous = form[at - 1] ?? '';
    if (/\d/.test(previous) && /\d/.test(candidate[0])) continue;
    if (
      /[每〔[]/.test(previous) ||
      (previous === '.' &&
        !/^(?:19|20)\d{2}年/.test(form.slice(at, at + 5)) &&
        /[^\n。;]\d{1,2}\.$/.test(`.${form.slice(Math.max(0, at - 4), at)}`) &&
        !/(?:^|[\n。;])\s?\d{1,2}\.$/.test(form.slice(Math.max(0, at - 5), at)))
    )
      continue;
    let read: Read | undefined;
    // 4-6月份, 2019年3-5月: the first month has left its 月 to the last
    const bare = readMonthSpan(form, at);
    if (bare !== undefined) {
      found.push(bare);
      free = bare.to;
      continue;
    }
    // 一月一报告 is a cadence, not January
    if (/^[一二三半]月[一二两三]/.test(form.slice(at, at + 3))) continue;
    const dotted = readDottedSpan(form, at);
    if (dotted !== undefined) {
      found.push(dotted);
      free = dotted.to;
      continue;
    }
    read = readPoint(form, at);
    if (read === undefined) continue;
    if (candidate[0] === '年' && /[\d每近多几两全半学财成青少老百]/.test(previous)) continue;
    let to = read.to;
    let end: DatePoint | undefined;
    BETWEEN.lastIndex = to;
    const between = BETWEEN.exec(form);
    if (between !== null) {
      const last = readRangeEnd(form, to + between[0].length, read.point);
      // 11月开始,12月底前完成: two days, no range
      const apart = /开始[,]?$|起[,]$/.test(between[0].trim()) && /^(?:之?前|以前)/.test(form.slice(last?.to ?? to));
      if (last !== undefined && !apart) {
        end = last.point;
        to = last.to;
      }
    }
    const days = end === undefined ? moreDays(form, to, read.point) : [];
    to = clockBefore(form, days.at(-1)?.to ?? to);
    const before = /^(?:前(?!期|后|款|者)|之前|以前)/.test(form.slice(to, to + 3));
    const firstTo = days.length > 0 ? read.to : to;
    found.push(
      end === undefined
        ? { from: at, to: firstTo, start: read.point, before }
        : { from: at, to, start: read.point, end, before },
    );
    for (const [index, day] of days.entries())
      found.push({ ...day, to: index === days.length - 1 ? to : day.to, before });
    free = to;
  }
  return found;
}

const MORE_DAYS = new RegExp(`[、和及与](\\d{1,2}|[${HAN}]{1,3})[日号]`, 'y');

/** 3月3日、10日、17日: the month stands once. */
function moreDays(form: string, from: number, first: DatePoint): { from: number; to: number; start: DatePoint }[] {
  const days: { from: number; to: number; start: DatePoint }[] = [];
  if (first.month === undefined || first.day === undefined) return days;
  for (let at = from; ; ) {
    MORE_DAYS.lastIndex = at;
    const more = MORE_DAYS.exec(form);
    const day = more?.[1] === undefined ? undefined : readNumber(more[1]);
    if (more === null || day === undefined || day < 1 || day > 31) return days;
    const to = at + more[0].length;
    days.push({ from: at + 1, to, start: { ...first, day } });
    at = to;
  }
}

const CLOCK =
  /(?:上午|下午|中午|晚上|早上)?(?:\d{1,2}(?::\d{2}|[时点](?:\d{1,2}分|半|整)?))?(?:下班|上班)?(?=(?:之|以)?前)/y;

/** 6月20日18:00前: the hour belongs to the day. */
function clockBefore(form: string, at: number): number {
  CLOCK.lastIndex = at;
  return at + (CLOCK.exec(form)?.[0].length ?? 0);
}

const DOTTED = /(\d{1,2})\.(\d{1,2})(?:[-~]{1,2}|至)(\d{1,2})\.(\d{1,2})(?=\s?[)])/y;

/** (3.1—3.15): days written with dots, believed only as a range that fills a bracket. */
function readDottedSpan(form: string, at: number): DateMention | undefined {
  if (!/[(:]\s?$/.test(form.slice(Math.max(0, at - 2), at))) return undefined;
  DOTTED.lastIndex = at;
  const match = DOTTED.exec(form);
  if (match === null) return undefined;
  const [month = 0, day = 0, lastMonth = 0, lastDay = 0] = match.slice(1).map(Number);
  if (month < 1 || month > 12 || lastMonth < 1 || lastMonth > 12 || day < 1 || day > 31 || lastDay < 1 || lastDay > 31)
    return undefined;
  return {
    from: at,
    to: at + match[0].length,
    start: { month, day },
    end: { month: lastMonth, day: lastDay },
    before: false,
  };
}

const YEAR_AHEAD = new RegExp(`(?:(?:${YEAR}))?`, 'y');

function readMonthSpan(form: string, at: number): DateMention | undefined {
  YEAR_AHEAD.lastIndex = at;
  const ahead = YEAR_AHEAD.exec(form);
  const from = at + (ahead?.[0].length ?? 0);
  MONTH_ONLY.lastIndex = from;
  const first = MONTH_ONLY.exec(form);
  if (first?.[1] === undefined) return undefined;
  const month = Number(first[1]);
  if (form[from + first[0].length] === '月') return undefined;
  const joint = /[-~至到、]+/y;
  joint.lastIndex = from + first[0].length;
  const between = joint.exec(form);
  if (between === null) return undefined;
  const last = readPoint(form, joint.lastIndex);
  if (last?.point.month === undefined || month < 1 || month > 12) return undefined;
  const year = ahead?.groups?.y === undefined ? undefined : readYear(ahead.groups.y);
  const relative = ahead?.groups?.ry;
  const start: DatePoint = {
    month,
    ...(year === undefined ? {} : { year }),
    ...(relative === undefined ? {} : { yearShift: SHIFTS[relative] ?? 0 }),
  };
  const before = /^(?:前|之前|以前)/.test(form.slice(last.to, last.to + 2));
  return { from: at, to: last.to, start, end: last.point, before };
}
