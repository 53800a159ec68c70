import { EditOutlined, GlobalOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import {
  ConfirmEffect,
  type FactView,
  LAMP_ORDER,
  Lamp,
  PageFrame,
  Panel,
  QueryView,
  SubjectPanels,
  Timeline,
  timelineOf,
  useApiMutation,
  useApiQuery,
  useMe,
} from '#ui/workbench';
import type { Item, PlanDraft, PlanSummary } from '../contract.ts';
import { itemDetail, itemHeadline, KIND_WORDS, planRangeWords } from '../item-words.ts';
import { PlanText } from './PlanText.tsx';
import { PLAN_STATE_WORDS } from './plan-states.ts';

/** A plan in force: its phases on the line of time, its tasks by lamp, its text, what happened to it. */
export function PlanInForce({ plan }: { plan: PlanDraft }) {
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string | null>(null);
  const [asking, setAsking] = useState<'amend' | 'publish' | 'withdraw' | null>(null);
  const path = `/api/plans/${plan.id}`;
  const timeline = useApiQuery<{ entries: FactView[] }>(`/api/subjects/${plan.id}/timeline`);
  const act = useApiMutation<'amend' | 'publish' | 'withdraw', unknown>({
    path: (action) => `${path}/${action}`,
    body: () => ({}),
    invalidates: ['/api/plans', '/api/subjects'],
    onDone: () => setAsking(null),
  });
  const item = plan.items.find((candidate) => candidate.id === chosen);
  return (
    <PageFrame
      title={plan.header.title}
      back={{ to: '/plans', label: '方案' }}
      state={`${PLAN_STATE_WORDS[plan.state]}, 第 ${plan.version} 版${plan.published ? ', 已在门户公开' : ''}`}
      lead={plan.header.period === null ? undefined : planRangeWords(plan.header.period)}
      primary={
        <div className="plan-suggest">
          {plan.mayEdit && (
            <Button icon={<EditOutlined />} onClick={() => setAsking('amend')}>
              修订
            </Button>
          )}
          {plan.mayLaunch && (
            <Button icon={<GlobalOutlined />} onClick={() => setAsking(plan.published ? 'withdraw' : 'publish')}>
              {plan.published ? '撤下门户' : '在门户公开'}
            </Button>
          )}
          <Button
            type="primary"
            icon={<UnorderedListOutlined />}
            onClick={() => void navigate(`/tasks?plan=${plan.id}`)}
          >
            任务清单
          </Button>
        </div>
      }
      aside={<QueryView query={timeline}>{({ entries }) => <Timeline entries={timelineOf(entries)} />}</QueryView>}
    >
      <Phases plan={plan} />
      <TaskFigures plan={plan} />
      <SubjectPanels subject={{ type: 'plan', id: plan.id }} />
      <Panel title="方案原文" flush>
        <PlanText text={plan.text} items={plan.items} chosen={chosen} onChoose={setChosen} />
        {item !== undefined && <ChosenItem item={item} />}
      </Panel>
      {asking !== null && (
        <ConfirmEffect
          open
          title={TITLES[asking]}
          effects={EFFECTS[asking]}
          confirmLabel={TITLES[asking]}
          busy={act.isPending}
          problem={act.error}
          onConfirm={() => act.mutate(asking)}
          onCancel={() => setAsking(null)}
        />
      )}
    </PageFrame>
  );
}

const TITLES = { amend: '开始修订', publish: '在门户公开', withdraw: '撤下门户' } as const;
const EFFECTS = {
  amend: ['复制当前各条目, 供您改动', '改动启动之前, 现有责任照常计时'],
  publish: ['任何人可在门户看到方案全文、任务、牵头单位与期限', '不显示人员姓名与报告内容'],
  withdraw: ['门户上不再显示这份方案', '责任照常计时, 不受影响'],
} as const;

function Phases({ plan }: { plan: PlanDraft }) {
  const { now } = useMe();
  const today = now.slice(0, 10);
  const phases = plan.items.flatMap((item) => (item.kind === 'phase' && item.droppedReason === null ? [item] : []));
  if (phases.length === 0) return null;
  const classOf = (body: { from: string; to: string }) =>
    body.to < today ? 'plan-phase-past' : body.from <= today ? 'plan-phase-now' : 'plan-phase-next';
  return (
    <Panel title="阶段">
      <ol className="plan-phases">
        {phases.map((phase) => (
          <li
            key={phase.id}
            className={classOf(phase.body)}
            {...(classOf(phase.body) === 'plan-phase-now' ? { 'aria-current': 'step' } : {})}
          >
            <strong>{phase.body.name}</strong>
            <div className="wb-muted">{planRangeWords(phase.body)}</div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function TaskFigures({ plan }: { plan: PlanDraft }) {
  const query = useApiQuery<{ plans: PlanSummary[] }>('/api/plans');
  const summary = query.data?.plans.find((candidate) => candidate.id === plan.id);
  if (summary === undefined || summary.lamps.length === 0) return null;
  return (
    <Panel title="任务">
      <p className="plan-totals">
        {LAMP_ORDER.flatMap((lamp) => summary.lamps.filter((count) => count.lamp === lamp)).map(({ lamp, count }) => (
          <Link key={lamp} to={`/tasks?plan=${plan.id}&lamp=${lamp}`}>
            <strong>{count}</strong> <Lamp lamp={lamp} bare />
          </Link>
        ))}
      </p>
    </Panel>
  );
}

function ChosenItem({ item }: { item: Item }) {
  return (
    <div className="plan-item plan-item-chosen" role="status">
      <span className={`plan-kind plan-kind-${item.kind}`}>{KIND_WORDS[item.kind]}</span> {itemHeadline(item)}
      <div className="wb-muted">{itemDetail(item)}</div>
    </div>
  );
}
