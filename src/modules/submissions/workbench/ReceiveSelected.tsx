import { InboxOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { ConfirmEffect, RefusalNotice, useApiMutation } from '#ui/workbench';
import type { ReceivedMany, SubmissionLine } from '../contract.ts';

/** What an answer to a submission makes stale. */
export const STALE = [
  '/api/submission-rounds',
  '/api/submission-round',
  '/api/submissions',
  '/api/duties',
  '/api/subjects',
  '/api/tasks',
  '/api/plans',
];

/** 收下 of what is selected: says first how many, and why not the others. */
export function ReceiveSelected({ lines, onDone }: { lines: readonly SubmissionLine[]; onDone: () => void }) {
  const submissions = lines.map(({ id, version }) => ({ id, version }));
  const preview = useApiMutation<null, ReceivedMany>({
    path: '/api/submissions/receive',
    body: () => ({ submissions, preview: true }),
  });
  const receive = useApiMutation<null, ReceivedMany>({
    path: '/api/submissions/receive',
    body: () => ({ submissions }),
    invalidates: STALE,
    onDone: () => {
      preview.reset();
      onDone();
    },
  });
  const found = preview.data;
  return (
    <>
      <Button
        icon={<InboxOutlined aria-hidden="true" />}
        loading={preview.isPending}
        onClick={() => preview.mutate(null)}
      >
        收下
      </Button>
      <RefusalNotice problem={preview.error} />
      <ConfirmEffect
        open={found !== undefined}
        title="收下所选报送"
        effects={[
          `收下 ${found?.received ?? 0} 份; 收下之后不能再交, 也不能退回`,
          ...(found?.left ?? []).map((left) => `不收: ${left.unit === '' ? '一份报送' : left.unit}: ${left.sentence}`),
        ]}
        confirmLabel="收下"
        busy={receive.isPending}
        blocked={found?.received === 0}
        problem={receive.error}
        onConfirm={() => receive.mutate(null)}
        onCancel={() => preview.reset()}
      />
    </>
  );
}
