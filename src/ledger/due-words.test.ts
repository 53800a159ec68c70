import { expect, test } from 'vitest';
import { type Instant, orRefuse, parseInstant } from '#core/kernel';
import { dueWords } from './due-words.ts';

const at = (text: string): Instant => orRefuse(parseInstant(`${text.replace(' ', 'T')}:00+08:00`));
const open = (dueAt: string) => ({ state: 'open' as const, dueAt: at(dueAt), paused: false });

test('到期的话说给人听: 还有几个工作日, 今天, 逾期几个工作日', () => {
  expect(dueWords(open('2026-03-16 17:00'), at('2026-03-11 10:00'), () => 3)).toBe(
    '还有 3 个工作日 (3月16日 周一 17:00)',
  );
  expect(dueWords(open('2026-03-16 17:00'), at('2026-03-16 09:00'), () => 0)).toBe('今天到期 (3月16日 周一 17:00)');
  expect(dueWords(open('2026-03-16 17:00'), at('2026-03-16 17:01'), () => 0)).toBe('刚刚逾期 (3月16日 周一 17:00)');
  expect(dueWords(open('2026-03-16 17:00'), at('2026-03-18 10:00'), () => 2)).toBe(
    '逾期 2 个工作日 (3月16日 周一 17:00)',
  );
  expect(dueWords(open('2027-03-15 17:00'), at('2026-03-18 10:00'), () => 250)).toBe(
    '还有 250 个工作日 (2027年3月15日 周一 17:00)',
  );
  expect(dueWords({ state: 'open', dueAt: null, paused: true }, at('2026-03-18 10:00'), () => 0)).toBe('中止计时');
  expect(dueWords({ state: 'open', dueAt: null, paused: false }, at('2026-03-18 10:00'), () => 0)).toBe('不设期限');
  expect(
    dueWords({ state: 'met', dueAt: at('2026-03-16 17:00'), paused: false }, at('2026-04-18 10:00'), () => 9),
  ).toBe('3月16日 周一 17:00');
});
