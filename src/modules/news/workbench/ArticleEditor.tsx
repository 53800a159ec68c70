import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ConfirmEffect, PageFrame, Panel, RefusalNotice, useApiMutation, useDraft } from '#ui/workbench';
import { type Article, COLUMN_WORDS } from '../contract.ts';

export type Words = { readonly column: 'notice' | 'news'; readonly title: string; readonly body: string };
export const STALE = ['/api/articles', '/api/subjects'];

/** A new article; what is typed is kept on this computer until it was published. */
export function NewArticlePage() {
  const navigate = useNavigate();
  const draft = useDraft<Words>('article:new', { column: 'notice', title: '', body: '' });
  const [asking, setAsking] = useState(false);
  const words = draft.value;
  const send = useApiMutation<Words, { id: string }>({
    path: '/api/articles',
    invalidates: STALE,
    onDone: ({ id }) => {
      draft.clear();
      void navigate(`/articles/${id}`);
    },
  });
  return (
    <PageFrame
      title="写一篇"
      back={{ to: '/articles', label: '公开' }}
      primary={
        <Button type="primary" disabled={!isWhole(words)} onClick={() => setAsking(true)}>
          发布
        </Button>
      }
    >
      <Panel>
        <ArticleFields value={words} onChange={draft.set} />
        {draft.keptAt !== null && <p className="wb-muted">写下的内容已存在这台电脑上</p>}
      </Panel>
      <ConfirmEffect
        open={asking}
        title="在门户发布"
        effects={[
          `「${words.title}」列入${COLUMN_WORDS[words.column]}, 任何人都能看到`,
          '发布之后可以更正或撤下, 每一次都留在台账里',
          '请确认不含依法不公开的内容和个人信息',
        ]}
        confirmLabel="发布"
        busy={send.isPending}
        problem={send.error}
        onConfirm={() => send.mutate(words)}
        onCancel={() => setAsking(false)}
      />
    </PageFrame>
  );
}

export function isWhole({ title, body }: Pick<Words, 'title' | 'body'>): boolean {
  return title.trim() !== '' && body.trim() !== '';
}

/** Column (of a new one), title, text. */
export function ArticleFields({
  value,
  onChange,
  columnFixed = false,
}: {
  value: Words;
  onChange: (words: Words) => void;
  columnFixed?: boolean;
}) {
  return (
    <Form layout="vertical">
      {!columnFixed && (
        <Form.Item label="栏目">
          <Radio.Group
            value={value.column}
            onChange={(event) => onChange({ ...value, column: event.target.value as Article['column'] })}
            options={Object.entries(COLUMN_WORDS).map(([column, label]) => ({ value: column, label }))}
          />
        </Form.Item>
      )}
      <Form.Item label="标题" required htmlFor="article-title">
        <Input
          id="article-title"
          maxLength={100}
          showCount
          value={value.title}
          onChange={(event) => onChange({ ...value, title: event.target.value })}
        />
      </Form.Item>
      <Form.Item label="正文" required htmlFor="article-body" extra="一段一行">
        <Input.TextArea
          id="article-body"
          autoSize={{ minRows: 10, maxRows: 30 }}
          maxLength={20_000}
          value={value.body}
          onChange={(event) => onChange({ ...value, body: event.target.value })}
        />
      </Form.Item>
    </Form>
  );
}

/** 更正 in place. */
export function ReviseForm({ article, onClose }: { article: Article; onClose: () => void }) {
  const draft = useDraft<Words>(`article:${article.id}`, {
    column: article.column,
    title: article.title,
    body: article.body,
  });
  const send = useApiMutation<object, unknown>({
    path: `/api/articles/${article.id}/revise`,
    invalidates: STALE,
    onDone: () => {
      draft.clear();
      onClose();
    },
  });
  const { title, body } = draft.value;
  return (
    <Panel title="更正">
      <ArticleFields value={draft.value} onChange={draft.set} columnFixed />
      <RefusalNotice problem={send.error} kept="填写的内容仍在" />
      <div className="wb-actions">
        <Button onClick={onClose}>先不</Button>
        <Button
          type="primary"
          disabled={!isWhole(draft.value)}
          loading={send.isPending}
          onClick={() => send.mutate({ title, body })}
        >
          更正
        </Button>
      </div>
    </Panel>
  );
}
