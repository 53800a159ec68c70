import { BellOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { ConfirmEffect, RefusalNotice, useApiMutation } from '#ui/workbench';

/** What `chasing` answers, as far as it is shown here. */
type Chased = {
  readonly chases: readonly {
    readonly title: string;
    readonly unit: { readonly name: string };
    readonly earlier: number;
    readonly proposal: string | null;
  }[];
  readonly left: readonly { readonly title: string; readonly sentence: string }[];
};

const STALE = ['/api/tasks', '/api/duties', '/api/subjects', '/api/chases'];

/** 催办 of what is selected: says first whom, how often before, and which may not be chased. */
export function BulkChase({ tasks, onDone }: { tasks: readonly string[]; onDone: () => void }) {
  const preview = useApiMutation<null, Chased>({ path: '/api/chases', body: () => ({ tasks, preview: true }) });
  const chase = useApiMutation<null, Chased>({
    path: '/api/chases',
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
      <Button icon={<BellOutlined />} loading={preview.isPending} onClick={() => preview.mutate(null)}>
        催办
      </Button>
      <RefusalNotice problem={preview.error} />
      <ConfirmEffect
        open={found !== undefined}
        title="催办所选任务"
        effects={[
          `发出催办 ${found?.chases.length ?? 0} 份, 每个牵头单位一份`,
          ...(found?.chases ?? []).map(
            ({ title, unit, earlier, proposal }) =>
              `${unit.name}: 「${title}」${earlier === 0 ? '' : `, 此前催办 ${earlier} 次`}${proposal === null ? '' : `; ${proposal}`}`,
          ),
          ...(found?.left ?? []).map(
            ({ title, sentence }) => `不催: ${title === '' ? '一项任务' : `「${title}」`}: ${sentence}`,
          ),
        ]}
        confirmLabel="催办"
        busy={chase.isPending}
        blocked={found?.chases.length === 0}
        problem={chase.error}
        onConfirm={() => chase.mutate(null)}
        onCancel={() => preview.reset()}
      />
    </>
  );
}
