import { PaperClipOutlined } from '@ant-design/icons';
import { Button, Mentions } from 'antd';
import { useId, useState } from 'react';
import {
  EvidenceUpload,
  type EvidenceView,
  RefusalNotice,
  useApiMutation,
  useApiQuery,
  useDraft,
  useSettled,
} from '#ui/workbench';
import type { Mentionable, Remark } from '../contract.ts';
import { stillMentioned } from './pieces.ts';

type Kept = { readonly words: string; readonly chosen: readonly { readonly id: string; readonly name: string }[] };

const NOTHING: Kept = { words: '', chosen: [] };

/** Where a remark is written: @ offers those who see the task. What is typed is kept until it was sent. */
export function Composer({
  task,
  reply,
  onSaid,
  onCancel,
}: {
  task: string;
  reply?: Remark;
  onSaid?: () => void;
  onCancel?: () => void;
}) {
  const draft = useDraft<Kept>(`discussion:${task}:${reply?.id ?? ''}`, NOTHING);
  const { words, chosen } = draft.value;
  const [files, setFiles] = useState<readonly EvidenceView[]>([]);
  const [attaching, setAttaching] = useState(false);
  const [asked, setAsked] = useState<string | null>(null);
  const hint = useId();
  const wanted = useSettled(asked ?? '', 150);
  const people = useApiQuery<Mentionable>(
    `/api/discussions/${task}/people`,
    { q: wanted },
    { enabled: asked !== null, staleTime: 60_000 },
  );
  const send = useApiMutation<object, unknown>({
    path: `/api/discussions/${task}`,
    invalidates: ['/api/discussions'],
    onDone: () => {
      draft.clear();
      setFiles([]);
      setAttaching(false);
      onSaid?.();
    },
  });
  const mentions = stillMentioned(words, chosen);
  const isEmpty = words.trim() === '';
  const submit = () => {
    if (isEmpty || send.isPending) return;
    send.mutate({
      words,
      mentions: mentions.map(({ id }) => id),
      reply: reply?.id ?? null,
      evidence: files.map(({ id }) => id),
    });
  };
  return (
    <form
      className="dsc-composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Mentions
        aria-label={reply === undefined ? '发言' : `回复${reply.author.name}`}
        aria-describedby={hint}
        autoFocus={reply !== undefined}
        placeholder={reply === undefined ? '写下要说的话, @ 提到看得到这项任务的人' : `回复 ${reply.author.name}`}
        autoSize={{ minRows: 2, maxRows: 10 }}
        maxLength={2000}
        value={words}
        loading={people.isFetching}
        filterOption={false}
        notFoundContent={
          people.isFetching ? '正在查找…' : (people.error?.sentence ?? '没有这样的人, 或不能查看这项任务')
        }
        options={(people.data?.people ?? []).map((person) => ({
          key: person.id,
          value: person.name,
          label: (
            <span className="wb-choice">
              <span>{person.name}</span>
              <span className="wb-muted">{person.unit}</span>
            </span>
          ),
        }))}
        onSearch={setAsked}
        onSelect={(option) => {
          const person = { id: String(option.key), name: String(option.value) };
          draft.set({ words, chosen: [...chosen.filter(({ id }) => id !== person.id), person] });
        }}
        onChange={(next) => draft.set({ words: next, chosen })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          submit();
        }}
      />
      {attaching && (
        <EvidenceUpload value={files} onChange={setFiles} subject={`task:${task}`} disabled={send.isPending} />
      )}
      <RefusalNotice problem={send.error} kept="写下的话仍在" />
      <div className="dsc-send">
        <span id={hint} className="wb-muted">
          {mentions.length === 0 ? 'Ctrl+Enter 发出' : `${mentions.map(({ name }) => name).join('、')}会收到消息`}
        </span>
        {!attaching && (
          <Button type="text" icon={<PaperClipOutlined aria-hidden="true" />} onClick={() => setAttaching(true)}>
            附文件
          </Button>
        )}
        {onCancel !== undefined && <Button onClick={onCancel}>先不</Button>}
        <Button type="primary" ghost htmlType="submit" disabled={isEmpty} loading={send.isPending}>
          {reply === undefined ? '发言' : '回复'}
        </Button>
      </div>
    </form>
  );
}
