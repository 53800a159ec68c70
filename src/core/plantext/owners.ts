import type { Marker } from './outline.ts';
import { looksLikeUnit } from './units.ts';

/** A task before its days are resolved; offsets are in the clean text. */
export type TaskDraft = {
  readonly number: string;
  /** The words of the task. */
  readonly from: number;
  readonly to: number;
  /** The note, field or clause that names the units: its dates are the task's own, never deadlines. */
  readonly noteFrom: number;
  readonly noteTo: number;
  readonly leadUnits: readonly string[];
  readonly supportUnits: readonly string[];
  readonly how: 'note' | 'field' | 'table' | 'running' | 'duty';
};

/** 6月底完成, 持续推进: a remark that has slipped into a list of units. */
export function isRemark(unit: string): boolean {
  return (
    /\d{1,2}月|\d{4}年|年底|季度|年内|(?:完成|推进|实施|坚持|落实|开展|见效)$|^(?:持续|长期|常态|立即)/.test(unit) &&
    !looksLikeUnit(unit.replace(/^.*(?:完成|推进|实施)$/, ''))
  );
}

export type Owners = { lead: string[]; owner: string[]; support: string[] };

export function share(owners: Owners, firstLeads: boolean): { leadUnits: string[]; supportUnits: string[] } {
  const { lead, owner, support } = owners;
  if (lead.length > 0)
    return { leadUnits: lead, supportUnits: [...owner, ...support].filter((unit) => !lead.includes(unit)) };
  if (firstLeads && owner.length > 0)
    return { leadUnits: owner.slice(0, 1), supportUnits: [...owner.slice(1), ...support] };
  return { leadUnits: owner, supportUnits: support.filter((unit) => !owner.includes(unit)) };
}

export const VAGUE =
  /^(?:(?:办公室|领导小组|工作组|工作小组|专班|指挥部|联席会议)(?:办公室)?$|各|有关|相关|其|该|本(?!溪)|专(?!利|卖)|单位|部门|党政(?!办|综合)|主要|分管|一把手|"一把手"|省\(|地方(?!金融|税务|志|海事)|当地|县级以上|所在|同级|上级|下级|用人|属地)/;

export function named(units: readonly string[]): boolean {
  return (
    units.length > 0 &&
    units.every((unit) => looksLikeUnit(unit) && !VAGUE.test(unit)) &&
    units.every((unit) => !/(?:级人民政府|成员单位|人员)$/.test(unit))
  );
}

export function lastBefore(markers: readonly Marker[], at: number): Marker | undefined {
  let low = 0;
  let high = markers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((markers[middle]?.to ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return markers[low - 1];
}
