import { expect, test } from 'vitest';
import { atCaret, pieces, stillMentioned } from './pieces.ts';

test('话按提到的人切开, 名字长的优先', () => {
  const marked = (words: string, names: string[]) =>
    pieces(words, names).map((p) => (p.mention ? `[${p.text}]` : p.text));
  expect(marked('请@陆春生 看图', ['陆春生'])).toEqual(['请', '[@陆春生]', ' 看图']);
  expect(marked('@陈立新和@陈立', ['陈立', '陈立新'])).toEqual(['[@陈立新]', '和', '[@陈立]']);
  expect(marked('发到 a@b.cn', ['陆春生'])).toEqual(['发到 a@b.cn']);
  expect(marked('', ['陆春生'])).toEqual([]);
});

test('写的时候选过, 后来删掉的人不算提到', () => {
  const [lu, chen] = [
    { id: '1', name: '陆春生' },
    { id: '2', name: '陈立' },
  ];
  expect(stillMentioned('请@陆春生 看', [lu, chen])).toEqual([lu]);
  expect(stillMentioned('请看', [lu, chen])).toEqual([]);
});

test('@ 之后到光标的字是在找谁; 空格, 标点之后不再找', () => {
  expect(atCaret('请@陆', 3)).toBe('陆');
  expect(atCaret('请@', 2)).toBe('');
  expect(atCaret('请@陆春生 看', 7)).toBeNull();
  expect(atCaret('请@陆, 看', 6)).toBeNull();
  expect(atCaret('请@陆', 1)).toBeNull();
});
