import { type Refusal, refuse } from '#core/kernel';

/** Refusals of access: all made in policy.ts. */
export const accessRefusals = {
  noRole: (what: string, who: string, yours: string): Refusal =>
    refuse(
      'ACC-01',
      `您不能${what}: 可由${who}办理。${yours === '' ? '您还没有任何角色' : `您现在的角色是${yours}`}; 如有需要, 请联系安全管理员授权`,
    ),
  notInvolved: (what: string, who: string): Refusal =>
    refuse('ACC-02', `您不能${what}: 您的单位没有参与这一事项, 或不是以所需的身份参与; 可由${who}办理`),
  sealed: (what: string): Refusal => refuse('ACC-03', `不能${what}: 这是密封事项, 须按密封事项的程序由保管人开启`),
  concerned: (what: string): Refusal => refuse('ACC-04', `您不能${what}: 这一事项涉及您本人, 请回避, 由其他人办理`),
  ownReport: (what: string): Refusal => refuse('ACC-05', `您不能${what}: 这是您本人报送的, 请由其他人办理`),
  notOnStaff: (): Refusal => refuse('ACC-07', '您已不在册, 不能办理; 如有不符, 请联系本单位管理员'),
  nobody: (): Refusal => refuse('ACC-08', '请先登录'),
  otherRegion: (what: string): Refusal => refuse('ACC-06', `您不能${what}: 它属于另一个辖区`),
};

/** Refusals of keeping the directory. */
export const directoryRefusals = {
  unitNameTaken: (name: string): Refusal =>
    refuse('DIR-01', `同一上级下已有「${name}」, 请换一个名称, 或改动原有的单位`, { field: 'name' }),
  aliasTaken: (alias: string, unit: string): Refusal =>
    refuse('DIR-02', `别名「${alias}」已指「${unit}」, 一个别名只能指一个单位`, { field: 'aliases' }),
  noParent: (): Refusal => refuse('DIR-03', '上级单位不存在或已撤销, 请重新选择', { field: 'parent' }),
  cycle: (): Refusal => refuse('DIR-04', '不能把单位放到它自己或它的下级之下, 请另选上级', { field: 'parent' }),
  stillUsed: (what: string): Refusal => refuse('DIR-05', `单位之下还有${what}, 请先移走或撤销, 再撤销单位`),
  codeTaken: (code: string): Refusal => refuse('DIR-06', `编码 ${code} 已属于另一单位, 请核对`, { field: 'code' }),
  postNameTaken: (name: string): Refusal =>
    refuse('DIR-07', `本单位已有岗位「${name}」, 请换一个名称`, { field: 'name' }),
  sameHolder: (): Refusal => refuse('DIR-08', '同一人不能既是 A 岗又是 B 岗, 请另选一人', { field: 'B' }),
  staffNumberTaken: (number: string): Refusal =>
    refuse('DIR-09', `工号 ${number} 已属于另一人, 请核对`, { field: 'staffNumber' }),
  bodyNameTaken: (name: string): Refusal => refuse('DIR-10', `已有「${name}」, 请换一个名称`, { field: 'name' }),
  threeApart: (held: string, wanted: string): Refusal =>
    refuse(
      'DIR-11',
      `${held}不能兼任${wanted}: 系统管理员、安全管理员、审计员须是三个不同的人, 且不兼业务角色; 请先终止原角色, 或另选一人`,
      { field: 'role' },
    ),
  roleNeedsUnit: (role: string): Refusal => refuse('DIR-12', `${role}须写明单位范围, 请选择单位`, { field: 'unit' }),
  grantTaken: (): Refusal => refuse('DIR-13', '此人已有同一范围的这一角色 (或正待批准), 不必重复', { field: 'role' }),
  ownGrant: (): Refusal => refuse('DIR-14', '不能批准给自己的授权, 请另一位安全管理员批准'),
  tooEarly: (): Refusal => refuse('DIR-15', '截止日早于起始日, 请改为起始日或以后的日期', { field: 'on' }),
  rowsAtFault: (count: number): Refusal =>
    refuse('DIR-16', `表格里有 ${count} 处错误, 一行也没有导入; 请照错误清单改好后重新上传`, { field: 'file' }),
  previewStale: (): Refusal => refuse('DIR-17', '预览之后名录有改动, 或上传的不是预览的那份文件; 请重新预览后再导入'),
  alreadyFounded: (): Refusal => refuse('DIR-18', '这个辖区已经建立, 不能再建一次'),
  ended: (): Refusal => refuse('DIR-19', '它已撤销或离任, 不能再改动'),
  noPerson: (): Refusal => refuse('DIR-20', '查无此人, 或已不在册, 请重新选择', { field: 'person' }),
  noUnit: (): Refusal => refuse('DIR-21', '查无此单位, 或已撤销, 请重新选择', { field: 'unit' }),
  memberTwice: (name: string): Refusal =>
    refuse('DIR-22', `「${name}」在成员里出现了两次, 请留下一个`, { field: 'members' }),
  noFile: (): Refusal => refuse('DIR-23', '没有收到文件, 请选择一份 .xlsx 再上传', { field: 'file' }),
  lastSecurityAdmin: (): Refusal => refuse('DIR-24', '这是最后一位安全管理员, 终止后无人能再授权; 请先授权另一人'),
  missing: (): Refusal => refuse('DIR-404', '没有找到, 可能已被移走; 请刷新后重试'),
};
