import { Button, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { EvidenceUpload, type EvidenceView, RefusalNotice, useApiMutation, useDraft } from '#ui/workbench';
import type { TaskDetail } from '../contract.ts';

export type Dialog = 'report' | 'complete' | 'accept' | 'return';

const TITLES: Record<Dialog, string> = { report: '报告进展', complete: '报送完成', accept: '验收通过', return: '退回' };

type Words = {
  readonly progress: string;
  readonly problem: string;
  readonly nextStep: string;
  readonly percent: number | null;
};
const EMPTY: Words = { progress: '', problem: '', nextStep: '', percent: null };

/** The words of one step. What is typed is kept on this computer until it was sent: a session that ends loses nothing. */
export function ActDialog({
  task,
  dialog,
  stale,
  onClose,
}: {
  task: TaskDetail;
  dialog: Dialog;
  stale: readonly string[];
  onClose: () => void;
}) {
  const draft = useDraft<Words>(`task:${task.id}:${dialog}`, {
    ...EMPTY,
    percent: dialog === 'report' ? task.percent : null,
  });
  const [files, setFiles] = useState<readonly EvidenceView[]>([]);
  const words = draft.value;
  const set = (change: Partial<Words>) => draft.set({ ...words, ...change });
  const send = useApiMutation<object, unknown>({
    path: `/api/tasks/${task.id}/${dialog}`,
    invalidates: stale,
    onDone: () => {
      draft.clear();
      onClose();
    },
  });
  const needsWords = dialog !== 'accept';
  const isReady = !needsWords || words.progress.trim() !== '';

  return (
    <Modal
      open
      title={TITLES[dialog]}
      width={640}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={[
        <Button key="later" onClick={onClose}>
          先不
        </Button>,
        <Button
          key="send"
          type="primary"
          disabled={!isReady}
          loading={send.isPending}
          onClick={() => send.mutate(bodyOf(dialog, words, files))}
        >
          {TITLES[dialog]}
        </Button>,
      ]}
    >
      <p className="wb-muted">{task.title}</p>
      {dialog === 'complete' && <p>报送后停止计时, 由{task.acceptor.name}验收; 退回的, 原期限不变。</p>}
      <Form layout="vertical">
        {dialog === 'report' && (
          <Form.Item label="进度">
            <InputNumber
              min={0}
              max={100}
              precision={0}
              suffix="%"
              aria-label="进度 (百分比)"
              value={words.percent}
              onChange={(percent) => set({ percent })}
            />
          </Form.Item>
        )}
        <Form.Item label={LABELS[dialog]} required={needsWords} htmlFor="act-words">
          <Input.TextArea
            id="act-words"
            autoFocus
            autoSize={{ minRows: 4, maxRows: 12 }}
            maxLength={4000}
            showCount
            value={words.progress}
            onChange={(event) => set({ progress: event.target.value })}
          />
        </Form.Item>
        {dialog === 'report' && (
          <>
            <Form.Item label="遇到的问题" htmlFor="act-problem">
              <Input.TextArea
                id="act-problem"
                autoSize={{ minRows: 2, maxRows: 8 }}
                maxLength={4000}
                value={words.problem}
                onChange={(event) => set({ problem: event.target.value })}
              />
            </Form.Item>
            <Form.Item label="下一步" htmlFor="act-next">
              <Input.TextArea
                id="act-next"
                autoSize={{ minRows: 2, maxRows: 8 }}
                maxLength={4000}
                value={words.nextStep}
                onChange={(event) => set({ nextStep: event.target.value })}
              />
            </Form.Item>
          </>
        )}
        {(dialog === 'report' || dialog === 'complete') && (
          <Form.Item label="佐证材料">
            <EvidenceUpload value={files} onChange={setFiles} subject={`task:${task.id}`} />
          </Form.Item>
        )}
      </Form>
      <RefusalNotice problem={send.error} kept="填写的内容仍在" />
    </Modal>
  );
}

const LABELS: Record<Dialog, string> = {
  report: '进展',
  complete: '完成情况',
  accept: '验收意见 (可不填)',
  return: '退回理由',
};

function bodyOf(dialog: Dialog, words: Words, files: readonly EvidenceView[]): object {
  const evidence = files.map((file) => file.id);
  switch (dialog) {
    case 'report':
      return {
        progress: words.progress,
        problem: words.problem,
        nextStep: words.nextStep,
        percent: words.percent,
        evidence,
      };
    case 'complete':
      return { result: words.progress, evidence };
    case 'accept':
      return { opinion: words.progress };
    case 'return':
      return { reason: words.progress };
  }
}
