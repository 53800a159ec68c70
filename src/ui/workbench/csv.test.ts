import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

test('导出的表格带字节序标记, 逗号和引号照原样保留', () => {
  expect(
    csvOf([
      ['名称', '数'],
      ['甲, "乙"', '12'],
    ]),
  ).toBe('\uFEFF名称,数\r\n"甲, ""乙""",12\r\n');
});

test('以等号开头的文字不会在打开时被当作公式计算; 负数仍是数', () => {
  expect(csvOf([['=HYPERLINK("x")', '+1+1', '-12.5', '@a']])).toBe('\uFEFF"\'=HYPERLINK(""x"")",\'+1+1,-12.5,\'@a\r\n');
});
