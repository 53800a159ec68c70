import { describe, expect, test } from 'vitest';
import { idOf, type UnitId } from '#core/kernel';
import type { UnitKind } from './directory.ts';
import {
  collectiveKinds,
  expandCollective,
  matchUnit,
  type NamedUnit,
  placeNames,
  similarity,
  splitUnitNames,
} from './names.ts';

function unit(name: string, kind: UnitKind = 'organ', more: Partial<NamedUnit> = {}): NamedUnit {
  return { id: idOf<UnitId>(name), parent: null, kind, name, shortName: null, aliases: [], ...more };
}
const units: readonly NamedUnit[] = [
  unit('云溪市水利局'),
  unit('云溪市发展和改革委员会', 'organ', { shortName: '市发改委' }),
  unit('云溪市人力资源和社会保障局'),
  unit('云溪市市场监督管理局', 'organ', { shortName: '市市场监管局' }),
  unit('云溪市机关效能建设领导小组办公室', 'body-office', { shortName: '市效能办', aliases: ['效能建设办公室'] }),
  unit('云溪市人民政府办公室', 'organ', { shortName: '市政府办' }),
  unit('中共云溪市委组织部', 'organ', { shortName: '市委组织部' }),
  unit('办公室', 'section', { id: idOf<UnitId>('s1') }),
  unit('办公室', 'section', { id: idOf<UnitId>('s2') }),
  unit('东山县', 'county'),
  unit('西岭县', 'county'),
  unit('青桥镇', 'township'),
];
const places = placeNames('云溪市');
function matched(name: string): string {
  const match = matchUnit(name, units, places);
  return `${match.kind} ${match.unit?.name ?? match.suggestions[0]?.unit.name ?? ''}`.trim();
}

describe('文件里的单位名称对应到名录', () => {
  test.each([
    ['云溪市水利局', 'exact 云溪市水利局'],
    ['市水利局', 'exact 云溪市水利局'],
    ['水利局', 'exact 云溪市水利局'],
    ['云溪市 水利局（牵头）', 'exact 云溪市水利局'],
    ['市发改委', 'alias 云溪市发展和改革委员会'],
    ['发改委', 'alias 云溪市发展和改革委员会'],
    ['市发展和改革委', 'exact 云溪市发展和改革委员会'],
    ['市效能办', 'alias 云溪市机关效能建设领导小组办公室'],
    ['市机关效能建设领导小组办公室', 'exact 云溪市机关效能建设领导小组办公室'],
    ['效能建设办公室', 'alias 云溪市机关效能建设领导小组办公室'],
    ['市政府办公室', 'alias 云溪市人民政府办公室'],
    ['市人民政府办公室', 'exact 云溪市人民政府办公室'],
    ['市场监管局', 'alias 云溪市市场监督管理局'],
    ['市委组织部', 'alias 中共云溪市委组织部'],
    ['东山县', 'exact 东山县'],
  ])('%s → %s', (name, expected) => {
    expect(matched(name)).toBe(expected);
  });

  test.each([
    ['市人社局', 'similar 云溪市人力资源和社会保障局'],
    ['市水务局', 'similar 云溪市水利局'],
    ['办公室', 'similar 办公室'],
  ])('%s 只作推荐, 由人来定: %s', (name, expected) => {
    expect(matched(name)).toBe(expected);
  });

  test('毫不相干的名字没有推荐', () => {
    expect(matched('驻地部队')).toBe('none');
    expect(matched(' ')).toBe('none');
  });

  test('两个同名科室都列出, 不替人挑', () => {
    expect(matchUnit('办公室', units, places).suggestions.map(({ unit: { id } }) => id)).toEqual(['s1', 's2']);
  });

  test('简称的相似度高于只有几个字相同的', () => {
    expect(similarity('人社局', '人力资源和社会保障局')).toBeGreaterThan(similarity('人社局', '社会工作局'));
  });
});

describe('成串的和成片的名称', () => {
  test('逐个切开, 括号里的不切', () => {
    expect(splitUnitNames('市经委、市招商局、各县区')).toEqual(['市经委', '市招商局', '各县区']);
    expect(splitUnitNames('市水利局（河长办、水库处），东山县；市城管局等')).toEqual([
      '市水利局（河长办、水库处）',
      '东山县',
      '市城管局',
    ]);
    expect(splitUnitNames('市财政局、市审计局等有关部门')).toEqual(['市财政局', '市审计局']);
    expect(splitUnitNames('')).toEqual([]);
  });

  test.each([
    ['各县区', ['county']],
    ['各县(市、区)', ['county']],
    ['各县（市、区）人民政府', ['county']],
    ['市直各部门', ['organ', 'institution']],
    ['市直各单位', ['organ', 'institution']],
    ['各乡镇(街道)', ['township']],
    ['各窗口单位', ['window']],
    ['各科室', ['section']],
  ])('%s 指一类单位', (name, kinds) => {
    expect(collectiveKinds(name)).toEqual(kinds);
  });

  test('各县区展开为在册的县区; 单个单位的名称不展开', () => {
    expect(expandCollective('各县区', units)?.map(({ name }) => name)).toEqual(['东山县', '西岭县']);
    expect(expandCollective('市水利局', units)).toBeUndefined();
  });
});
