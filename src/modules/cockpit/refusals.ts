import { refuse } from '#core/kernel';

export const cockpitRefusals = {
  noUnit: () => refuse('CPT-01', '没有这个单位, 请从组织机构或任务清单中打开'),
  notWhole: () => refuse('CPT-02', '这一页汇总全辖区的任务, 须能查看全辖区; 本单位的情况请看总览'),
};
