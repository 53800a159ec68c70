import { PaperClipOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { EvidenceUpload, type EvidenceView, RefusalNotice, useApiMutation, useDraft } from '#ui/workbench';
import type { Remark } from '../contract.ts';
import { type Offered, PeopleOffered, usePeopleOffered } from './PeopleOffered.tsx';
import { atCaret, stillMentioned } from './pieces.ts';

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
  const [caret, setCaret] = useState<number | null>(null);
  const area = useRef<HTMLTextAreaElement | null>(null);
  const asked = caret === null ? null : atCaret(words, caret);
  const offer = usePeopleOffered(task, asked);
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
  const choose = (person: Offered) => {
    if (asked === null || caret === null) return;
    const before = `${words.slice(0, caret - asked.length)}${person.name} `;
    draft.set({
      words: before + words.slice(caret),
      chosen: [...chosen.filter(({ id }) => id !== person.id), { id: person.id, name: person.name }],
    });
    setCaret(null);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(before.length, before.length);
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
      <Input.TextArea
        aria-label={reply === undefined ? '发言' : `回复${reply.author.name}`}
        {...offer.field}
        autoFocus={reply !== undefined}
        placeholder={reply === undefined ? '写下要说的话, @ 提到看得到这项任务的人' : `回复 ${reply.author.name}`}
        autoSize={{ minRows: 2, maxRows: 10 }}
        maxLength={2000}
        value={words}
        onChange={(event) => {
          area.current = event.target;
          draft.set({ words: event.target.value, chosen });
          setCaret(event.target.selectionStart);
        }}
        onBlur={() => setCaret(null)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') setCaret(null);
          else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
          else if (!offer.onKey(event.key, choose)) return;
          event.preventDefault();
        }}
      />
      <PeopleOffered offer={offer} onChoose={choose} />
      {attaching && (
        <EvidenceUpload value={files} onChange={setFiles} subject={`task:${task}`} disabled={send.isPending} />
      )}
      <RefusalNotice problem={send.error} kept="写下的话仍在" />
      <div className="dsc-send">
        <span className="wb-muted" role="status">
          {mentions.length > 0 && `${mentions.map(({ name }) => name).join('、')}会收到消息`}
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
