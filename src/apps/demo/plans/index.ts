import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UNITS } from '../city/units.ts';
import type { Act } from '../telling.ts';

/** A plan of the demonstration: its text as it was issued, and what the office put right before launching it. */
export type PlanOfCity = {
  readonly key: string;
  readonly file: string;
  readonly enteredAt: string;
  readonly launchedAt: string;
  /** Who accepts what is reported. */
  readonly office: string;
  readonly period: { readonly from: string; readonly to: string };
  /** What names of the text mean, where the directory does not know them by that name. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
  /** Words of a duty that do not say who bears it, and who does. */
  readonly bearers?: Readonly<Record<string, readonly string[]>>;
};

const BUREAUX = UNITS.filter(({ kind, under }) => under === undefined && ['机关部门', '事业单位'].includes(kind));
const COUNTIES = UNITS.filter(({ kind }) => kind === '县区');
const names = (units: typeof UNITS) => units.map(({ name }) => name);
const collectives = { 各县区: names(COUNTIES), 市直各部门: names(BUREAUX) };

export const PLANS: readonly PlanOfCity[] = [
  {
    key: '市方案',
    file: 'city.plan.txt',
    enteredAt: '2026-02-27 15:00',
    launchedAt: '2026-03-02 09:30',
    office: '效能办',
    period: { from: '2026-03-02', to: '2026-07-31' },
    names: collectives,
    bearers: { 本县区活动方案: ['各县区'], 活动总结: ['各县区', '市直各部门'] },
  },
  {
    key: '云东县方案',
    file: 'yundong.plan.txt',
    enteredAt: '2026-03-16 10:00',
    launchedAt: '2026-03-17 09:30',
    office: '云东县效能办',
    period: { from: '2026-03-17', to: '2026-07-31' },
    names: {
      县效能办: ['云东县效能办'],
      县政务服务和数据局: ['云东县数据局'],
      各乡镇: ['柳溪镇', '石桥镇', '青禾乡'],
    },
  },
  {
    key: '溪口区方案',
    file: 'xikou.plan.txt',
    enteredAt: '2026-03-17 15:00',
    launchedAt: '2026-03-18 10:00',
    office: '溪口区效能办',
    period: { from: '2026-03-18', to: '2026-07-31' },
    names: { 区效能办: ['溪口区效能办'], 区住建局: ['溪口区住建局'], 各街道: ['溪南街道', '溪北街道'] },
  },
  {
    key: '市数据局方案',
    file: 'data-bureau.plan.txt',
    enteredAt: '2026-03-10 09:30',
    launchedAt: '2026-03-11 09:30',
    office: '市数据局',
    period: { from: '2026-03-11', to: '2026-07-31' },
    names: { 政务服务科: ['市数据局政务服务科'], 数据资源科: ['市数据局数据资源科'] },
  },
  {
    key: '市水利局方案',
    file: 'water-bureau.plan.txt',
    enteredAt: '2026-03-11 15:00',
    launchedAt: '2026-03-12 09:30',
    office: '市水利局',
    period: { from: '2026-03-12', to: '2026-06-30' },
    names: { 行政审批科: ['市水利局行政审批科'], 工程管理科: ['市水利局工程管理科'] },
  },
  {
    key: '市住建局方案',
    file: 'housing-bureau.plan.txt',
    enteredAt: '2026-03-13 10:00',
    launchedAt: '2026-03-16 09:30',
    office: '市住建局',
    period: { from: '2026-03-16', to: '2026-07-31' },
    names: { 审批管理科: ['市住建局审批管理科'], 房产管理科: ['市住建局房产管理科'] },
  },
];

type Item = {
  id: string;
  kind: string;
  body: Record<string, unknown> & { quote?: string };
  droppedReason: string | null;
  revision: number;
};
type Draft = {
  header: object;
  revision: number;
  items: Item[];
  names: { name: string }[];
  conflicts: { sentence: string }[];
};

const textOf = (plan: PlanOfCity): string => readFileSync(join(import.meta.dirname, plan.file), 'utf8');

/** The office enters the text; the compiler reads it. */
export const enters =
  (plan: PlanOfCity): Act =>
  async (stage, who) => {
    const { id } = await stage.as(who)('POST', '/api/plans', { text: textOf(plan), fileName: `${plan.key}.txt` });
    stage.plans.set(plan.key, String(id));
  };

/** The office puts right what the compiler could not know, looks at what launching will do, and launches. */
export const launches =
  (plan: PlanOfCity): Act =>
  async (stage, who) => {
    const call = stage.as(who);
    const path = `/api/plans/${stage.planId(plan.key)}`;
    const read = async () => (await call('GET', path)) as unknown as Draft;
    const draft = await read();
    const office = stage.unit(plan.office);
    await call('PUT', path, { ...draft.header, officeUnit: office, period: plan.period, revision: draft.revision });
    for (const { id, kind, body, droppedReason, revision } of draft.items) {
      const units = Object.entries(plan.bearers ?? {}).find(([words]) => body.quote?.includes(words))?.[1];
      if (units === undefined || droppedReason !== null) continue;
      await call('PUT', `${path}/items/${id}`, { revision, content: { kind, body: { ...body, units } } });
    }
    const known = new Set((await read()).names.map(({ name }) => name));
    for (const [name, units] of Object.entries(plan.names ?? {})) {
      if (known.has(name)) await call('PUT', `${path}/names`, { name, units: units.map(stage.unit) });
    }
    const { conflicts } = await read();
    if (conflicts.length > 0) throw new Error(`${plan.key}: ${conflicts.map(({ sentence }) => sentence).join('; ')}`);
    const { digest } = await call('GET', `${path}/launch`);
    await call('POST', `${path}/launch`, { digest });
  };
