import { ImportOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import {
  EvidenceUpload,
  type EvidenceView,
  formatInstant,
  RefusalNotice,
  useApiMutation,
  useDraft,
} from '#ui/workbench';
import type { TaskDetail } from '../contract.ts';

export type Dialog = 'report' | 'complete' | 'accept' | 'return';

const TITLES: Record<Dialog, string> = { report: '报告进展', complete: '报送完成', accept: '验收通过', return: '退回' };

type Words = {
  readonly progress: string;
  readonly problem: string;
  readonly nextStep: string;
  readonly percent: number | null;
  /** Reports of supporting units that were taken over into these words. */
  readonly takesOver: readonly string[];
};
const EMPTY: Words = { progress: '', problem: '', nextStep: '', percent: null, takesOver: [] };

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
  // A text kept from before an update may lack what is new.
  const words = { ...EMPTY, ...draft.value };
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
        {dialog === 'report' && task.mayTakeOver && (
          <TakeOver task={task} taken={words.takesOver} onTake={(report) => set(withReport(words, report))} />
        )}
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

type SupportReport = TaskDetail['supportReports'][number];

/** What supporting units have reported and nobody has taken over yet: one press puts it into the words below. */
function TakeOver({
  task,
  taken,
  onTake,
}: {
  task: TaskDetail;
  taken: readonly string[];
  onTake: (report: SupportReport) => void;
}) {
  const waiting = task.supportReports.filter(({ isTakenOver }) => !isTakenOver);
  if (waiting.length === 0) return null;
  return (
    <Form.Item label="配合单位的进展">
      <ul className="task-supports">
        {waiting.map((report) => (
          <li key={report.fact}>
            <SupportWords report={report} />
            <Button
              icon={<ImportOutlined aria-hidden="true" />}
              disabled={taken.includes(report.fact)}
              aria-label={`${taken.includes(report.fact) ? '已采用' : '采用'}${report.unit.name}的进展`}
              onClick={() => onTake(report)}
            >
              {taken.includes(report.fact) ? '已采用' : '采用'}
            </Button>
          </li>
        ))}
      </ul>
    </Form.Item>
  );
}

/** What one supporting unit said, when and by whom. */
export function SupportWords({ report }: { report: SupportReport }) {
  const { unit, at, by, percent, progress, problem, nextStep } = report;
  return (
    <div className="task-support-words">
      <strong>{unit.name}</strong>
      {percent !== null && ` ${percent}%`} <span className="wb-muted">{`${formatInstant(at)} ${by}`}</span>
      <p>{progress}</p>
      {problem !== '' && <p>问题: {problem}</p>}
      {nextStep !== '' && <p>下一步: {nextStep}</p>}
    </div>
  );
}

/** The words with a supporting unit's below them, under its name. */
function withReport(words: Words, { fact, unit, progress, problem, nextStep }: SupportReport): Words {
  const under = (own: string, more: string) =>
    more === '' ? own : `${own}${own === '' ? '' : '\n'}${unit.name}: ${more}`.slice(0, MOST_TEXT);
  return {
    ...words,
    progress: under(words.progress, progress),
    problem: under(words.problem, problem),
    nextStep: under(words.nextStep, nextStep),
    takesOver: [...words.takesOver, fact],
  };
}

/** Characters of each text of a report. */
const MOST_TEXT = 4000;

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
        takesOver: words.takesOver,
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
