import { describe, expect, test } from 'vitest';
import { sourceAt } from './launch.ts';

describe('出处: 前后文从整句起, 到整句止', () => {
  const sentence = '3.公布承诺。';

  test('前后文太长时, 不从半句起, 也不止于半句', () => {
    const text = `${'甲'.repeat(200)}。\n\n前一句。\n${sentence}后一句。${'乙'.repeat(200)}。`;
    const from = text.indexOf(sentence);
    expect(sourceAt(text, [from, from + sentence.length])).toEqual({
      before: '前一句。\n',
      sentence,
      after: '后一句。',
    });
  });

  test('方案不长时, 前后文一字不少', () => {
    const text = `云溪市方案\n前一句。${sentence}后面没有句号`;
    const from = text.indexOf(sentence);
    expect(sourceAt(text, [from, from + sentence.length])).toEqual({
      before: '云溪市方案\n前一句。',
      sentence,
      after: '后面没有句号',
    });
  });

  test('前后一百二十字内没有句末的, 照原样截取', () => {
    const text = `${'甲'.repeat(200)}${sentence}${'乙'.repeat(200)}`;
    expect(sourceAt(text, [200, 200 + sentence.length])).toEqual({
      before: '甲'.repeat(120),
      sentence,
      after: '乙'.repeat(120),
    });
  });

  test('不出自原文的条目没有出处', () => {
    expect(sourceAt('云溪市方案', null)).toBeNull();
  });
});
