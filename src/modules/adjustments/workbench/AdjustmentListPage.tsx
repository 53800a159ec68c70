import {
  DataList,
  EmptyState,
  FilterBar,
  formatInstant,
  formatShort,
  PageFrame,
  RefusalNotice,
  useApiQuery,
  useFilters,
  useMe,
} from '#ui/workbench';
import { KIND_WORDS, STATE_WORDS } from '../adjustment-words.ts';
import type { AdjustmentLine } from '../contract.ts';

/** 调整: what waits for a decision, and what was decided. */
export function AdjustmentListPage() {
  const me = useMe();
  const filters = useFilters();
  const query = useApiQuery<{ adjustments: readonly AdjustmentLine[] }>('/api/adjustments', {
    state: filters.get('state'),
    limit: 500,
  });
  return (
    <PageFrame title="调整" lead="任务交办之后换单位、改期、拆分、合并: 谁提的, 为什么, 谁批的">
      <FilterBar
        views="adjustments"
        fields={[
          {
            kind: 'select',
            key: 'state',
            label: '情况',
            choices: Object.entries(STATE_WORDS).map(([value, label]) => ({ value, label })),
          },
        ]}
      />
      <RefusalNotice problem={query.error} onRetry={() => void query.refetch()} />
      {query.error === null && (
        <DataList<AdjustmentLine>
          name="adjustments"
          rows={query.data?.adjustments}
          rowKey={(line) => line.id}
          href={(line) => `/adjustments/${line.id}`}
          unit="份"
          exportName="调整"
          empty={
            filters.text === '' ? (
              <EmptyState title="还没有调整过任务">打开一项任务, 在「调整」里提出; 批准之后才执行。</EmptyState>
            ) : (
              <EmptyState title="没有符合筛选的调整">换一个条件, 或清除筛选。</EmptyState>
            )
          }
          columns={[
            {
              key: 'state',
              title: '情况',
              width: 140,
              leadOnPhone: true,
              render: (line) => STATE_WORDS[line.state],
              text: (line) => STATE_WORDS[line.state],
            },
            {
              key: 'kind',
              title: '种类',
              width: 130,
              leadOnPhone: true,
              render: (line) => KIND_WORDS[line.kind],
              text: (line) => KIND_WORDS[line.kind],
            },
            { key: 'title', title: '调整', main: true, render: (line) => line.title, text: (line) => line.title },
            {
              key: 'proposedAt',
              title: '提出',
              width: 170,
              render: (line) => formatShort(line.proposedAt, me.now),
              compare: (a, b) => a.proposedAt.localeCompare(b.proposedAt),
              text: (line) => formatInstant(line.proposedAt),
            },
            {
              key: 'due',
              title: '决定期限',
              width: 170,
              render: (line) => (line.dueAt === null ? '—' : formatShort(line.dueAt, me.now)),
              text: (line) => (line.dueAt === null ? '' : formatInstant(line.dueAt)),
            },
          ]}
        />
      )}
    </PageFrame>
  );
}
