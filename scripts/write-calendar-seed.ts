/**
 * Writes src/core/calendar/seed-days.ts (published years) and festival-days.ts (statutory festivals to 2100) from the
 * package chinese-days. Run it when that package knows a further year: `node scripts/write-calendar-seed.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import chineseDays from 'chinese-days';

const FIRST_YEAR = 2004;
const LAST_FESTIVAL_YEAR = 2100;
const folder = new URL('../src/core/calendar/', import.meta.url);
const source: { holidays: Record<string, string>; workdays: Record<string, string> } = JSON.parse(
  readFileSync(fileURLToPath(import.meta.resolve('chinese-days/dist/chinese-days.json')), 'utf8'),
);

type Run = { name: string; from: string; to: string };

const nameOf = (text: string) =>
  (text.split(',')[1] ?? text).replace('中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日', '抗战胜利纪念日');
const dayAfter = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
/** 元旦 of a year may be prepared in the December before; everything else belongs to its own year. */
const yearOf = (date: string, name: string) =>
  Number(date.slice(0, 4)) + (name === '元旦' && date.slice(5, 7) === '12' ? 1 : 0);

function runs(days: Record<string, string>): Run[] {
  const found: Run[] = [];
  for (const date of Object.keys(days).sort()) {
    const name = nameOf(days[date] ?? '');
    const last = found.at(-1);
    if (last !== undefined && last.name === name && dayAfter(last.to) === date) last.to = date;
    else found.push({ name, from: date, to: date });
  }
  return found;
}

/** Changes to a year's arrangement that came in a notice of their own. */
const FURTHER_NOTICES: Record<number, string> = {
  2015: '国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知',
  2019: '国务院办公厅关于调整2019年劳动节假期安排的通知',
  2020: '国务院办公厅关于延长2020年春节假期的通知',
};

const holidays = runs(source.holidays);
const makeUp = Object.keys(source.workdays)
  .sort()
  .map((date) => ({ date, name: nameOf(source.workdays[date] ?? '') }));
const years = [...new Set(holidays.map((run) => yearOf(run.from, run.name)))]
  .sort()
  .filter((year) => year >= FIRST_YEAR);

const notices = years.map((year) => {
  const titles = [`国务院办公厅关于${year}年部分节假日安排的通知`, FURTHER_NOTICES[year]].filter(
    (title) => title !== undefined,
  );
  const rest = holidays
    .filter((run) => yearOf(run.from, run.name) === year)
    .map((run) => `      ['${run.name}', '${run.from}', '${run.to}'],`);
  const work = makeUp
    .filter((day) => yearOf(day.date, day.name) === year)
    .map((day) => `      ['${day.name}', '${day.date}'],`);
  return `  {\n    year: ${year},\n    titles: [${titles.map((title) => `'${title}'`).join(', ')}],\n    holidays: [\n${rest.join('\n')}\n    ],\n    makeUp: [\n${work.join('\n')}\n    ],\n  },`;
});

writeFileSync(
  new URL('seed-days.ts', folder),
  `// Written by scripts/write-calendar-seed.ts. Do not edit.
/** Published arrangements: [name, first day, last day] of holidays, [name, day] of make-up workdays. */
export const SEED_DAYS: readonly {
  readonly year: number;
  readonly titles: readonly string[];
  readonly holidays: readonly (readonly [string, string, string])[];
  readonly makeUp: readonly (readonly [string, string])[];
}[] = [
${notices.join('\n')}
];
`,
);

/** The sun reaches 15° at 00:38 Beijing time on 5 April 2100; the package's formula says the 4th. */
const CLEAR_AND_BRIGHT: Record<number, string> = { 2100: '2100-04-05' };

const festivals: string[] = [];
for (let year = FIRST_YEAR; year <= LAST_FESTIVAL_YEAR; year += 1) {
  const lunar = (day: string) => chineseDays.getSolarDateFromLunar(`${year}-${day}`).date.slice(5);
  const terms = chineseDays.getSolarTerms(`${year}-04-03`, `${year}-04-07`);
  const clear = CLEAR_AND_BRIGHT[year] ?? terms.find((term) => term.name === '清明')?.date;
  if (clear === undefined) throw new Error(`no 清明 found in ${year}`);
  festivals.push(`  '${year} ${lunar('01-01')} ${clear.slice(5)} ${lunar('05-05')} ${lunar('08-15')}',`);
}

writeFileSync(
  new URL('festival-days.ts', folder),
  `// Written by scripts/write-calendar-seed.ts. Do not edit.
/** Year, then 春节 (初一), 清明, 端午, 中秋 of that year. */
export const FESTIVAL_DAYS: readonly string[] = [
${festivals.join('\n')}
];
`,
);
