import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RULEBOOK_PAGE, rulebookPage } from './write-rulebook.ts';

test('制度手册与程序一致: 改了制度要重写手册 (npm run docs)', () => {
  expect(readFileSync(RULEBOOK_PAGE, 'utf8') === rulebookPage()).toBe(true);
});

test('手册里读得到期限、依据和后果', () => {
  const page = rulebookPage();
  expect(page).toContain('| `task.receipt-term` |');
  expect(page).toContain('2 个工作日');
  expect(page).toContain('- 红牌: ');
  expect(page).toContain('惯例 (');
});
