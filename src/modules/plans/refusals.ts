import { type Refusal, refuse } from '#core/kernel';

/** What this module says no to; explained in docs/refusals.md. */
export const planRefusals = {
  empty: (): Refusal => refuse('PLAN-01', '方案是空的, 请粘贴全文或上传文件', { field: 'text' }),
  hidden: (): Refusal => refuse('PLAN-02', '没有这份方案, 或不在本辖区'),
  inForce: (): Refusal => refuse('PLAN-03', '方案已经启动; 要改动请先点「修订」, 改完再启动修订'),
  changed: (): Refusal => refuse('PLAN-04', '别人刚刚改过这一条; 您写的已保留在屏幕上, 请核对最新内容后再保存'),
  unknownUnit: (field: string): Refusal => refuse('PLAN-05', '所选单位不在组织机构中, 或已撤并', { field }),
  outdatedPreview: (): Refusal => refuse('PLAN-06', '预览之后方案又有改动, 请重新预览, 确认无误再启动'),
  nothingToLaunch: (): Refusal => refuse('PLAN-07', '还没有可以启动的事项: 请先为任务补上责任单位, 或解决列出的问题'),
  launchedAlready: (): Refusal => refuse('PLAN-08', '方案已经启动, 不必再按; 可在任务清单中查看'),
  noOffice: (): Refusal => refuse('PLAN-09', '请先选定主管单位, 由它验收', { field: 'officeUnit' }),
  notLaunched: (): Refusal => refuse('PLAN-10', '方案尚未启动, 直接修改即可, 不必修订'),
  beingAmended: (): Refusal => refuse('PLAN-11', '已有一份修订正在编辑, 请先启动或放弃它'),
  notYetPublic: (): Refusal => refuse('PLAN-12', '方案启动之后才能公开'),
  noFile: (): Refusal => refuse('PLAN-13', '没有收到文件, 请选择一个文件再上传', { field: 'file' }),
  notPublic: (): Refusal => refuse('PLAN-14', '没有公开这份方案, 或已经撤下; 请从公开的方案中查找'),
  outsideText: (): Refusal => refuse('PLAN-15', '选中的文字不在这一版方案里, 请重新选择', { field: 'span' }),
  noAmendment: (): Refusal => refuse('PLAN-16', '没有正在编辑的修订, 可能别人刚刚启动或放弃了它; 请刷新后再看'),
};
