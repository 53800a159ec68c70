import { expect, test } from 'vitest';
import { parameterDefinitions, rules } from './index.ts';

const kindOf = (id: string) =>
  parameterDefinitions.find((definition) => definition.id === id)?.editions.map((edition) => edition.value.kind);

test('每条制度说得清谁, 做什么, 何时之前; 所引的参数都有, 且种类相符', () => {
  for (const { inWords } of rules) {
    for (const words of [inWords.who, inWords.what, inWords.when]) expect(words).not.toBe('');
    for (const [, id = ''] of inWords.when.matchAll(/\{([^}]+)\}/g)) expect(kindOf(id), id).toEqual(['term']);
    if (inWords.signals !== null) expect(kindOf(inWords.signals), inWords.signals).toEqual(['signals']);
  }
});

test('写明了后果的信号, 参数里都定了何时发出', () => {
  for (const { id, inWords, consequences } of rules) {
    const value = parameterDefinitions.find((definition) => definition.id === inWords.signals)?.editions[0]?.value;
    const set = value?.kind === 'signals' ? Object.keys(value.signals) : [];
    expect(Object.keys(consequences).toSorted(), id).toEqual(set.toSorted());
  }
});
