import { isRefusal, type Refusal } from '#core/kernel';
import {
  civilOf,
  type DayNumber,
  dayNumberOf,
  pad,
  parseDay,
  plainDateOf,
  weekdayName,
  weekdayOf,
} from './plain-date.ts';
import { dataRefusals } from './refusals.ts';
import { checkNotice, type NamedDays, statutoryFestivals, type YearNotice } from './working-calendar.ts';

/** A year's arrangement as read, and the sentences with dates that were not understood: a person looks at both. */
export type NoticeRead = {
  readonly notice: YearNotice;
  readonly notRead: readonly string[];
  /** Statutory festivals on which the notice gives no rest: most likely a part of it is missing. */
  readonly missing: readonly string[];
};

const HEADING = '[一二三四五六七八九十]+、[^：:。\\n]{1,16}[：:]';
const SECTION = new RegExp(`(${HEADING})([\\s\\S]*?)(?=${HEADING}|$)`, 'g');
const BRACKET = '(?:[（(]([^）)]*)[）)])?';
const FIRST_DAY = `(?:(\\d{4})年)?(\\d{1,2})月(\\d{1,2})日${BRACKET}`;
const LAST_DAY = `(?:(\\d{4})年)?(?:(\\d{1,2})月)?(\\d{1,2})日${BRACKET}`;
const DAYS = new RegExp(`${FIRST_DAY}(?:(?:至|到|—+|－|-|~|～)${LAST_DAY})?`, 'g');
const DATED = /\d月\d{1,2}日/;
const TITLE = /[^\n。]*关于(\d{4})年[^\n。]{0,20}节假日安排的通知/;
const TOTAL = /(?:共|放假)(\d{1,2})天/;

type Dated = { readonly from: DayNumber; readonly to: DayNumber };

/**
 * [CAL-21] Reads the text of the State's yearly notice ("一、元旦：1月1日（周五）至3日（周日）放假，共3天。").
 * What a bracket says of the weekday and what a sentence says of the sum is compared, and a notice that disagrees with
 * the calendar is refused. Sentences with dates that speak neither of 放假 nor of 上班 are handed back unread.
 */
export function readNoticeText(written: string): NoticeRead | Refusal {
  const text = plainText(written);
  const title = TITLE.exec(text);
  if (title === null) {
    return dataRefusals.noTitle();
  }
  const year = Number(title[1]);
  const holidays: NamedDays[] = [];
  const makeUp: { name: string; date: NamedDays['from'] }[] = [];
  const notRead: string[] = [];
  for (const [, heading = '', body = ''] of text.matchAll(SECTION)) {
    const name = nameOf(heading);
    for (const sentence of body.split(/[。；;\n]/).filter((one) => DATED.test(one))) {
      const dated = readDays(sentence, year);
      if (isRefusal(dated)) return dated;
      const rests = sentence.includes('放假');
      const works = sentence.includes('上班');
      if (rests === works) notRead.push(sentence);
      else if (works)
        makeUp.push(...dated.flatMap((run) => everyDay(run).map((day) => ({ name, date: plainDateOf(day) }))));
      else {
        const wrong = checkTotal(sentence, dated);
        if (wrong !== undefined) return wrong;
        holidays.push(...dated.map(({ from, to }) => ({ name, from: plainDateOf(from), to: plainDateOf(to) })));
      }
    }
  }
  if (holidays.length === 0) return dataRefusals.nothingRead();
  const notice: YearNotice = { year, titles: [title[0]], holidays, makeUp };
  return checkNotice(notice) ?? { notice, notRead, missing: missingFestivals(notice) };
}

/** Names of statutory festivals with a day that is neither a weekend nor given off, by the law in force since 2025. */
function missingFestivals({ year, holidays, makeUp }: YearNotice): string[] {
  const off = new Set(holidays.flatMap(({ from, to }) => everyDay({ from: dayNumberOf(from), to: dayNumberOf(to) })));
  const working = new Set(makeUp.map(({ date }) => dayNumberOf(date)));
  const missing = statutoryFestivals().filter(
    ({ day }) => civilOf(day).year === year && !off.has(day) && (weekdayOf(day) <= 5 || working.has(day)),
  );
  return year < 2025 ? [] : [...new Set(missing.map(({ name }) => name))];
}

function plainText(written: string): string {
  return written
    .replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10))
    .replace(/[ \t\u3000\u00a0]/g, '')
    .replace(/\r\n?/g, '\n');
}

function nameOf(heading: string): string {
  const name = heading.slice(heading.indexOf('、') + 1, -1);
  return name.replace(/(清明|端午|中秋)节/g, '$1');
}

function readDays(sentence: string, year: number): Dated[] | Refusal {
  const found: Dated[] = [];
  for (const [, y1, m1 = '', d1 = '', says1, y2, m2, d2, says2] of sentence.matchAll(DAYS)) {
    const from = dayOf(y1 ?? String(year), m1, d1, says1);
    if (isRefusal(from)) return from;
    const to = d2 === undefined ? from : dayOf(y2 ?? String(yearAfter(y1, year)), m2 ?? m1, d2, says2);
    if (isRefusal(to)) return to;
    found.push({ from, to });
  }
  return found;
}

/** A range that begins in the year before names both years; one that does not stays in its own. */
function yearAfter(named: string | undefined, year: number): number {
  return named === undefined ? year : Number(named);
}

function dayOf(year: string, month: string, day: string, says: string | undefined): DayNumber | Refusal {
  const found = parseDay(`${year}-${pad(Number(month), 2)}-${pad(Number(day), 2)}`);
  if (isRefusal(found)) return found;
  const said = /(?:周|星期)([一二三四五六日天])/.exec(says ?? '')?.[1]?.replace('天', '日');
  const is = weekdayName(found);
  if (said === undefined || is === `周${said}`) return found;
  return dataRefusals.otherWeekday(civilOf(found), `周${said}`, is);
}

function checkTotal(sentence: string, dated: readonly Dated[]): Refusal | undefined {
  const said = TOTAL.exec(sentence)?.[1];
  const days = dated.reduce((sum, run) => sum + everyDay(run).length, 0);
  if (said === undefined || Number(said) === days) return undefined;
  return dataRefusals.otherTotal(said, days, sentence);
}

function everyDay({ from, to }: Dated): DayNumber[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
