import { BellOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
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

type Wanted =
  | { readonly tasks: readonly string[] }
  /** All of the list, on whatever page they stand. */
  | { readonly filter: Readonly<Record<string, string | readonly string[]>>; readonly total: number | undefined };

const STALE = ['/api/tasks', '/api/duties', '/api/subjects', '/api/chases'];
/** A list of effects that can still be read. */
const SHOWN = 30;

/** 催办 of what is selected, or of all that a filter lets through: says first whom, how often before, and whom not. */
export function BulkChase({ onDone, ...wanted }: Wanted & { onDone: () => void }) {
  const [words, setWords] = useState('');
  const which = 'filter' in wanted ? { filter: wanted.filter } : { tasks: wanted.tasks };
  const preview = useApiMutation<null, Chased>({ path: '/api/chases', body: () => ({ ...which, preview: true }) });
  const chase = useApiMutation<null, Chased>({
    path: '/api/chases',
    body: () => ({ ...which, words }),
    invalidates: STALE,
    onDone: () => {
      preview.reset();
      setWords('');
      onDone();
    },
  });
  const found = preview.data;
  const lines = [
    ...(found?.chases ?? []).map(
      ({ title, unit, earlier, proposal }) =>
        `${unit.name}: 「${title}」${earlier === 0 ? '' : `, 此前催办 ${earlier} 次`}${proposal === null ? '' : `; ${proposal}`}`,
    ),
    ...(found?.left ?? []).map(
      ({ title, sentence }) => `不催: ${title === '' ? '一项任务' : `「${title}」`}: ${sentence}`,
    ),
  ];
  return (
    <>
      <Button icon={<BellOutlined />} loading={preview.isPending} onClick={() => preview.mutate(null)}>
        {'filter' in wanted ? `催办这 ${wanted.total ?? ''} 项` : '催办'}
      </Button>
      <RefusalNotice problem={preview.error} />
      <ConfirmEffect
        open={found !== undefined}
        title={'filter' in wanted ? '催办符合筛选的任务' : '催办所选任务'}
        effects={[
          `发出催办 ${found?.chases.length ?? 0} 份, 每个牵头单位一份`,
          ...lines.slice(0, SHOWN),
          ...(lines.length > SHOWN ? [`另有 ${lines.length - SHOWN} 行, 发出后在「催办」里逐份可查`] : []),
        ]}
        confirmLabel="催办"
        busy={chase.isPending}
        blocked={found?.chases.length === 0}
        problem={chase.error}
        onConfirm={() => chase.mutate(null)}
        onCancel={() => preview.reset()}
      >
        <Form layout="vertical">
          <Form.Item label="催办要求 (可不填, 写进通知单)" htmlFor="chase-words">
            <Input.TextArea
              id="chase-words"
              autoSize={{ minRows: 2, maxRows: 6 }}
              maxLength={1000}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          </Form.Item>
        </Form>
      </ConfirmEffect>
    </>
  );
}
