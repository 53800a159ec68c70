import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { EvidenceUpload, type EvidenceView, RefusalNotice, useApiMutation, useDraft } from '#ui/workbench';
import { STALE } from './stale.ts';

type Unit = { readonly id: string; readonly name: string };
export type Step =
  | { readonly action: 'answer' | 'withdraw' }
  | { readonly action: 'conclude' | 'return'; readonly unit: Unit };

const STEPS = {
  answer: {
    title: '报告办理情况',
    label: '办理情况',
    field: 'result',
    lead: '报告后停止计时, 等待答复; 退回的, 原期限不变。',
  },
  withdraw: {
    title: '撤回批示',
    label: '为什么撤回',
    field: 'reason',
    lead: '撤回后, 各单位不再办理, 批示和理由仍留在台账。',
  },
  conclude: { title: '同意办结', label: '意见 (可不填)', field: 'opinion', lead: '' },
  return: { title: '退回补办', label: '退回理由', field: 'reason', lead: '退回后, 原期限不变。' },
} as const;

/** The words of one step; kept on this computer until they were sent. */
export function InstructionDialog({ id, step, onClose }: { id: string; step: Step; onClose: () => void }) {
  const { title, label, field, lead } = STEPS[step.action];
  const unit = 'unit' in step ? step.unit : undefined;
  const draft = useDraft(`instruction:${id}:${step.action}:${unit?.id ?? ''}`, '');
  const [files, setFiles] = useState<readonly EvidenceView[]>([]);
  const send = useApiMutation<object, unknown>({
    path: `/api/instructions/${id}/${step.action}`,
    invalidates: STALE,
    onDone: () => {
      draft.clear();
      onClose();
    },
  });
  const isNeeded = step.action !== 'conclude';
  return (
    <Modal
      open
      title={unit === undefined ? title : `${title}: ${unit.name}`}
      okText={title}
      cancelText="先不"
      okButtonProps={{ disabled: isNeeded && draft.value.trim() === '' }}
      confirmLoading={send.isPending}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() =>
        send.mutate({
          [field]: draft.value,
          ...(unit === undefined ? {} : { unit: unit.id }),
          ...(step.action === 'answer' ? { evidence: files.map((file) => file.id) } : {}),
        })
      }
    >
      {lead !== '' && <p>{lead}</p>}
      <Form layout="vertical">
        <Form.Item label={label} required={isNeeded} htmlFor="ins-step-words">
          <Input.TextArea
            id="ins-step-words"
            autoFocus
            autoSize={{ minRows: 3, maxRows: 10 }}
            maxLength={4000}
            value={draft.value}
            onChange={(event) => draft.set(event.target.value)}
          />
        </Form.Item>
        {step.action === 'answer' && (
          <Form.Item label="佐证材料">
            <EvidenceUpload value={files} onChange={setFiles} subject={`instruction:${id}`} />
          </Form.Item>
        )}
      </Form>
      <RefusalNotice problem={send.error} kept="填写的内容仍在" />
    </Modal>
  );
}
