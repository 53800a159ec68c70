import { expect, test } from 'vitest';
import { FESTIVAL_DAYS } from './festival-days.ts';
import { clearAndBright, newMoon } from './fixtures/heavens.ts';

const DAY = 86_400_000;
const MINUTES = 60_000;
const moons = Array.from({ length: 1_230 }, (_, i) => newMoon(45 + i));

/** Days of the lunar month on which the festivals fall: 正月初一, 五月初五, 八月十五. */
const FESTIVALS = [
  ['春节', 5, 1],
  ['端午', 17, 5],
  ['中秋', 23, 15],
] as const;

const dayAt = (text: string) => Temporal.PlainDate.from(text).toZonedDateTime('UTC').epochMilliseconds / DAY;

test('[CAL-2] 春节、端午、中秋都从朔日数起, 与天文计算相符', () => {
  const closeCalls: string[] = [];
  for (const line of FESTIVAL_DAYS) {
    const year = line.slice(0, 4);
    for (const [name, at, dayOfMonth] of FESTIVALS) {
      const first = dayAt(`${year}-${line.slice(at, at + 5)}`) - dayOfMonth + 1;
      const moon = moons.find((time) => Math.abs(time / DAY - first - 0.5) < 14) ?? 0;
      expect(Math.floor(moon / DAY), `${year} ${name}`).toBe(first);
      const sinceMidnight = moon - first * DAY;
      if (Math.min(sinceMidnight, DAY - sinceMidnight) < 5 * MINUTES) closeCalls.push(`${year} ${name}`);
    }
  }
  // 朔在午夜前后五分钟之内的, 历表最容易错: 2027年正月的朔在 2月6日 23:56, 初一就是 2月6日
  expect(closeCalls).toEqual(['2013 端午', '2027 春节', '2089 中秋']);
});

test('[CAL-2] 清明是太阳到十五度的那一天', () => {
  for (const line of FESTIVAL_DAYS) {
    const year = Number(line.slice(0, 4));
    expect(Math.floor(clearAndBright(year) / DAY), String(year)).toBe(dayAt(`${year}-${line.slice(11, 16)}`));
  }
});
