import { Button } from 'antd';
import { useState } from 'react';
import {
  ConfirmEffect,
  EvidenceList,
  evidenceOf,
  formatShort,
  Panel,
  type PanelSubject,
  QueryView,
  useApiMutation,
  useApiQuery,
  useMe,
} from '#ui/workbench';
import type { Discussion, Remark } from '../contract.ts';
import { Composer } from './Composer.tsx';
import { pieces } from './pieces.ts';
import './discussions.css';

/** On the page of a task: what is said about it, and the pen. */
export function DiscussionPanel({ subject }: { subject: PanelSubject }) {
  const me = useMe();
  return me.actions.includes('discussion.read') ? <Readable task={subject.id} /> : null;
}

function Readable({ task }: { task: string }) {
  const path = `/api/discussions/${task}`;
  const query = useApiQuery<Discussion>(path);
  const [answering, setAnswering] = useState<string | null>(null);
  const [withdrawing, setWithdrawing] = useState<Remark | null>(null);
  const withdraw = useApiMutation<Remark, unknown>({
    path: (remark) => `/api/discussions/remarks/${remark.id}/withdraw`,
    body: () => ({}),
    invalidates: ['/api/discussions'],
    onDone: () => setWithdrawing(null),
  });
  return (
    <Panel title="讨论">
      <QueryView query={query}>
        {({ remarks, mayWrite }) => (
          <>
            {remarks.length === 0 && (
              <p className="wb-muted">还没有人发言。看得到这项任务的人都看得到这里的话; 用 @ 提到谁, 谁会收到消息。</p>
            )}
            <ol className="dsc-remarks">
              {remarks.map((remark) => (
                <li key={remark.id} className={remark.reply === null ? undefined : 'dsc-answer'}>
                  <RemarkView remark={remark} />
                  {!remark.withdrawn && mayWrite && (
                    <div className="dsc-acts">
                      <Button
                        type="link"
                        size="small"
                        aria-label={`回复${remark.author.name}的发言`}
                        onClick={() => setAnswering(remark.id)}
                      >
                        回复
                      </Button>
                      {remark.own && (
                        <Button type="link" size="small" onClick={() => setWithdrawing(remark)}>
                          撤回
                        </Button>
                      )}
                    </div>
                  )}
                  {answering === remark.id && (
                    <Composer
                      task={task}
                      reply={remark}
                      onSaid={() => setAnswering(null)}
                      onCancel={() => setAnswering(null)}
                    />
                  )}
                </li>
              ))}
            </ol>
            {mayWrite && answering === null && <Composer key={task} task={task} />}
          </>
        )}
      </QueryView>
      <ConfirmEffect
        open={withdrawing !== null}
        title="撤回发言"
        effects={[
          '这段话和所附文件不再显示, 文字从库中抹去, 不能恢复。',
          '「某人撤回了一条发言」仍会留在这里和台账中。',
        ]}
        confirmLabel="撤回"
        danger
        busy={withdraw.isPending}
        problem={withdraw.error}
        onConfirm={() => withdrawing !== null && withdraw.mutate(withdrawing)}
        onCancel={() => {
          withdraw.reset();
          setWithdrawing(null);
        }}
      />
    </Panel>
  );
}

function RemarkView({ remark }: { remark: Remark }) {
  return (
    <>
      <div className="dsc-head">
        <strong>{remark.author.name}</strong>
        {remark.unit !== null && <span className="wb-muted">{remark.unit}</span>}
        <time className="wb-muted" dateTime={remark.madeAt}>
          {formatShort(remark.madeAt)}
        </time>
      </div>
      {remark.withdrawn || remark.words === null ? (
        <p className="wb-muted dsc-words">{remark.withdrawn ? '已撤回这条发言' : '内容已依法删除'}</p>
      ) : (
        <p className="dsc-words">
          {remark.replyTo !== null && <span className="wb-muted">回复 {remark.replyTo}: </span>}
          {pieces(
            remark.words,
            remark.mentions.map(({ name }) => name),
          ).map(({ text, mention, at }) =>
            mention ? (
              <span key={at} className="dsc-mention">
                {text}
              </span>
            ) : (
              <span key={at}>{text}</span>
            ),
          )}
        </p>
      )}
      {remark.evidence.length > 0 && <EvidenceList evidence={remark.evidence.map(evidenceOf)} />}
    </>
  );
}
