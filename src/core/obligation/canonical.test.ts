import { expect, test } from 'vitest';
import { canonicalText } from './canonical.ts';

test('规范文本: 键按码元排序, 无空白, 数字取最短, 与书写次序无关', () => {
  expect(canonicalText({ b: [1.5, 1e21, true, null], a: '签收"\n' })).toBe(
    '{"a":"签收\\"\\n","b":[1.5,1e+21,true,null]}',
  );
  expect(canonicalText({ z: { y: 1, x: 2 } })).toBe(canonicalText({ z: { x: 2, y: 1 } }));
  expect(canonicalText({ 甲: 1, a: 2, A: 3 })).toBe('{"A":3,"a":2,"甲":1}');
});
