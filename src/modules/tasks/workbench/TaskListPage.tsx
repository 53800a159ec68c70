import { DownloadOutlined, SwapOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import {
  type ApiProblem,
  api,
  apiKey,
  DataList,
  EmptyState,
  FilterBar,
  formatShort,
  LAMP_LOOKS,
  LAMP_ORDER,
  Lamp,
  PageFrame,
  RefusalNotice,
  useApiQuery,
  useFilters,
  useMe,
} from '#ui/workbench';
import type { TaskLine, TaskList } from '../contract.ts';
import { STATE_WORDS, stateWords, submissionStateWords } from '../task-words.ts';
import { BulkChase } from './BulkChase.tsx';
import { BulkReceive } from './BulkReceive.tsx';

type Plans = { readonly plans: readonly { readonly id: string; readonly title: string; readonly state: string }[] };

const PAGE = 200;

/** 任务清单: all tasks that one may see, filtered in the URL. */
export function TaskListPage() {
  const me = useMe();
  const filters = useFilters();
  const navigate = useNavigate();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const mayReceive = me.actions.includes('task.receive');
  const mayChase = me.actions.includes('task.chase');
  const mayMerge = me.actions.includes('adjustment.propose');
  const plans = useApiQuery<Plans>('/api/plans');
  const chosen = Object.fromEntries(
    ['plan', 'unit', 'lamp', 'state', 'q', 'kind']
      .map((key) => [key, filters.get(key)])
      .filter(([, value]) => value !== ''),
  );
  const query = { ...chosen, limit: PAGE };
  // What is handed in has a table of its own, and is chased there.
  const { kind: _, ...merged } = chosen;
  const pages = useInfiniteQuery<TaskList, ApiProblem, { pages: TaskList[] }, readonly unknown[], string | undefined>({
    queryKey: apiKey('/api/tasks', query),
    queryFn: ({ pageParam, signal }) =>
      api.get<TaskList>('/api/tasks', { query: { ...query, after: pageParam }, signal }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const first = pages.data?.pages[0];
  const rows = pages.data?.pages.flatMap((page) => page.tasks);
  const countOf = (key: 'lamp' | 'state', value: string) =>
    (first?.counts ?? []).filter((count) => count[key] === value).reduce((sum, count) => sum + count.count, 0);
  const [lamp, state] = [filters.get('lamp'), filters.get('state')];
  const total = first?.counts
    .filter((count) => (lamp === '' || count.lamp === lamp) && (state === '' || count.state === state))
    .reduce((sum, count) => sum + count.count, 0);
  const inForce = (plans.data?.plans ?? []).filter((plan) => plan.state !== 'draft');
  const isFiltered = filters.text !== '';

  return (
    <PageFrame title="任务" lead="谁牵头, 何时到期, 办到哪一步">
      <FilterBar
        views="tasks"
        extra={
          <>
            {mayChase && isFiltered && <BulkChase filter={merged} total={total} onDone={() => setSelected([])} />}
            <Dropdown
              menu={{
                items: [
                  {
                    key: 'xlsx',
                    label: (
                      <a href={api.url('/api/merged-progress.xlsx', merged)} download>
                        表格 (.xlsx)
                      </a>
                    ),
                  },
                  {
                    key: 'docx',
                    label: (
                      <a href={api.url('/api/merged-progress.docx', merged)} download>
                        文档 (.docx)
                      </a>
                    ),
                  },
                ],
              }}
            >
              <Button icon={<DownloadOutlined aria-hidden="true" />}>合并进展表</Button>
            </Dropdown>
          </>
        }
        fields={[
          { kind: 'text', key: 'q', label: '任务名称' },
          {
            kind: 'select',
            key: 'plan',
            label: '方案',
            width: 220,
            choices: inForce.map((plan) => ({ value: plan.id, label: plan.title })),
          },
          {
            kind: 'select',
            key: 'kind',
            label: '种类',
            choices: [
              { value: 'task', label: '任务' },
              { value: 'submission', label: '报送' },
            ],
          },
          {
            kind: 'select',
            key: 'lamp',
            label: '灯',
            choices: LAMP_ORDER.map((lamp) => ({
              value: lamp,
              label: LAMP_LOOKS[lamp].word,
              count: countOf('lamp', lamp),
            })),
          },
          {
            kind: 'select',
            key: 'state',
            label: '进度',
            choices: Object.entries(STATE_WORDS).map(([value, label]) => ({
              value,
              label,
              count: countOf('state', value),
            })),
          },
        ]}
      />
      <RefusalNotice problem={pages.error} onRetry={() => void pages.refetch()} />
      {pages.error === null && (
        <DataList<TaskLine>
          name="tasks"
          rows={rows}
          total={total}
          rowKey={(task) => task.id}
          href={(task) => `/${task.isSubmission ? 'submissions' : 'tasks'}/${task.id}`}
          unit="项"
          {...(mayReceive || mayChase ? { selection: { keys: selected, onChange: setSelected } } : {})}
          bulk={
            <>
              {mayReceive && <BulkReceive tasks={selected} onDone={() => setSelected([])} />}
              {mayChase && <BulkChase tasks={selected} onDone={() => setSelected([])} />}
              {mayMerge && selected.length > 1 && (
                <Button
                  icon={<SwapOutlined aria-hidden="true" />}
                  onClick={() =>
                    void navigate(`/adjustments/new?${new URLSearchParams(selected.map((id) => ['task', id]))}`)
                  }
                >
                  合并
                </Button>
              )}
            </>
          }
          exportName="任务清单"
          {...(pages.hasNextPage
            ? { onMore: () => void pages.fetchNextPage(), moreBusy: pages.isFetchingNextPage }
            : {})}
          empty={
            isFiltered ? (
              <EmptyState title="没有符合筛选的任务">换一个条件, 或清除筛选。</EmptyState>
            ) : (
              <EmptyState title="还没有任务">方案启动之后, 各单位牵头和配合的任务列在这里。</EmptyState>
            )
          }
          columns={[
            {
              key: 'lamp',
              title: '灯',
              width: 116,
              leadOnPhone: true,
              render: (task) => <Lamp lamp={task.lamp} />,
              text: (task) => (task.lamp === null ? '' : LAMP_LOOKS[task.lamp].word),
            },
            {
              key: 'number',
              title: '编号',
              width: 96,
              leadOnPhone: true,
              render: (task) => task.number,
              text: (task) => task.number,
            },
            { key: 'title', title: '任务', main: true, render: (task) => task.title, text: (task) => task.title },
            {
              key: 'leads',
              title: '牵头单位',
              width: 220,
              render: (task) => namesOf(task.leads),
              text: (task) => namesOf(task.leads),
            },
            {
              key: 'supports',
              title: '配合单位',
              width: 180,
              hidden: true,
              render: (task) => namesOf(task.supports),
              text: (task) => namesOf(task.supports),
            },
            {
              key: 'state',
              title: '进度',
              width: 132,
              render: (task) => lineWords(task),
              text: (task) => lineWords(task),
            },
            {
              key: 'due',
              title: '到期',
              width: 168,
              render: (task) => (task.dueAt === null ? '—' : formatShort(task.dueAt, me.now)),
              compare: (a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'),
              text: (task) => (task.dueAt === null ? '' : formatShort(task.dueAt, me.now)),
            },
          ]}
        />
      )}
    </PageFrame>
  );
}

function lineWords(task: TaskLine): string {
  return task.isSubmission ? submissionStateWords(task.state) : stateWords(task.state);
}

function namesOf(units: TaskLine['leads']): string {
  return units.map((unit) => unit.name).join('、');
}
