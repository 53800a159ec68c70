import { describe, expect, test } from 'vitest';
import type { ParameterValue } from './contract.ts';
import { changeSentences, nameAndMeaning, signalDoubts, valueLines, valueWords } from './value-words.ts';

const term = (amount: number): ParameterValue => ({ kind: 'term', term: { amount, unit: 'workday' } });
const signals = (given: Extract<ParameterValue, { kind: 'signals' }>['signals']): ParameterValue => ({
  kind: 'signals',
  signals: given,
});
const usual = signals({
  warning: { at: 'before', amount: 5, unit: 'workday' },
  yellow: { at: 'before', amount: 3, unit: 'day' },
  red: { at: 'after', amount: 0, unit: 'day' },
});

describe('参数值的说法', () => {
  test('期限与信号写成人话', () => {
    expect(valueWords(term(5))).toBe('5 个工作日');
    expect(valueLines(usual)).toEqual(['预警: 到期前 5 个工作日', '黄牌: 到期前 3 日 (自然日)', '红牌: 到期未办结']);
    expect(valueWords(signals({}))).toBe('不发信号');
  });

  test('名称与含义分开', () => {
    expect(nameAndMeaning('签收时限: 任务交办后, 须签收')).toEqual({ name: '签收时限', meaning: '任务交办后, 须签收' });
    expect(nameAndMeaning('签收的预警, 红牌')).toEqual({ name: '签收的预警, 红牌', meaning: '' });
  });

  test('改动说明由几改为几, 何日起, 之前的不变; 没有改动就不说', () => {
    expect(changeSentences('签收时限: 须签收', term(2), term(1), '2026-03-05')).toEqual([
      '自 2026-03-05 起发生的事项, 「签收时限」由 2 个工作日 改为 1 个工作日',
      '这一天之前已经发生的, 仍按原来的规定计到底, 不重算',
    ]);
    expect(changeSentences('签收时限', term(2), term(2), '2026-03-05')).toEqual([]);
    expect(changeSentences('信号', usual, signals({}), '2026-03-05')[0]).toBe(
      '自 2026-03-05 起发生的事项, 预警由 到期前 5 个工作日 改为 不发, 黄牌由 到期前 3 日 (自然日) 改为 不发, 红牌由 到期未办结 改为 不发',
    );
  });

  test('信号的先后颠倒, 或没有红牌, 提醒设定的人; 常用的没有疑问', () => {
    expect(signalDoubts(usual)).toEqual([]);
    expect(signalDoubts(signals({ warning: { at: 'before', amount: 1, unit: 'day' } }))).toEqual([
      '没有红牌: 逾期之后不再有信号',
    ]);
    expect(
      signalDoubts(
        signals({
          warning: { at: 'before', amount: 1, unit: 'day' },
          yellow: { at: 'before', amount: 3, unit: 'day' },
          red: { at: 'after', amount: 0, unit: 'day' },
        }),
      ),
    ).toEqual(['预警晚于黄牌']);
  });
});
