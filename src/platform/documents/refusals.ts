import { type Refusal, refuse } from '#core/kernel';

/** What a person sends and the platform cannot read. */
export const documentRefusals = {
  tooLarge: (megabytes: number): Refusal => refuse('DOC-01', `文件超过${megabytes}MB, 请拆分或另存为较小的文件再上传`),
  unknownKind: (fileName: string): Refusal =>
    refuse('DOC-02', `不支持这种文件: ${fileName}, 请另存为 .docx、.pdf 或 .txt 再上传`),
  notText: (): Refusal =>
    refuse('DOC-03', '这不是文本文件, 或其编码无法识别, 请另存为 UTF-8 编码的 .txt 或 .docx 再上传'),
  otherContent: (fileName: string): Refusal =>
    refuse('DOC-04', `文件内容与扩展名不符: ${fileName}, 请用办公软件打开后重新另存, 再上传`),
  encrypted: (): Refusal => refuse('DOC-05', '文件设了密码或经过加密, 请解除密码后再上传'),
  macros: (): Refusal => refuse('DOC-06', '文件带有宏, 为安全起见不予打开, 请另存为不带宏的 .docx 再上传'),
  bomb: (): Refusal => refuse('DOC-07', '文件解压后过大或内含条目过多, 不予打开, 请删去图片和附件后另存再上传'),
  damaged: (): Refusal => refuse('DOC-08', '文件已损坏或格式不完整, 请用办公软件打开并另存为 .docx 再上传'),
  scanned: (): Refusal =>
    refuse('DOC-09', '扫描件: 这份 PDF 只有图像没有文字, 请上传文字版, 或先作文字识别并核对后再上传'),
  empty: (): Refusal => refuse('DOC-10', '文件里没有文字, 请检查是否选错了文件'),
};
