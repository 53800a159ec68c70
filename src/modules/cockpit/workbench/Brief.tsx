import { CheckCircleOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { EmptyState, formatInstant, formatLarge, PageFrame, Panel, QueryView, useApiQuery } from '#ui/workbench';
import type { Brief as BriefAnswer, TaskCard } from '../contract.ts';
import { formulaWords, tasksPath } from '../links.ts';
import { percentWords } from '../sheets.ts';
import { TaskCards } from './TaskCards.tsx';
import './cockpit.css';

const OFTEN = 120_000;

/** 一分钟, on a page of its own. */
export function BriefPage() {
  return (
    <PageFrame title="一分钟" lead="三个数字, 最重的三件">
      <Brief />
    </PageFrame>
  );
}

/** Three figures and the three worst tasks of the whole jurisdiction. `actions` is what a leader may do with one. */
export function Brief({ actions }: { actions?: (task: TaskCard) => ReactNode }) {
  const query = useApiQuery<BriefAnswer>('/api/cockpit/brief', {}, { refetchInterval: OFTEN });
  return <QueryView query={query}>{(brief) => <Minute brief={brief} actions={actions} />}</QueryView>;
}

function Minute({ brief, actions }: { brief: BriefAnswer; actions: ((task: TaskCard) => ReactNode) | undefined }) {
  const { overdue, dueThisWeek, rate, period, worst, asOf } = brief;
  return (
    <>
      <ul className="brief-figures">
        <li>
          <Link to={tasksPath({ timing: ['overdue'] })} className={overdue > 0 ? 'cockpit-alarm' : ''}>
            <strong className="brief-number">{formatLarge(overdue)}</strong>
            <span>逾期未办结</span>
          </Link>
        </li>
        <li>
          <Link to={tasksPath({ timing: ['running'], due: [dueThisWeek.from, dueThisWeek.to] })}>
            <strong className="brief-number">{formatLarge(dueThisWeek.count)}</strong>
            <span>本周到期</span>
          </Link>
        </li>
        <li>
          <Link to="/cockpit">
            <strong className="brief-number">{percentWords(rate.share)}</strong>
            <span>本年按期率</span>
          </Link>
        </li>
      </ul>
      <p className="brief-formula wb-muted">
        按期率 = {formulaWords(rate)}, {period.from} 至 {period.to}; 截至 {formatInstant(asOf)}
      </p>
      <Panel
        title={worst.length === 0 ? '最重的' : `最重的 ${worst.length} 件`}
        extra={
          overdue > worst.length ? <Link to={tasksPath({ timing: ['overdue'] })}>全部 {overdue} 件</Link> : undefined
        }
      >
        {worst.length === 0 ? (
          <EmptyState icon={<CheckCircleOutlined aria-hidden="true" />} title="没有逾期未办结的任务">
            有任务逾期时, 逾期最久的三件列在这里。
          </EmptyState>
        ) : (
          <TaskCards tasks={worst} actions={actions} />
        )}
      </Panel>
    </>
  );
}
