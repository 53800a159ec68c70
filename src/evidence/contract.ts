import { z } from 'zod';
import { type FileId, idOf, type SubjectId } from '#core/kernel';

export const fileId = z.uuid().transform((id) => idOf<FileId>(id));

/** `task:0197…`: kind and id of a subject. */
export const subjectInAddress = z
  .string()
  .regex(/^[a-z][a-z-]{0,39}:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, '事项须写作 种类:编号, 如 task:编号')
  .transform((text) => {
    const [type = '', id = ''] = text.split(':');
    return { type, id: idOf<SubjectId>(id) };
  });

/** What the sender of a file gets back; `id` is what a fact then names. */
export const UploadedFile = z.object({
  id: z.uuid().describe('凭证标识'),
  name: z.string().describe('文件名, 已去掉路径和不可见字符'),
  size: z.int().describe('字节数'),
  sm3: z.string().describe('内容的 SM3 摘要'),
  mediaType: z.string().describe('由内容辨认出的类型'),
});
export type UploadedFile = z.output<typeof UploadedFile>;

export const UploadLimits = z.object({
  maxBytes: z.int().describe('一份凭证的大小上限, 字节'),
  forbiddenExtensions: z.array(z.string()).describe('不收的扩展名'),
});
export type UploadLimits = z.output<typeof UploadLimits>;

/** An answer of the upload as the shared widgets show a file (`EvidenceView`), with the address of its content. */
export function evidenceViewOf(answer: unknown) {
  const { id, name, size, mediaType, sm3 } = UploadedFile.parse(answer);
  return { id, name, bytes: size, mediaType, digest: sm3, href: evidenceAddress(id) };
}

export function evidenceAddress(id: string): string {
  return `/api/evidence/${id}`;
}

const parameterValue = z.union([z.int('须为整数'), z.array(z.string().trim().toLowerCase()).max(200, '最多 200 种')]);

/** 凭证参数: what governs today, and every edition with whoever set it. */
export const EvidenceParameterView = z.object({
  id: z.string(),
  title: z.string(),
  unit: z.enum(['bytes', 'days', 'extensions']),
  inForce: z.object({ from: z.string(), value: parameterValue, basis: z.string(), own: z.boolean() }),
  editions: z.array(
    z.object({
      from: z.string(),
      value: parameterValue,
      basis: z.string(),
      setAt: z.string().nullable(),
      setBy: z.string().nullable(),
    }),
  ),
});
export type EvidenceParameterView = z.output<typeof EvidenceParameterView>;
export const EvidenceParameterList = z.object({ parameters: z.array(EvidenceParameterView) });

export const SetEvidenceParameter = z.strictObject({
  effectiveFrom: z.iso.date('请填写生效日'),
  value: parameterValue,
  basis: z.string().trim().min(1, '请写明依据, 如文件名称, 文号, 条款').max(500, '依据最多 500 字'),
});
export type SetEvidenceParameter = z.output<typeof SetEvidenceParameter>;
