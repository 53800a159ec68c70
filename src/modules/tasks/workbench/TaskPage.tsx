import {
  CheckOutlined,
  FieldTimeOutlined,
  FileDoneOutlined,
  FormOutlined,
  InboxOutlined,
  RollbackOutlined,
  StopOutlined,
  SwapOutlined,
} from '@ant-design/icons';
import { Alert } from 'antd';
import { useState } from 'react';
import { Link, Navigate, useNavigate, useParams } from 'react-router';
import {
  ActionBar,
  Facts,
  type FactView,
  Lamp,
  PageFrame,
  Panel,
  QueryView,
  RefusalNotice,
  SubjectPanels,
  Timeline,
  timelineOf,
  UnitLink,
  UnitLinks,
  useApiMutation,
  useApiQuery,
  useMe,
  WhyPopover,
} from '#ui/workbench';
import type { TaskDetail } from '../contract.ts';
import { CONTENT_WORDS, ORIGIN_WORDS, stateWords } from '../task-words.ts';
import { ActDialog, type Dialog, SupportWords } from './ActDialog.tsx';
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
  adjust: { label: '调整', icon: <SwapOutlined />, danger: true },
} as const;

/** 任务: what must be done, by when and why, what was done, and the next step. */
export function TaskPage() {
  const { id = '' } = useParams();
  const query = useApiQuery<TaskDetail>(`/api/tasks/${id}`);
  return (
    <QueryView query={query}>
      {(task) =>
        // What is handed in to a recipient has a page of its own.
        task.recipient === null ? (
          <TaskView key={task.id} task={task} />
        ) : (
          <Navigate to={`/submissions/${task.id}`} replace />
        )
      }
    </QueryView>
  );
}

function TaskView({ task }: { task: TaskDetail }) {
  const me = useMe();
  const navigate = useNavigate();
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
  const adjust =
    me.actions.includes('adjustment.propose') && task.state !== 'void'
      ? [{ action: 'adjust', allowed: true, refusal: null }]
      : [];
  const mine = [...task.actions, extend, ...adjust].filter(
    (offer) => offer.allowed || !offer.refusal?.code.startsWith('ACC-'),
  );

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
            else if (action === 'adjust') void navigate(`/adjustments/new?task=${task.id}`);
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
      <Adjusted task={task} />
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
            ['不计入及时率', task.excluded.map((unit) => unit.name).join('、')],
          ]}
        />
      </Panel>
      <SubjectPanels subject={{ type: 'task', id: task.id }} />
      {task.supportReports.length > 0 && (
        <Panel title="配合单位的进展">
          <ul className="task-supports">
            {task.supportReports.map((report) => (
              <li key={report.fact}>
                <SupportWords report={report} />
                <span className="wb-muted">{report.isTakenOver ? '牵头单位已采用' : '牵头单位尚未采用'}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
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

/** 调整: what has taken its place, and what it took the place of, each with the adjustment that says why. */
function Adjusted({ task }: { task: TaskDetail }) {
  const words = (before: string, tasks: TaskDetail['replaces'], adjustment: string | null) => (
    <span className="task-adjusted">
      {before}
      {tasks.map(({ id, title }) => (
        <Link key={id} to={`/tasks/${id}`}>
          {title}
        </Link>
      ))}
      {adjustment !== null && <Link to={`/adjustments/${adjustment}`}>为什么调整</Link>}
    </span>
  );
  return (
    <>
      {task.takenBackBy !== null && (
        <Alert
          type="warning"
          showIcon
          title={words('这项任务已经调整, 由此接替: ', task.replacedBy, task.takenBackBy)}
        />
      )}
      {task.madeBy !== null && (
        <Alert type="info" showIcon title={words('由此调整而来: ', task.replaces, task.madeBy)} />
      )}
    </>
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
