import { type Refusal, refuse } from '#core/kernel';
import { sizeText } from './size.ts';

/** What evidence may refuse; explained in docs/refusals.md. */
export const evidenceRefusals = {
  noName: (): Refusal => refuse('EVI-01', '文件没有名称, 请给文件起一个名称再上传', { field: 'name' }),
  empty: (): Refusal => refuse('EVI-02', '文件是空的, 请检查所选的文件再上传', { field: 'file' }),
  tooLarge: (maxBytes: number): Refusal =>
    refuse('EVI-03', `文件超过上限 ${sizeText(maxBytes)}, 请压缩或拆成几份再上传`, { details: { maxBytes } }),
  forbiddenKind: (extension: string): Refusal =>
    refuse(
      'EVI-04',
      `不收 .${extension} 这类可以直接运行的文件, 请改交文档、图片、音像或压缩包; 改文件名无效, 平台按内容辨认`,
      { field: 'file', details: { extension } },
    ),
  noRoom: (): Refusal =>
    refuse('EVI-05', '存储空间不足, 这份文件没有收下, 已有的文件仍可查看。请联系系统管理员腾出空间后重新上传'),
  interrupted: (): Refusal => refuse('EVI-06', '上传中断, 这份文件没有收下, 请检查网络后重新上传'),
  notFound: (): Refusal => refuse('EVI-07', '没有这份凭证, 或者它还没有随事项提交, 只有上传人能看'),
  maySeeNot: (): Refusal =>
    refuse('EVI-08', '您不能查看这个事项, 因此也不能查看或提交它的凭证; 确需查看的, 请联系牵头单位或效能办'),
  rangeBeyondEnd: (): Refusal => refuse('EVI-09', '所要的字节范围超出文件大小, 请从头下载'),
  erased: (): Refusal => refuse('EVI-10', '这份凭证的内容已依法删除, 不能再查看'),
  notYours: (ids: readonly string[]): Refusal =>
    refuse('EVI-11', '所附凭证中有的不存在、已撤回或不是您上传的, 请重新上传后再提交', {
      field: 'evidence',
      details: { ids },
    }),
  ofOtherSubject: (ids: readonly string[]): Refusal =>
    refuse('EVI-12', '所附凭证中有的已归入另一事项, 一份凭证只归入一个事项, 请重新上传后再提交', {
      field: 'evidence',
      details: { ids },
    }),
  attached: (): Refusal => refuse('EVI-13', '这份凭证已随事项提交, 不能撤回; 有误的, 请补交正确的凭证并说明'),
  notOneFile: (): Refusal => refuse('EVI-14', '请求里没有文件, 请选择一份文件再上传', { field: 'file' }),
  unknownParameter: (): Refusal => refuse('EVI-15', '没有这个参数, 或所填的值不合它的要求, 请按参数说明填写'),
  past: (): Refusal =>
    refuse('EVI-16', '生效日不能早于今天: 已经收下的凭证按当时的规定处理, 不能倒改', { field: 'effectiveFrom' }),
};

/** HTTP status of those that do not follow the general rule. */
export const evidenceStatuses: Readonly<Record<string, number>> = {
  'EVI-03': 413,
  'EVI-05': 507,
  'EVI-06': 400,
  'EVI-07': 404,
  'EVI-08': 403,
  'EVI-09': 416,
  'EVI-10': 410,
  'EVI-15': 422,
};
