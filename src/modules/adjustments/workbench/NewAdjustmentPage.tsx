import { useQueries } from '@tanstack/react-query';
import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import {
  type ApiProblem,
  api,
  apiKey,
  ConfirmEffect,
  EmptyState,
  LoadingSkeleton,
  PageFrame,
  Panel,
  RefusalNotice,
  useApiMutation,
  useDraft,
  useFilters,
  useMe,
} from '#ui/workbench';
import { KIND_HELP, KIND_WORDS } from '../adjustment-words.ts';
import type { Change, ChangeKind, Effect } from '../contract.ts';
import { ChangeForm } from './ChangeForm.tsx';
import { changeFrom, type Draft, firstDraft, type TaskInBrief } from './change-draft.ts';
import { effectWords } from './effect-words.ts';
import './adjustments.css';

const ONE: readonly ChangeKind[] = ['lead', 'date', 'split', 'exclude'];
const OF_SUBMISSION: readonly ChangeKind[] = ['date', 'exclude'];
const SEVERAL: readonly ChangeKind[] = ['merge'];
const STALE = ['/api/adjustments', '/api/duties', '/api/tasks'];

/** 提出调整: what is to be changed, why, and what it would do, before it is proposed. */
export function NewAdjustmentPage() {
  const ids = useFilters().all('task');
  const queries = useQueries({
    queries: ids.map((id) => ({
      queryKey: apiKey(`/api/tasks/${id}`),
      queryFn: ({ signal }: { signal: AbortSignal }) => api.get<TaskInBrief>(`/api/tasks/${id}`, { signal }),
    })),
  });
  const problem = queries.find(({ error }) => error !== null)?.error as ApiProblem | undefined;
  const tasks = queries.flatMap(({ data }) => data ?? []);
  if (ids.length === 0)
    return (
      <PageFrame title="提出调整">
        <Panel>
          <EmptyState title="还没有选任务" action={<Link to="/tasks">打开任务清单</Link>}>
            打开要调整的任务, 选「调整」; 要合并的, 在任务清单里选中几项, 选「合并」。
          </EmptyState>
        </Panel>
      </PageFrame>
    );
  if (problem !== undefined)
    return (
      <PageFrame title="提出调整">
        <RefusalNotice problem={problem} />
      </PageFrame>
    );
  return tasks.length < ids.length ? <LoadingSkeleton /> : <Proposal key={ids.join()} tasks={tasks} />;
}

function Proposal({ tasks }: { tasks: readonly TaskInBrief[] }) {
  const me = useMe();
  const navigate = useNavigate();
  const [first] = tasks;
  const kinds = tasks.length > 1 ? SEVERAL : first?.recipient ? OF_SUBMISSION : ONE;
  const [kind, setKind] = useState<ChangeKind>(kinds[0] ?? 'date');
  const draft = useDraft<Draft>(`adjustment:${tasks.map(({ id }) => id).join()}`, firstDraft(tasks));
  const change = changeFrom(kind, draft.value);
  const { reason } = draft.value;
  const body = () => ({ tasks: tasks.map(({ id }) => id), change: change as Change });
  const preview = useApiMutation<null, Effect>({ path: '/api/adjustments/preview', body });
  const propose = useApiMutation<null, { id: string }>({
    path: '/api/adjustments',
    body: () => ({ ...body(), reason }),
    invalidates: STALE,
    onDone: ({ id }) => {
      draft.clear();
      void navigate(`/adjustments/${id}`, { replace: true });
    },
  });
  const isReady = change !== null && reason.trim() !== '';
  return (
    <PageFrame
      title="提出调整"
      lead="批准之前任务照旧, 原来的期限照常计时"
      {...(first === undefined
        ? {}
        : { back: { to: `/tasks/${first.id}`, label: tasks.length > 1 ? '第一项任务' : '任务' } })}
      primary={
        <Button type="primary" disabled={!isReady} loading={preview.isPending} onClick={() => preview.mutate(null)}>
          看影响
        </Button>
      }
    >
      <RefusalNotice problem={preview.error} kept="填写的内容仍在" />
      <Panel title={tasks.length > 1 ? `要合并的 ${tasks.length} 项任务` : '要调整的任务'}>
        <ul className="adjustment-links">
          {tasks.map((task) => (
            <li key={task.id}>
              <Link to={`/tasks/${task.id}`}>
                {task.number}
                {task.title}
              </Link>
              <span className="wb-muted">
                {task.plan.title}; 牵头: {task.leads.map(({ name }) => name).join('、')}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title="怎么调整">
        <Form layout="vertical">
          {kinds.length > 1 && (
            <Radio.Group
              className="adjustment-kinds"
              aria-label="怎么调整"
              value={kind}
              onChange={(event) => setKind(event.target.value as ChangeKind)}
            >
              {kinds.map((one) => (
                <Radio key={one} value={one}>
                  <strong>{KIND_WORDS[one]}</strong>
                  <span className="wb-muted adjustment-help">{KIND_HELP[one]}</span>
                </Radio>
              ))}
            </Radio.Group>
          )}
          <ChangeForm kind={kind} tasks={tasks} draft={draft.value} onChange={draft.set} />
          <Form.Item label="为什么" required htmlFor="adjustment-reason">
            <Input.TextArea
              id="adjustment-reason"
              autoSize={{ minRows: 3, maxRows: 10 }}
              maxLength={4000}
              value={reason}
              onChange={(event) => draft.set({ ...draft.value, reason: event.target.value })}
            />
          </Form.Item>
        </Form>
      </Panel>
      <ConfirmEffect
        open={preview.data !== undefined}
        title={`提出调整: ${KIND_WORDS[kind]}`}
        effects={[
          '提出之后等待领导批准; 批准之前什么也不变。批准之后:',
          ...(preview.data === undefined ? [] : effectWords(preview.data, me.now)),
        ]}
        confirmLabel="提出调整"
        busy={propose.isPending}
        problem={propose.error}
        onConfirm={() => propose.mutate(null)}
        onCancel={() => preview.reset()}
      />
    </PageFrame>
  );
}
