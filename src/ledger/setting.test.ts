import { describe, expect, test } from 'vitest';
import type { EvidenceParameterView } from '#contract/evidence';
import {
  MEBIBYTE,
  nextEdition,
  type SettingValue,
  settingChanges,
  settingDoubts,
  settingOfEvidence,
  settingOfRule,
  valueOn,
} from './setting.ts';

const shipped = { from: '2000-01-01', basis: '惯例', setAt: null, setBy: null };
const evidence = (
  unit: EvidenceParameterView['unit'],
  title: string,
  value: number | string[],
): EvidenceParameterView => ({
  id: 'evidence.example',
  title,
  unit,
  inForce: { from: '2000-01-01', value, basis: '惯例', own: false },
  editions: [{ ...shipped, value }],
});

describe('参数在页面上的样子', () => {
  test('规则的参数: 名称, 含义, 数值; 沿革以最近的在前; 将要生效的看得出来', () => {
    const term = (amount: number) => ({ kind: 'term', term: { amount, unit: 'workday' } }) as const;
    const setting = settingOfRule({
      id: 'task.receipt-term',
      title: '签收时限: 任务交办后, 须签收',
      inForce: { from: '2000-01-01', value: term(2), basis: '惯例', own: false },
      editions: [
        { ...shipped, value: term(2) },
        { from: '2026-03-05', value: term(1), basis: '文件', setAt: '2026-03-02T01:00:00.000Z', setBy: '周明远' },
      ],
    });
    expect([setting.name, setting.meaning, setting.lines]).toEqual(['签收时限', '任务交办后, 须签收', ['2 个工作日']]);
    expect(setting.editions.map((edition) => edition.from)).toEqual(['2026-03-05', '2000-01-01']);
    expect(nextEdition(setting, '2026-03-02')?.lines).toEqual(['1 个工作日']);
    expect(nextEdition(setting, '2026-03-05')).toBe(undefined);
    // 与生效那天的数值相比, 不与今天的相比.
    const one: SettingValue = { of: 'rule', value: term(1) };
    expect(settingChanges(setting, one, '2026-03-04')[0]).toContain('由 2 个工作日 改为 1 个工作日');
    expect(settingChanges(setting, one, '2026-03-09')).toEqual([]);
    expect(settingDoubts(setting, one, '2026-03-04')).toEqual(['自 2026-03-05 起已另有设定, 到时改用那时的数值']);
    expect(settingDoubts(setting, one, '2026-03-09')).toEqual([]);
  });

  test('同一天设定两次, 以后设定的为准', () => {
    const term = (amount: number) => ({ kind: 'term', term: { amount, unit: 'workday' } }) as const;
    const own = (amount: number, setAt: string) => ({
      from: '2026-03-05',
      value: term(amount),
      basis: '文件',
      setAt,
      setBy: '周明远',
    });
    const setting = settingOfRule({
      id: 'task.receipt-term',
      title: '签收时限',
      inForce: { from: '2000-01-01', value: term(2), basis: '惯例', own: false },
      editions: [
        { ...shipped, value: term(2) },
        own(1, '2026-03-02T01:00:00.000Z'),
        own(3, '2026-03-02T02:00:00.000Z'),
      ],
    });
    expect(nextEdition(setting, '2026-03-02')?.lines).toEqual(['3 个工作日']);
    expect(valueOn(setting, '2026-03-05')).toEqual({ of: 'rule', value: term(3) });
    expect(valueOn(setting, '2026-03-04')).toEqual({ of: 'rule', value: term(2) });
  });

  test('凭证的参数: 字节写成 MB 或 GB, 天数写明自然日; 说明不丢', () => {
    const size = settingOfEvidence(evidence('bytes', '磁盘须留的余量 (字节), 不足时不再收, 以保记录', 512 * MEBIBYTE));
    expect([size.name, size.meaning, size.lines]).toEqual(['磁盘须留的余量', '不足时不再收, 以保记录', ['512 MB']]);
    expect(settingOfEvidence(evidence('bytes', '上限', 2048 * MEBIBYTE)).lines).toEqual(['2 GB']);
    expect(settingOfEvidence(evidence('days', '天数 (自然日)', 30))).toMatchObject({
      name: '天数',
      lines: ['30 日 (自然日)'],
    });
  });

  test('改动说明: 大小由几改为几; 文件种类写明增加和去掉的; 相同就不说', () => {
    const size = settingOfEvidence(evidence('bytes', '一份凭证的大小上限', 100 * MEBIBYTE));
    const smaller: SettingValue = { of: 'evidence', unit: 'bytes', value: 20 * MEBIBYTE };
    expect(settingChanges(size, smaller, '2026-03-02')).toEqual([
      '自 2026-03-02 起, 「一份凭证的大小上限」由 100 MB 改为 20 MB',
      '已经收下的凭证不受影响',
    ]);
    expect(settingChanges(size, size.value, '2026-03-02')).toEqual([]);
    const kinds = settingOfEvidence(evidence('extensions', '不收的文件种类', ['bat', 'exe']));
    expect(settingChanges(kinds, { of: 'evidence', unit: 'extensions', value: ['exe', 'iso'] }, '2026-03-02')).toEqual([
      '自 2026-03-02 起不再收: iso',
      '自 2026-03-02 起可以收: bat',
      '已经收下的凭证不受影响',
    ]);
  });
});
