import type { PlanSummary } from '../contract.ts';

export const PLAN_STATE_WORDS: Readonly<Record<PlanSummary['state'], string>> = {
  draft: '草稿',
  live: '已启动',
  amending: '修订中',
};
