import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { Alert, Form, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router';
import {
  ActionBar,
  ConfirmEffect,
  Facts,
  type FactView,
  PageFrame,
  Panel,
  QueryView,
  SubjectPanels,
  Timeline,
  timelineOf,
  useApiMutation,
  useApiQuery,
  useMe,
  WhyPopover,
} from '#ui/workbench';
import { contentWords, STATE_WORDS } from '../adjustment-words.ts';
import type { AdjustmentDetail } from '../contract.ts';
import { effectWords } from './effect-words.ts';
import './adjustments.css';

const LOOKS = {
  refuse: { label: '不批准', icon: <CloseOutlined />, danger: true, hideWhenRefused: true },
  approve: { label: '批准', icon: <CheckOutlined />, primary: true },
} as const;
const STALE = [
  '/api/adjustments',
  '/api/tasks',
  '/api/submissions',
  '/api/submission-rounds',
  '/api/submission-round',
  '/api/duties',
  '/api/subjects',
  '/api/plans',
];

/** 调整: what is changed and why, what it does to whom, who decided; both ends are linked. */
export function AdjustmentPage() {
  const { id = '' } = useParams();
  const query = useApiQuery<AdjustmentDetail>(`/api/adjustments/${id}`);
  return (
    <QueryView query={query}>
      {(adjustment) => <AdjustmentView key={adjustment.id} adjustment={adjustment} />}
    </QueryView>
  );
}

function AdjustmentView({ adjustment }: { adjustment: AdjustmentDetail }) {
  const me = useMe();
  const timeline = useApiQuery<{ entries: FactView[] }>(`/api/subjects/${adjustment.id}/timeline`);
  const [asking, setAsking] = useState<'approve' | 'refuse' | null>(null);
  const [words, setWords] = useState('');
  const { effect, obstacle } = adjustment;
  const close = () => {
    setAsking(null);
    setWords('');
  };
  const decide = useApiMutation<'approve' | 'refuse', unknown>({
    path: (answer) => `/api/adjustments/${adjustment.id}/${answer}`,
    body: (answer) => (answer === 'approve' ? { digest: effect?.digest ?? '', opinion: words } : { reason: words }),
    invalidates: STALE,
    onDone: close,
  });
  const [main] = adjustment.duties;
  const offers = (['approve', 'refuse'] as const)
    .map((action) => ({ action, allowed: adjustment[action] === null, refusal: adjustment[action] }))
    .filter(({ refusal }) => !refusal?.code.startsWith('ACC-') && refusal?.code !== 'ADJ-15');
  return (
    <PageFrame
      title={adjustment.title}
      number="任务调整"
      back={{ to: '/adjustments', label: '调整' }}
      lamp={adjustment.state === 'proposed' ? main?.lamp : null}
      state={STATE_WORDS[adjustment.state]}
      due={main?.state === 'open' ? main : undefined}
      why={main?.state === 'open' ? <WhyPopover path={`/api/duties/${main.id}/why`} /> : undefined}
      primary={
        offers.length === 0 ? undefined : (
          <ActionBar actions={offers} looks={LOOKS} onAct={(action) => setAsking(action as 'approve' | 'refuse')} />
        )
      }
      aside={
        <QueryView query={timeline}>{({ entries }) => <Timeline entries={timelineOf(entries.map(named))} />}</QueryView>
      }
    >
      {obstacle !== null && <Alert type="warning" showIcon title={`现在不能照办: ${obstacle.sentence}`} />}
      <Panel title="改什么, 为什么">
        <Facts
          facts={[
            ['改什么', <Lines key="words" lines={adjustment.words} plain />],
            [
              '理由',
              <span key="reason" className="adjustment-reason">
                {adjustment.reason ?? '内容已依法删除'}
              </span>,
            ],
            ['提出人', adjustment.proposedBy],
            [
              '所属方案',
              <Link key="plan" to={`/plans/${adjustment.plan.id}`}>
                {adjustment.plan.title}
              </Link>,
            ],
          ]}
        />
      </Panel>
      {effect !== null && (
        <Panel title="批准之后">
          <Lines lines={effectWords(effect, me.now)} />
        </Panel>
      )}
      <Panel title={adjustment.became.length === 0 ? '所涉任务' : '原来的任务, 接替的任务'}>
        <ul className="adjustment-links">
          {adjustment.tasks.map((task) => (
            <li key={task.id}>
              <Link to={`/tasks/${task.id}`}>{task.title}</Link>
              {adjustment.became.length > 0 && <span className="wb-muted">原任务, 已作废</span>}
            </li>
          ))}
          {adjustment.became.map((task) => (
            <li key={task.id}>
              <Link to={`/tasks/${task.id}`}>{task.title}</Link>
              <span className="wb-muted">接替的任务</span>
            </li>
          ))}
        </ul>
      </Panel>
      <SubjectPanels subject={{ type: 'adjustment', id: adjustment.id }} />
      <ConfirmEffect
        open={asking !== null}
        title={asking === 'refuse' ? '不批准这份调整' : '批准并执行这份调整'}
        effects={
          asking === 'refuse' ? ['任务照旧, 原来的期限照常计时'] : effect === null ? [] : effectWords(effect, me.now)
        }
        confirmLabel={asking === 'refuse' ? '不批准' : '批准'}
        busy={decide.isPending}
        blocked={asking === 'refuse' && words.trim() === ''}
        problem={decide.error}
        onConfirm={() => asking !== null && decide.mutate(asking)}
        onCancel={close}
      >
        <Form layout="vertical">
          <Form.Item
            label={asking === 'refuse' ? '为什么不批准' : '意见 (可不填)'}
            required={asking === 'refuse'}
            htmlFor="adjustment-words"
          >
            <Input.TextArea
              id="adjustment-words"
              autoSize={{ minRows: 2, maxRows: 8 }}
              maxLength={4000}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          </Form.Item>
        </Form>
      </ConfirmEffect>
    </PageFrame>
  );
}

function Lines({ lines, plain }: { lines: readonly string[]; plain?: boolean }): ReactNode {
  return (
    <ul className={plain ? 'adjustment-plain' : 'wb-effects adjustment-lines'}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** The contents of a fact under the names that people use. */
function named(fact: FactView): FactView {
  return { ...fact, contents: fact.contents.map((content) => ({ ...content, name: contentWords(content.name) })) };
}
