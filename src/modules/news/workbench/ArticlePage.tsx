import { EditOutlined, UndoOutlined } from '@ant-design/icons';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import {
  Facts,
  type FactView,
  formatInstant,
  PageFrame,
  Panel,
  QueryView,
  RefusalNotice,
  Timeline,
  timelineOf,
  useApiMutation,
  useApiQuery,
} from '#ui/workbench';
import { type ArticleDetail, COLUMN_WORDS } from '../contract.ts';
import { ReviseForm, STALE } from './ArticleEditor.tsx';

const CONTENT_WORDS: Readonly<Record<string, string>> = { body: '正文', reason: '理由' };

/** One article: as it stands, what happened to it, 更正 and 撤下. */
export function ArticlePage() {
  const { id = '' } = useParams();
  const query = useApiQuery<ArticleDetail>(`/api/articles/${id}`);
  return <QueryView query={query}>{(article) => <View key={article.id} article={article} />}</QueryView>;
}

function View({ article }: { article: ArticleDetail }) {
  const timeline = useApiQuery<{ entries: FactView[] }>(`/api/subjects/${article.id}/timeline`);
  const [step, setStep] = useState<'revise' | 'withdraw' | null>(null);
  const stands = article.withdrawnAt === null;
  return (
    <PageFrame
      title={article.title}
      number={COLUMN_WORDS[article.column]}
      back={{ to: '/articles', label: '公开' }}
      state={stands ? '在门户上' : '已撤下'}
      primary={
        stands &&
        article.mayPublish && (
          <div className="wb-actions">
            <Button icon={<UndoOutlined />} onClick={() => setStep('withdraw')}>
              撤下
            </Button>
            <Button type="primary" icon={<EditOutlined />} onClick={() => setStep('revise')}>
              更正
            </Button>
          </div>
        )
      }
      aside={
        <QueryView query={timeline}>{({ entries }) => <Timeline entries={timelineOf(entries.map(named))} />}</QueryView>
      }
    >
      {step === 'revise' && <ReviseForm article={article} onClose={() => setStep(null)} />}
      <Panel>
        <Facts
          facts={[
            ['发布单位', article.unit],
            ['发布', formatInstant(article.publishedAt)],
            ['更正', article.revisedAt === null ? null : formatInstant(article.revisedAt)],
            ['撤下', article.withdrawnAt === null ? null : formatInstant(article.withdrawnAt)],
            [
              '门户页面',
              stands ? (
                <a key="public" href={`/news/${article.id}`}>
                  打开
                </a>
              ) : null,
            ],
          ]}
        />
      </Panel>
      <Panel title="正文">
        {article.body.split(/\n+/).map((line, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs never change place
          <p key={n}>{line}</p>
        ))}
      </Panel>
      {step === 'withdraw' && <WithdrawDialog id={article.id} onClose={() => setStep(null)} />}
    </PageFrame>
  );
}

function WithdrawDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const send = useApiMutation<object, unknown>({
    path: `/api/articles/${id}/withdraw`,
    invalidates: STALE,
    onDone: onClose,
  });
  return (
    <Modal
      open
      title="从门户撤下"
      okText="撤下"
      cancelText="先不"
      okButtonProps={{ disabled: reason.trim() === '' }}
      confirmLoading={send.isPending}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => send.mutate({ reason })}
    >
      <p>撤下之后公众看不到, 不能再更正; 文稿和理由仍留在台账。</p>
      <Form layout="vertical">
        <Form.Item label="为什么撤下" required htmlFor="withdraw-reason">
          <Input.TextArea
            id="withdraw-reason"
            autoFocus
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
      <RefusalNotice problem={send.error} kept="填写的内容仍在" />
    </Modal>
  );
}

/** The contents of a fact under the names that people use. */
function named(fact: FactView): FactView {
  const contents = fact.contents.map((content) => ({ ...content, name: CONTENT_WORDS[content.name] ?? content.name }));
  return { ...fact, contents };
}
