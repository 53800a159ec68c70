import { expect, test } from 'vitest';
import { changeFrom, firstDraft, type TaskInBrief } from './change-draft.ts';

const water = { id: 'w', name: '云溪市水利局' };
const school = { id: 's', name: '云溪市教育局' };
const task = (more: Partial<TaskInBrief> = {}): TaskInBrief => ({
  id: 't',
  number: '1.',
  title: '再造流程',
  plan: { id: 'p', title: '方案' },
  leads: [water],
  supports: [school],
  excluded: [],
  recipient: null,
  ...more,
});

test('缺一样就还不能提出: 换成谁, 改到哪天, 拆出的每一项写什么', () => {
  const draft = firstDraft([task()]);
  expect(changeFrom('lead', draft)).toBeNull();
  expect(changeFrom('lead', { ...draft, to: school })).toEqual({ kind: 'lead', from: 'w', to: 's', dueDay: null });
  expect(changeFrom('date', draft)).toBeNull();
  expect(changeFrom('date', { ...draft, dueDay: '2026-03-31' })).toEqual({
    kind: 'date',
    units: ['w'],
    dueDay: '2026-03-31',
  });
  expect(changeFrom('split', draft)).toBeNull();
  const parts = draft.parts.map((part, n) => ({ ...part, text: `第 ${n + 1} 步` }));
  expect(changeFrom('split', { ...draft, parts })).toMatchObject({ parts: [{ text: '第 1 步' }, { text: '第 2 步' }] });
  expect(changeFrom('exclude', { ...draft, units: [] })).toBeNull();
});

test('已经不计入及时率的单位不再提出', () => {
  const leads = [water, school];
  expect(changeFrom('exclude', firstDraft([task({ leads })]))).toEqual({ kind: 'exclude', units: ['w', 's'] });
  expect(changeFrom('exclude', firstDraft([task({ leads, excluded: [water] })]))).toEqual({
    kind: 'exclude',
    units: ['s'],
  });
  expect(changeFrom('exclude', firstDraft([task({ excluded: [water] })]))).toBeNull();
});

test('合并的草稿: 牵头单位合在一起, 既牵头又配合的算牵头', () => {
  const { into } = firstDraft([task(), task({ id: 'u', leads: [school], supports: [water] })]);
  expect(into).toMatchObject({ text: '再造流程', leads: [water, school], supports: [] });
});
