import { Alert, Button, DatePicker, Form, Input, Modal } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { EvidenceUpload, type EvidenceView, formatDay, RefusalNotice, useApiMutation, useDraft } from '#ui/workbench';
import type { TaskDetail } from '../contract.ts';

type Pending = TaskDetail['extension']['pending'][number];

/** 申请延期: the day asked for, and why. */
export function RequestExtensionDialog({
  task,
  stale,
  onClose,
}: {
  task: TaskDetail;
  stale: readonly string[];
  onClose: () => void;
}) {
  const draft = useDraft(`task:${task.id}:extend`, { dueDay: '', reason: '' });
  const [files, setFiles] = useState<readonly EvidenceView[]>([]);
  const { dueDay, reason } = draft.value;
  const send = useApiMutation<object, unknown>({
    path: `/api/tasks/${task.id}/extend`,
    invalidates: stale,
    onDone: () => {
      draft.clear();
      onClose();
    },
  });
  return (
    <Modal
      open
      title="申请延期"
      okText="提出申请"
      cancelText="先不"
      okButtonProps={{ disabled: dueDay === '' || reason.trim() === '' }}
      confirmLoading={send.isPending}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => send.mutate({ dueDay, reason, evidence: files.map((file) => file.id) })}
    >
      <p>由{task.acceptor.name}答复; 答复之前, 原来的期限照常计时。</p>
      <Form layout="vertical">
        <Form.Item label="延到哪一天" required>
          <DatePicker
            aria-label="延到哪一天"
            value={dueDay === '' ? null : dayjs(dueDay)}
            onChange={(day) => draft.set({ dueDay: day === null ? '' : day.format('YYYY-MM-DD'), reason })}
          />
        </Form.Item>
        <Form.Item label="为什么" required htmlFor="extend-reason">
          <Input.TextArea
            id="extend-reason"
            autoSize={{ minRows: 3, maxRows: 10 }}
            maxLength={4000}
            value={reason}
            onChange={(event) => draft.set({ dueDay, reason: event.target.value })}
          />
        </Form.Item>
        <Form.Item label="佐证材料">
          <EvidenceUpload value={files} onChange={setFiles} subject={`task:${task.id}`} />
        </Form.Item>
      </Form>
      <RefusalNotice problem={send.error} kept="填写的内容仍在" />
    </Modal>
  );
}

/** What waits for an answer: everybody concerned sees it, whoever may answer does so here. */
export function PendingExtension({
  task,
  pending,
  stale,
}: {
  task: TaskDetail;
  pending: Pending;
  stale: readonly string[];
}) {
  const [asking, setAsking] = useState<'grant' | 'refuse' | null>(null);
  const words = `${pending.unit.name}申请由 ${formatDay(pending.before)} 延到 ${formatDay(pending.dueDay)}, 等待${task.acceptor.name}答复`;
  return (
    <>
      <Alert
        type="info"
        showIcon
        title={words}
        action={
          pending.refusal === null && (
            <span className="task-answers">
              <Button onClick={() => setAsking('refuse')}>不同意</Button>
              <Button type="primary" onClick={() => setAsking('grant')}>
                同意延期
              </Button>
            </span>
          )
        }
      />
      {asking !== null && (
        <AnswerDialog task={task} pending={pending} answer={asking} stale={stale} onClose={() => setAsking(null)} />
      )}
    </>
  );
}

function AnswerDialog({
  task,
  pending,
  answer,
  stale,
  onClose,
}: {
  task: TaskDetail;
  pending: Pending;
  answer: 'grant' | 'refuse';
  stale: readonly string[];
  onClose: () => void;
}) {
  const [words, setWords] = useState('');
  const [dueDay, setDueDay] = useState(pending.dueDay);
  const send = useApiMutation<object, unknown>({
    path: `/api/tasks/${task.id}/${answer}-extension`,
    invalidates: stale,
    onDone: onClose,
  });
  const { request } = pending;
  const isGrant = answer === 'grant';
  const title = isGrant ? '同意延期' : '不同意延期';
  return (
    <Modal
      open
      title={title}
      okText={title}
      cancelText="先不"
      okButtonProps={{ disabled: isGrant ? dueDay === '' : words.trim() === '' }}
      confirmLoading={send.isPending}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => send.mutate(isGrant ? { request, dueDay, opinion: words } : { request, reason: words })}
    >
      <Form layout="vertical">
        {isGrant && (
          <Form.Item label="延到哪一天" required extra="按这一天计时; 已经发出的信号不撤回">
            <DatePicker
              aria-label="延到哪一天"
              value={dueDay === '' ? null : dayjs(dueDay)}
              onChange={(day) => setDueDay(day === null ? '' : day.format('YYYY-MM-DD'))}
            />
          </Form.Item>
        )}
        <Form.Item label={isGrant ? '意见 (可不填)' : '为什么不同意'} required={!isGrant} htmlFor="answer-words">
          <Input.TextArea
            id="answer-words"
            autoSize={{ minRows: 2, maxRows: 8 }}
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
