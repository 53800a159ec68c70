import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { EvidenceUpload, type EvidenceView, RefusalNotice, useApiMutation, useDraft } from '#ui/workbench';
import type { SubmissionDetail } from '../contract.ts';
import { STALE } from './ReceiveSelected.tsx';

/** 交报: words and files. What is typed is kept on this computer until it was sent. */
export function HandInDialog({ submission, onClose }: { submission: SubmissionDetail; onClose: () => void }) {
  const after = submission.versions.length;
  // Who hands in again begins with what was handed in before.
  const draft = useDraft(`submission:${submission.id}:${after}`, { report: submission.versions[0]?.report ?? '' });
  const [files, setFiles] = useState<readonly EvidenceView[]>([]);
  const { report } = draft.value;
  const send = useApiMutation<object, unknown>({
    path: `/api/submissions/${submission.id}/hand-in`,
    invalidates: STALE,
    onDone: () => {
      draft.clear();
      onClose();
    },
  });
  return (
    <Modal
      open
      width={720}
      title={after === 0 ? '交报' : `交报第 ${after + 1} 版`}
      okText="交报"
      cancelText="先不"
      okButtonProps={{ disabled: report.trim() === '' }}
      confirmLoading={send.isPending}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => send.mutate({ report, evidence: files.map((file) => file.id), after })}
    >
      <p className="wb-muted">{submission.title}</p>
      <p>
        报给{submission.recipient.name}。交报后停止计时, 等待收件; 退回的按原来的期限重报。
        {after > 0 && '以前各版都留存, 以最后一版为准。'}
      </p>
      <Form layout="vertical">
        <Form.Item label="报送内容" required htmlFor="submission-report">
          <Input.TextArea
            id="submission-report"
            autoFocus
            autoSize={{ minRows: 6, maxRows: 18 }}
            maxLength={20_000}
            showCount
            value={report}
            onChange={(event) => draft.set({ report: event.target.value })}
          />
        </Form.Item>
        <Form.Item label="附件">
          <EvidenceUpload value={files} onChange={setFiles} subject={`task:${submission.id}`} />
        </Form.Item>
      </Form>
      <RefusalNotice problem={send.error} kept="填写的内容仍在" />
    </Modal>
  );
}

/** 收下 or 退回 of the version that is on the screen. */
export function AnswerDialog({
  submission,
  version,
  answer,
  onClose,
}: {
  submission: SubmissionDetail;
  version: number;
  answer: 'receive' | 'return';
  onClose: () => void;
}) {
  const [words, setWords] = useState('');
  const isReturn = answer === 'return';
  const send = useApiMutation<object, unknown>({
    path: `/api/submissions/${submission.id}/${answer}`,
    invalidates: STALE,
    onDone: onClose,
  });
  const title = isReturn ? '退回' : '收下';
  return (
    <Modal
      open
      title={`${title}第 ${version} 版`}
      okText={title}
      cancelText="先不"
      okButtonProps={{ disabled: isReturn && words.trim() === '' }}
      confirmLoading={send.isPending}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => send.mutate(isReturn ? { version, reason: words } : { version, opinion: words })}
    >
      <p>
        {isReturn
          ? `${submission.unit.name}按原来的期限重报; 期限已过的, 亮红牌。`
          : `${submission.unit.name}的这项报送了结; 是否迟报按交报的时刻算。`}
      </p>
      <Form layout="vertical">
        <Form.Item
          label={isReturn ? '为什么退回, 要补什么' : '意见 (可不填)'}
          required={isReturn}
          htmlFor="submission-answer"
        >
          <Input.TextArea
            id="submission-answer"
            autoFocus
            autoSize={{ minRows: 3, maxRows: 10 }}
            maxLength={4000}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </Form.Item>
      </Form>
      <RefusalNotice problem={send.error} kept="填写的内容仍在" />
    </Modal>
  );
}
