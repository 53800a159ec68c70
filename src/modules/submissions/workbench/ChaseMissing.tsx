import { BellOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { ConfirmEffect, RefusalNotice, useApiMutation } from '#ui/workbench';
import type { SubmissionLine } from '../contract.ts';

/** What `chasing` answers, as far as it is shown here. */
type Chased = {
  readonly chases: readonly {
    readonly unit: { readonly name: string };
    readonly earlier: number;
    readonly proposal: string | null;
  }[];
  readonly left: readonly { readonly task: string; readonly sentence: string }[];
};

const STALE = [
  '/api/submission-round',
  '/api/submissions',
  '/api/duties',
  '/api/subjects',
  '/api/chases',
  '/api/tasks',
];

/** 催办 of the units that are selected: says first which, how often before, and which may not be chased. */
export function ChaseMissing({ lines, onDone }: { lines: readonly SubmissionLine[]; onDone: () => void }) {
  const tasks = lines.map(({ id }) => id);
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
  const unitOf = (id: string) => lines.find((line) => line.id === id)?.unit.name ?? '一个单位';
  return (
    <>
      <Button
        icon={<BellOutlined aria-hidden="true" />}
        loading={preview.isPending}
        onClick={() => preview.mutate(null)}
      >
        催办
      </Button>
      <RefusalNotice problem={preview.error} />
      <ConfirmEffect
        open={found !== undefined}
        title="催办所选单位"
        effects={[
          `发出催办 ${found?.chases.length ?? 0} 份, 每个单位一份`,
          ...(found?.chases ?? []).map(
            ({ unit, earlier, proposal }) =>
              `${unit.name}${earlier === 0 ? '' : `, 此前催办 ${earlier} 次`}${proposal === null ? '' : `; ${proposal}`}`,
          ),
          ...(found?.left ?? []).map(({ task, sentence }) => `不催: ${unitOf(task)}: ${sentence}`),
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
