import {
  CheckOutlined,
  FieldTimeOutlined,
  FileDoneOutlined,
  FormOutlined,
  InboxOutlined,
  RollbackOutlined,
  StopOutlined,
} from '@ant-design/icons';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import {
  ActionBar,
  Facts,
  type FactView,
  Lamp,
  PageFrame,
  Panel,
  QueryView,
  RefusalNotice,
  Timeline,
  timelineOf,
  UnitLink,
  UnitLinks,
  useApiMutation,
  useApiQuery,
  WhyPopover,
} from '#ui/workbench';
import type { TaskDetail } from '../contract.ts';
import { CONTENT_WORDS, ORIGIN_WORDS, stateWords } from '../task-words.ts';
import { ActDialog, type Dialog } from './ActDialog.tsx';
import { PendingExtension, RequestExtensionDialog } from './ExtensionDialogs.tsx';
import './tasks.css';

const LOOKS = {
  receive: { label: '签收', icon: <InboxOutlined /> },
  report: { label: '报告进展', icon: <FormOutlined /> },
  complete: { label: '报送完成', icon: <FileDoneOutlined /> },
  return: { label: '退回', icon: <RollbackOutlined />, danger: true, hideWhenRefused: true },
  accept: { label: '验收通过', icon: <CheckOutlined />, hideWhenRefused: true },
  close: { label: '销号', icon: <StopOutlined />, hideWhenRefused: true },
  extend: { label: '申请延期', icon: <FieldTimeOutlined />, hideWhenRefused: true },
} as const;

/** 任务: what must be done, by when and why, what was done, and the next step. */
export function TaskPage() {
  const { id = '' } = useParams();
  const query = useApiQuery<TaskDetail>(`/api/tasks/${id}`);
  return <QueryView query={query}>{(task) => <TaskView key={task.id} task={task} />}</QueryView>;
}

function TaskView({ task }: { task: TaskDetail }) {
  const path = `/api/tasks/${task.id}`;
  const timeline = useApiQuery<{ entries: FactView[] }>(`/api/subjects/${task.id}/timeline`);
  const [dialog, setDialog] = useState<Dialog | 'extend' | null>(null);
  const stale = ['/api/tasks', '/api/duties', '/api/subjects', '/api/plans'];
  const simple = useApiMutation<'receive' | 'close', unknown>({
    path: (action) => `${path}/${action}`,
    body: () => ({}),
    invalidates: stale,
  });
  const main = task.duties.find((duty) => duty.rule.id === 'plan-task') ?? task.duties[0];
  // Only the steps that belong to this person's side are drawn; a step refused for want of a role is somebody else's.
  const extend = { action: 'extend', allowed: task.extension.request === null, refusal: task.extension.request };
  const mine = [...task.actions, extend].filter((offer) => offer.allowed || !offer.refusal?.code.startsWith('ACC-'));

  return (
    <PageFrame
      title={task.title}
      number={[task.number, ORIGIN_WORDS[task.origin]].filter((part) => part !== '').join(' · ')}
      back={{ to: `/tasks?plan=${task.plan.id}`, label: '任务清单' }}
      lamp={task.lamp}
      state={task.percent === null ? stateWords(task.state) : `${stateWords(task.state)}, 进度 ${task.percent}%`}
      due={main?.state === 'open' ? main : undefined}
      why={main === undefined ? undefined : <WhyPopover path={`/api/duties/${main.id}/why`} />}
      primary={
        <ActionBar
          actions={mine}
          looks={LOOKS}
          busy={simple.isPending ? simple.variables : undefined}
          onAct={(action) => {
            if (action === 'receive' || action === 'close') simple.mutate(action);
            else setDialog(action as Dialog | 'extend');
          }}
        />
      }
      aside={
        <QueryView query={timeline}>{({ entries }) => <Timeline entries={timelineOf(entries.map(named))} />}</QueryView>
      }
    >
      <RefusalNotice problem={simple.error} />
      {task.extension.pending.map((pending) => (
        <PendingExtension key={pending.request} task={task} pending={pending} stale={stale} />
      ))}
      <Panel title="这项任务">
        <Facts
          facts={[
            ['牵头单位', <UnitLinks key="leads" units={task.leads} />],
            ['配合单位', task.supports.length === 0 ? null : <UnitLinks key="supports" units={task.supports} />],
            ['验收单位', <UnitLink key="acceptor" unit={task.acceptor} />],
            [
              '所属方案',
              <Link key="plan" to={`/plans/${task.plan.id}`}>
                {task.plan.title}
              </Link>,
            ],
            ['期次', task.period],
            ['签收', receiptWords(task)],
          ]}
        />
      </Panel>
      {task.source !== null && (
        <Panel title="方案原文">
          <blockquote className="task-source">
            <span className="wb-muted">{tight(task.source.before)}</span>
            <mark>{task.source.sentence}</mark>
            <span className="wb-muted">{tight(task.source.after)}</span>
          </blockquote>
        </Panel>
      )}
      <Panel title="责任与期限">
        <ul className="task-duties">
          {task.duties.map((duty) => (
            <li key={duty.id}>
              <Lamp lamp={duty.lamp} />
              <span className="task-duty-what">
                <UnitLink unit={duty.bearer} /> <strong>{duty.act}</strong>
              </span>
              <span className="wb-muted">{duty.dueWords}</span>
              <WhyPopover path={`/api/duties/${duty.id}/why`} iconOnly label={`为什么是这一天: ${duty.act}`} />
            </li>
          ))}
        </ul>
      </Panel>
      {dialog === 'extend' && <RequestExtensionDialog task={task} stale={stale} onClose={() => setDialog(null)} />}
      {dialog !== null && dialog !== 'extend' && (
        <ActDialog task={task} dialog={dialog} stale={stale} onClose={() => setDialog(null)} />
      )}
    </PageFrame>
  );
}

/** Empty lines between paragraphs say nothing here. */
function tight(words: string): string {
  return words.replaceAll(/\n\s*\n/g, '\n');
}

function receiptWords(task: TaskDetail): string {
  const waiting = task.leads.filter((unit) => !task.received.includes(unit.id));
  if (waiting.length === 0) return '牵头单位都已签收';
  return `${waiting.map((unit) => unit.name).join('、')} 尚未签收`;
}

/** The contents of a fact under the names that people use. */
function named(fact: FactView): FactView {
  const contents = fact.contents.map((content) => ({ ...content, name: CONTENT_WORDS[content.name] ?? content.name }));
  return { ...fact, contents };
}
