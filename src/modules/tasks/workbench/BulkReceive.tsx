import { InboxOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { ConfirmEffect, RefusalNotice, useApiMutation } from '#ui/workbench';
import type { ReceivedMany } from '../contract.ts';

const STALE = ['/api/tasks', '/api/duties', '/api/subjects', '/api/plans'];

/** 签收 of what is selected: says first which of them it will be, and why not the others. */
export function BulkReceive({ tasks, onDone }: { tasks: readonly string[]; onDone: () => void }) {
  const preview = useApiMutation<null, ReceivedMany>({
    path: '/api/tasks/receive',
    body: () => ({ tasks, preview: true }),
  });
  const receive = useApiMutation<null, ReceivedMany>({
    path: '/api/tasks/receive',
    body: () => ({ tasks }),
    invalidates: STALE,
    onDone: () => {
      preview.reset();
      onDone();
    },
  });
  const found = preview.data;
  return (
    <>
      <Button icon={<InboxOutlined />} loading={preview.isPending} onClick={() => preview.mutate(null)}>
        签收
      </Button>
      <RefusalNotice problem={preview.error} />
      <ConfirmEffect
        open={found !== undefined}
        title="签收所选任务"
        effects={[
          `签收 ${found?.received ?? 0} 项`,
          ...(found?.left ?? []).map(
            (left) => `${left.title === '' ? '一项任务' : `「${left.title}」`}: ${left.sentence}`,
          ),
        ]}
        confirmLabel="签收"
        busy={receive.isPending}
        blocked={found?.received === 0}
        problem={receive.error}
        onConfirm={() => receive.mutate(null)}
        onCancel={() => preview.reset()}
      />
    </>
  );
}
