import type { Trail } from '#core/kernel';
import type { Lamp } from '#core/obligation';
import type { DueView, EvidenceView, OfferedAction, TimelineEntry } from '#ui/workbench';

// An invented city; every name is made up.

export const NOW = '2026-03-11T02:00:00.000Z';

export const TRAIL: Trail = [
  { sentence: '方案要求「3月中旬」完成, 按该旬最后一日 3月20日 计', basis: '云效方〔2026〕3号 附件2 第14项' },
  { sentence: '主办单位自定提前至 3月16日' },
  { sentence: '3月16日是工作日, 当日 17:00 到期', basis: '云溪市效能管理办法 第九条' },
];

export const DUES: readonly { lamp: Lamp; due: DueView }[] = [
  { lamp: 'normal', due: { dueAt: '2026-03-30T09:00:00.000Z', workdaysLeft: 13, words: '3月下旬' } },
  { lamp: 'warning', due: { dueAt: '2026-03-16T09:00:00.000Z', workdaysLeft: 3 } },
  { lamp: 'yellow', due: { dueAt: '2026-03-11T09:00:00.000Z', workdaysLeft: 0 } },
  { lamp: 'red', due: { dueAt: '2026-03-04T09:00:00.000Z', workdaysLeft: -5 } },
  { lamp: 'paused', due: { dueAt: null } },
  { lamp: 'normal', due: { dueAt: '2027-01-29T09:00:00.000Z', workdaysLeft: 218, provisional: true } },
];

export const OFFERS: readonly OfferedAction[] = [
  { action: 'report', allowed: true },
  { action: 'progress', allowed: true },
  {
    action: 'extend',
    refusal: {
      code: 'TASK-11',
      sentence: '期限届满前 3 个工作日内不再受理延期, 请直接报送进展并说明原因',
      trail: [{ sentence: '延期申请须在期限届满 3 个工作日前提出', basis: '云溪市效能管理办法 第十二条' }],
    },
  },
  { action: 'decline', allowed: true },
  { action: 'transfer', allowed: true },
];

export const EVIDENCE: readonly EvidenceView[] = [
  {
    id: 'e1',
    name: '云溪河城区段直排口整治工程竣工验收单 (含第三方检测报告及影像资料).pdf',
    bytes: 2_480_000,
    digest: '9f2c41d07be3a85512c4c0fe8d7a6b3390e1f4a27d5c8b6e0a91d3f7c2b4e658',
    addedAt: '2026-03-09T03:20:00.000Z',
    addedBy: '云溪市水务局 邹明远',
    href: '#',
  },
  {
    id: 'e2',
    name: '现场照片 07.jpg',
    bytes: 812_000,
    digest: '03ab77c19e5d4f20b1c8a6e97d3f25804c6b1a9ee2d07f58c3b4915ad6e8f012',
    addedAt: '2026-03-09T03:22:00.000Z',
    addedBy: '云溪市水务局 邹明远',
    href: '#',
  },
];

export const TIMELINE: readonly TimelineEntry[] = [
  {
    id: 't1',
    at: '2026-03-02T02:10:00.000Z',
    title: '下达',
    who: '市效能办',
    chain: { seq: 1, hash: 'c1a5…' },
  },
  {
    id: 't2',
    at: '2026-03-03T01:05:00.000Z',
    title: '签收',
    who: '云溪市水务局 邹明远',
    chain: { seq: 2, hash: '77b0…' },
  },
  {
    id: 't3',
    at: '2026-03-09T03:25:00.000Z',
    recordedAt: '2026-03-10T01:00:00.000Z',
    title: '报送进展',
    who: '云溪市水务局 邹明远',
    note: '12 处直排口已完成 9 处, 其余 3 处等待管线迁改。',
    evidence: EVIDENCE.slice(1),
    chain: { seq: 3, hash: 'e90d…' },
  },
  {
    id: 't4',
    at: '2026-03-10T09:00:00.000Z',
    title: '黄牌',
    who: '平台',
    lamp: 'yellow',
    trail: TRAIL,
    chain: { seq: 4, hash: '51fc…' },
  },
  {
    id: 't0',
    at: '2026-03-01T09:00:00.000Z',
    title: '拟定任务',
    who: '市效能办',
    struck: '已由更正记录代替: 配合单位增加经开区',
    chain: { seq: 0, hash: '0a11…', intact: false },
  },
];

export type Row = {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly lamp: Lamp;
  readonly due: DueView;
  readonly money: number;
};

const TITLES = [
  '完成云溪河城区段 12 处直排口整治并建立「一口一档」长效管护机制, 汛期前完成主体工程, 年内向社会公开管护台账和责任人名单',
  '压缩企业开办时间',
  '公布中介服务事项清单',
  '整治窗口单位工作日午间无人值守',
  '开展万人评议, 回收有效问卷不少于样本的八成',
];
const UNITS = ['云溪市水务局', '云溪市市场监督管理局', '云溪市经济技术开发区管理委员会', '云溪市人力资源和社会保障局'];
const CYCLE = ['red', 'yellow', 'warning', 'normal', 'normal', 'paused', 'done', 'done-late'] as const;

export function rowsOf(count: number): readonly Row[] {
  return Array.from({ length: count }, (_, index) => {
    const lamp = CYCLE[index % CYCLE.length] ?? 'normal';
    const due = DUES.find((one) => one.lamp === lamp)?.due ?? { dueAt: '2026-03-06T09:00:00.000Z' };
    return {
      id: `r${index}`,
      title: TITLES[index % TITLES.length] ?? '',
      unit: UNITS[index % UNITS.length] ?? '',
      lamp,
      due,
      money: index === 2 ? 12_345_678 : (index * 137) % 9000,
    };
  });
}
