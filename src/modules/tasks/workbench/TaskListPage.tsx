import { DownloadOutlined, SwapOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Dropdown, Segmented } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import {
  type ApiProblem,
  api,
  apiKey,
  DataList,
  EmptyState,
  FilterBar,
  type FilterField,
  formatShort,
  LAMP_LOOKS,
  LAMP_ORDER,
  Lamp,
  LoadingSkeleton,
  PageFrame,
  Panel,
  type Query,
  QueryView,
  RefusalNotice,
  UnitLinks,
  useApiQuery,
  useFilters,
  useMe,
} from '#ui/workbench';
import type { TaskLine, TaskList } from '../contract.ts';
import { STATE_WORDS, stateWords, submissionStateWords, TIMING_WORDS } from '../task-words.ts';
import { BulkChase } from './BulkChase.tsx';
import { BulkReceive } from './BulkReceive.tsx';
import type { PlanTimes } from './views/gantt.ts';
import { useAllTasks } from './views/use-all-tasks.ts';

type Plans = {
  readonly plans: readonly (PlanTimes & { readonly id: string; readonly title: string; readonly state: string })[];
};

/** Views of one plan, each fetched when it is first looked at. */
const Gantt = lazy(async () => ({ default: (await import('./views/Gantt.tsx')).Gantt }));
const Board = lazy(async () => ({ default: (await import('./views/Board.tsx')).Board }));
const Matrix = lazy(async () => ({ default: (await import('./views/Matrix.tsx')).Matrix }));
const VIEWS = [
  { value: '', label: '清单' },
  { value: 'gantt', label: '甘特图' },
  { value: 'board', label: '看板' },
  { value: 'matrix', label: '单位矩阵' },
] as const;

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
  const query = {
    plan: filters.get('plan'),
    unit: filters.get('unit'),
    kind: filters.get('kind'),
    lamp: filters.get('lamp'),
    state: filters.get('state'),
    side: filters.get('side'),
    lead: filters.get('lead'),
    timing: filters.all('timing'),
    due: filters.get('due'),
    done: filters.get('done'),
    q: filters.get('q'),
    limit: PAGE,
  };
  const { limit: _limit, ...others } = query;
  const merged = Object.fromEntries(Object.entries(others).filter(([, value]) => value.length > 0));
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
  const plan = inForce.find(({ id }) => id === query.plan);
  // The other views draw a plan as a whole; the list is for any filter.
  const view = query.plan === '' ? '' : (VIEWS.find(({ value }) => value === filters.get('view'))?.value ?? '');

  return (
    <PageFrame title="任务" lead="谁牵头, 何时到期, 办到哪一步">
      <FilterBar
        views="tasks"
        extra={
          <>
            {query.plan !== '' && (
              <Segmented
                aria-label="视图"
                value={view}
                options={[...VIEWS]}
                onChange={(next) => filters.set({ view: next })}
              />
            )}
            {mayChase && isFiltered && <BulkChase filter={merged} total={total} onDone={() => setSelected([])} />}
            <Dropdown
              trigger={['click']}
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
          {
            kind: 'multiple',
            key: 'timing',
            label: '时效',
            choices: Object.entries(TIMING_WORDS).map(([value, label]) => ({ value, label })),
          },
          ...(query.unit === '' ? [] : [unitField('unit', query.unit, rows), SIDE]),
          ...(query.lead === '' ? [] : [unitField('lead', query.lead, rows)]),
          ...(query.due === '' ? [] : [{ kind: 'days', key: 'due', label: '到期' } as const]),
          ...(query.done === '' ? [] : [{ kind: 'days', key: 'done', label: '报送完成' } as const]),
        ]}
      />
      <RefusalNotice problem={pages.error} onRetry={() => void pages.refetch()} />
      {view !== '' && <PlanView view={view} query={{ ...query, limit: undefined }} plan={plan} />}
      {view === '' && pages.error === null && (
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
              render: (task) => <UnitLinks units={task.leads} />,
              text: (task) => namesOf(task.leads),
            },
            {
              key: 'supports',
              title: '配合单位',
              width: 180,
              hidden: true,
              render: (task) => <UnitLinks units={task.supports} />,
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
              render: (task) => dueOf(task, me.now) || '—',
              compare: (a, b) => (a.dueAt ?? a.deadlineAt ?? '9').localeCompare(b.dueAt ?? b.deadlineAt ?? '9'),
              text: (task) => dueOf(task, me.now),
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

function PlanView({
  view,
  query,
  plan,
}: {
  view: 'gantt' | 'board' | 'matrix';
  query: Query;
  plan: PlanTimes | undefined;
}) {
  const all = useAllTasks(query, true);
  return (
    <QueryView query={all}>
      {(tasks) =>
        tasks.length === 0 ? (
          <Panel>
            <EmptyState title="没有符合筛选的任务">换一个条件, 或清除筛选。</EmptyState>
          </Panel>
        ) : (
          <Suspense fallback={<LoadingSkeleton />}>
            {view === 'gantt' && <Gantt tasks={tasks} plan={plan} />}
            {view === 'board' && <Board tasks={tasks} />}
            {view === 'matrix' && <Matrix tasks={tasks} />}
          </Suspense>
        )
      }
    </QueryView>
  );
}

/** The unit that a figure was about, by its name as far as the list knows it. */
function unitField(key: 'lead' | 'unit', chosen: string, rows: readonly TaskLine[] | undefined): FilterField {
  const parties = (task: TaskLine) => (key === 'lead' ? task.leads : [...task.leads, ...task.supports]);
  const units = new Map((rows ?? []).flatMap((task) => parties(task).map(({ id, name }) => [id, name] as const)));
  if (!units.has(chosen)) units.set(chosen, '所选单位');
  const choices = [...units].map(([value, label]) => ({ value, label }));
  return { kind: 'select', key, label: key === 'lead' ? '牵头单位' : '单位', width: 220, choices };
}

const SIDE: FilterField = {
  kind: 'select',
  key: 'side',
  label: '牵头或配合',
  choices: [
    { value: 'lead', label: '牵头' },
    { value: 'supporting', label: '配合' },
  ],
};

/** When it falls due, or by when it was judged. */
function dueOf({ dueAt, deadlineAt }: TaskLine, now: string): string {
  const at = dueAt ?? deadlineAt;
  return at === null ? '' : formatShort(at, now);
}

function namesOf(units: TaskLine['leads']): string {
  return units.map((unit) => unit.name).join('、');
}
