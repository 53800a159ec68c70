import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link } from 'react-router';
import {
  DataList,
  EmptyState,
  formatShort,
  LAMP_ORDER,
  Lamp,
  needsNoneOrOneOf,
  PageFrame,
  QueryView,
  useApiQuery,
  useMe,
} from '#ui/workbench';
import type { PlanSummary } from '../contract.ts';
import { PLAN_STATE_WORDS } from './plan-states.ts';
import './plans.css';

/** 方案: drafts and what is in force. */
export function PlanListPage() {
  const me = useMe();
  const query = useApiQuery<{ plans: PlanSummary[] }>('/api/plans');
  const mayEdit = needsNoneOrOneOf(me, ['plan.edit']);
  const begin = mayEdit ? (
    <Link to="/plans/new">
      <Button type="primary" icon={<PlusOutlined />}>
        录入方案
      </Button>
    </Link>
  ) : undefined;
  return (
    <PageFrame title="方案" lead="实施方案的文字, 变成各单位有期限的责任" primary={begin}>
      <QueryView query={query}>
        {({ plans }) => (
          <DataList<PlanSummary>
            name="plans"
            rows={plans}
            rowKey={(plan) => plan.id}
            href={(plan) => `/plans/${plan.id}`}
            unit="份"
            exportName="方案"
            empty={
              <EmptyState title="还没有方案" action={begin}>
                {mayEdit
                  ? '粘贴一份实施方案, 或上传文件, 系统读出其中的任务、期限和单位, 由您核对后启动。'
                  : '方案启动后, 与本单位有关的列在这里。'}
              </EmptyState>
            }
            columns={[
              {
                key: 'state',
                title: '状态',
                width: 96,
                leadOnPhone: true,
                render: (plan) => PLAN_STATE_WORDS[plan.state],
                text: (plan) => PLAN_STATE_WORDS[plan.state],
              },
              { key: 'title', title: '方案', main: true, render: (plan) => plan.title, text: (plan) => plan.title },
              { key: 'lamps', title: '任务', width: 320, render: (plan) => <Lamps plan={plan} /> },
              {
                key: 'published',
                title: '门户',
                width: 88,
                render: (plan) => (plan.published ? '已公开' : '—'),
                text: (plan) => (plan.published ? '已公开' : ''),
              },
              {
                key: 'updated',
                title: '最后修改',
                width: 156,
                render: (plan) => formatShort(plan.updatedAt, me.now),
                text: (plan) => formatShort(plan.updatedAt, me.now),
              },
            ]}
          />
        )}
      </QueryView>
    </PageFrame>
  );
}

function Lamps({ plan }: { plan: PlanSummary }) {
  const shown = LAMP_ORDER.flatMap((lamp) => plan.lamps.filter((count) => count.lamp === lamp));
  if (shown.length === 0) return <span className="wb-muted">—</span>;
  return (
    <span className="plan-lamps">
      {shown.map(({ lamp, count }) => (
        <span key={lamp} className="plan-lamp-count">
          <Lamp lamp={lamp} bare /> {count}
        </span>
      ))}
    </span>
  );
}
