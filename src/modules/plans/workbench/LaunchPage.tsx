import { RocketOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import {
  ConfirmEffect,
  DataList,
  EmptyState,
  formatDay,
  PageFrame,
  Panel,
  QueryView,
  useApiMutation,
  useApiQuery,
} from '#ui/workbench';
import type { LaunchPreview, OrderPreview } from '../contract.ts';
import './plans.css';

type Launched = {
  readonly tasks: number;
  readonly cadences: number;
  readonly obligations: number;
  readonly voided: number;
};

/** 启动: shows exactly which obligations will arise, for whom and when; then does that and nothing else. */
export function LaunchPage() {
  const { id = '' } = useParams();
  const query = useApiQuery<LaunchPreview>(`/api/plans/${id}/launch`, {}, { staleTime: 0 });
  return <QueryView query={query}>{(preview) => <Preview id={id} preview={preview} />}</QueryView>;
}

function Preview({ id, preview }: { id: string; preview: LaunchPreview }) {
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const launch = useApiMutation<string, Launched>({
    path: `/api/plans/${id}/launch`,
    body: (digest) => ({ digest }),
    invalidates: ['/api/plans', '/api/tasks', '/api/duties'],
    onDone: () => void navigate(`/plans/${id}`),
  });
  const isAmendment = preview.kept > 0 || preview.voided.length > 0;
  const verb = isAmendment ? '启动修订' : '启动';
  const units = new Set(preview.orders.flatMap((order) => order.leads.map((unit) => unit.id)));
  const overdue = preview.orders.filter((order) => order.overdue).length;
  const effects = [
    `将产生 ${sum(preview)} 项责任: ${preview.obligations.map(({ act, count }) => `${act} ${count}`).join('、')}`,
    `涉及 ${units.size} 个牵头单位, 自此刻起计时`,
    ...(preview.voided.length > 0 ? [`作废 ${preview.voided.length} 项原有事项, 记录保留`] : []),
    ...(overdue > 0 ? [`其中 ${overdue} 项期限已过, 一启动即亮红牌`] : []),
    ...(preview.conflicts.length > 0 ? [`${preview.conflicts.length} 个问题未解决, 所涉条目这次不启动`] : []),
  ];
  const isEmpty = preview.orders.length === 0 && preview.voided.length === 0;
  return (
    <PageFrame
      title={isAmendment ? '预览修订' : '预览启动'}
      back={{ to: `/plans/${id}`, label: '回到方案' }}
      lead="启动之后, 下列责任成立并开始计时; 启动之前, 什么都不会发生"
      primary={
        <Button type="primary" icon={<RocketOutlined />} disabled={isEmpty} onClick={() => setAsking(true)}>
          {verb}
        </Button>
      }
    >
      <Panel title="合计">
        <p className="plan-totals">
          <span>
            <strong>{preview.orders.length}</strong> 项交办
          </span>
          <span>
            <strong>{sum(preview)}</strong> 项责任
          </span>
          <span>
            <strong>{units.size}</strong> 个牵头单位
          </span>
          {isAmendment && (
            <span>
              <strong>{preview.kept}</strong> 项不变
            </span>
          )}
        </p>
        {overdue > 0 && (
          <Alert
            type="warning"
            showIcon
            title={`${overdue} 项的期限已过, 启动后立即亮红牌; 如不合适, 请回到方案改期限`}
          />
        )}
      </Panel>
      {preview.conflicts.length > 0 && (
        <Panel title={`未解决的问题 ${preview.conflicts.length}`}>
          <ul>
            {preview.conflicts.map((conflict) => (
              <li key={`${conflict.item} ${conflict.sentence}`}>
                {conflict.about === null ? '' : `「${conflict.about}」: `}
                {conflict.sentence}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {preview.voided.length > 0 && (
        <Panel title={`将作废 ${preview.voided.length}`}>
          <ul>
            {preview.voided.map((gone) => (
              <li key={gone.subject}>
                {gone.number} {gone.title}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <DataList<OrderPreview>
        name="launch"
        rows={preview.orders}
        rowKey={(order) => `${order.item} ${order.leads.map((unit) => unit.id).join(' ')}`}
        unit="项"
        exportName="启动预览"
        head={<h2>将交办的事项</h2>}
        empty={<EmptyState title="没有可以启动的事项">先解决上面的问题, 或为条目补上责任单位。</EmptyState>}
        columns={[
          {
            key: 'number',
            title: '编号',
            width: 88,
            leadOnPhone: true,
            render: (order) => order.number,
            text: (order) => order.number,
          },
          { key: 'text', title: '事项', main: true, render: (order) => order.text, text: (order) => order.text },
          { key: 'leads', title: '牵头单位', width: 200, render: leadNames, text: leadNames },
          { key: 'supports', title: '配合单位', width: 180, hidden: true, render: supportNames, text: supportNames },
          {
            key: 'acceptor',
            title: '验收',
            width: 160,
            hidden: true,
            render: (order) => order.acceptor.name,
            text: (order) => order.acceptor.name,
          },
          { key: 'due', title: '到期', width: 190, render: dueOf, text: dueOf },
          { key: 'warning', title: '预警', width: 170, render: warningOf, text: warningOf },
        ]}
      />
      <ConfirmEffect
        open={isAsking}
        title={verb}
        effects={effects}
        confirmLabel={verb}
        busy={launch.isPending}
        problem={launch.error}
        onConfirm={() => launch.mutate(preview.digest)}
        onCancel={() => setAsking(false)}
      />
    </PageFrame>
  );
}

function sum(preview: LaunchPreview): number {
  return preview.obligations.reduce((total, { count }) => total + count, 0);
}

function leadNames(order: OrderPreview): string {
  return order.leads.map((unit) => unit.name).join('、');
}

function supportNames(order: OrderPreview): string {
  return order.supports.map((unit) => unit.name).join('、');
}

function dueOf(order: OrderPreview): string {
  if (order.cadence !== null) return order.cadence;
  if (order.dueDay === null) return '不设期限';
  return order.dueBasis === 'period-end' ? `${formatDay(order.dueDay)} (方案期末)` : formatDay(order.dueDay);
}

function warningOf(order: OrderPreview): string {
  if (order.overdue) return '已过期';
  return order.warningAt === null ? '—' : formatDay(order.warningAt);
}
