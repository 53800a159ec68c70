import { FieldTimeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { Panel, type PanelSubject, useApiQuery } from '#ui/workbench';
import type { TaskDetail } from '../contract.ts';
import { PendingExtension, RequestExtensionDialog } from './ExtensionDialogs.tsx';

const STALE = [
  '/api/tasks',
  '/api/submissions',
  '/api/submission-rounds',
  '/api/submission-round',
  '/api/duties',
  '/api/subjects',
  '/api/plans',
];

/** 延期 on the page of a report: what waits for an answer, and the way to ask. */
export function SubmissionExtension({ subject }: { subject: PanelSubject }) {
  const { data: task } = useApiQuery<TaskDetail>(`/api/tasks/${subject.id}`);
  const [isAsking, setAsking] = useState(false);
  if (task === undefined) return null;
  const { pending, request } = task.extension;
  if (pending.length === 0 && request !== null) return null;
  return (
    <Panel title="延期">
      {pending.map((one) => (
        <PendingExtension key={one.request} task={task} pending={one} stale={STALE} />
      ))}
      {request === null && (
        <p className="task-extend">
          <span className="wb-muted">到期之前可以申请延期, 答复之前原来的期限照常计时。</span>
          <Button icon={<FieldTimeOutlined aria-hidden="true" />} onClick={() => setAsking(true)}>
            申请延期
          </Button>
        </p>
      )}
      {isAsking && <RequestExtensionDialog task={task} stale={STALE} onClose={() => setAsking(false)} />}
    </Panel>
  );
}
