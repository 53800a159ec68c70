import { InboxOutlined, ReloadOutlined } from '@ant-design/icons';
import type { UseQueryResult } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { type ApiProblem, asProblem } from './problem.ts';
import { TrailSteps } from './TrailSteps.tsx';

/** Empty: what will stand here, and how to begin. */
export function EmptyState({
  title,
  children,
  action,
  icon = <InboxOutlined aria-hidden="true" />,
}: {
  title: string;
  children?: ReactNode | undefined;
  action?: ReactNode | undefined;
  icon?: ReactNode | undefined;
}) {
  return (
    <div className="wb-empty">
      <span className="wb-empty-icon" aria-hidden="true">
        {icon}
      </span>
      <p className="wb-empty-title">{title}</p>
      {children !== undefined && <div className="wb-muted">{children}</div>}
      {action !== undefined && <div className="wb-empty-action">{action}</div>}
    </div>
  );
}

/** Grey lines, after 300 ms only: what is quick does not flicker. */
export function LoadingSkeleton({
  rows = 6,
  title = true,
  label = '正在载入',
}: {
  rows?: number | undefined;
  title?: boolean | undefined;
  label?: string | undefined;
}) {
  const late = useAfter(300);
  return (
    <div className="wb-skeleton" role="status">
      <span className="wb-visually-hidden">{label}</span>
      {late && (
        <div aria-hidden="true">
          {title && <div className="wb-skeleton-title" />}
          {Array.from({ length: rows }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines without identity
            <div key={row} className="wb-skeleton-line" />
          ))}
        </div>
      )}
    </div>
  );
}

/** True once so many milliseconds have passed since it was first drawn. */
export function useAfter(milliseconds: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setPassed(true), milliseconds);
    return () => window.clearTimeout(timer);
  }, [milliseconds]);
  return passed;
}

/** Error: what happened, what was kept, what to do, a number to quote. */
export function RefusalNotice({
  problem,
  onRetry,
  kept,
  onClose,
}: {
  problem: unknown;
  onRetry?: (() => void) | undefined;
  /** What was kept: 「已填写的内容仍在」. */
  kept?: string | undefined;
  onClose?: (() => void) | undefined;
}) {
  if (problem === null || problem === undefined) return null;
  const told = asProblem(problem);
  if (told.kind === 'cancelled') return null;
  const retry = onRetry !== undefined && (told.kind === 'offline' || told.kind === 'fault');
  const calm =
    told.kind === 'refusal' || told.kind === 'invalid' || told.kind === 'forbidden' || told.kind === 'missing';
  return (
    <Alert
      className="wb-refusal"
      type={calm ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={told.sentence}
      {...(onClose ? { closable: true, onClose } : {})}
      action={
        retry ? (
          <Button icon={<ReloadOutlined aria-hidden="true" />} onClick={onRetry}>
            重试
          </Button>
        ) : undefined
      }
      description={<RefusalMore problem={told} {...(kept === undefined ? {} : { kept })} />}
    />
  );
}

function RefusalMore({ problem, kept }: { problem: ApiProblem; kept?: string }) {
  const numbers = [
    problem.code === '' ? undefined : `代码 ${problem.code}`,
    problem.requestId === undefined ? undefined : `编号 ${problem.requestId}`,
  ].filter((part) => part !== undefined);
  // A refusal about one field says its one sentence once.
  const fields = problem.fields.filter((one) => one.sentence !== problem.sentence);
  if (!kept && fields.length === 0 && problem.trail.length === 0 && numbers.length === 0) return null;
  return (
    <>
      {kept !== undefined && <p>{kept}</p>}
      {fields.length > 0 && (
        <ul className="wb-refusal-fields">
          {fields.map((one) => (
            <li key={`${one.field} ${one.sentence}`}>{one.sentence}</li>
          ))}
        </ul>
      )}
      {problem.trail.length > 0 && <TrailSteps trail={problem.trail} />}
      {numbers.length > 0 && <p className="wb-refusal-number">{numbers.join(' · ')}</p>}
    </>
  );
}

/** A page is: query → loading / refusal / empty → layout. The middle is here. */
export function QueryView<T>({
  query,
  children,
  skeleton = <LoadingSkeleton />,
}: {
  query: UseQueryResult<T, ApiProblem>;
  children: (data: T) => ReactNode;
  skeleton?: ReactNode | undefined;
}) {
  if (query.data !== undefined) {
    return (
      <>
        {query.error && (
          <RefusalNotice
            problem={query.error}
            kept="下面是上一次读到的内容, 可能已有变化"
            onRetry={() => void query.refetch()}
          />
        )}
        {children(query.data)}
      </>
    );
  }
  if (query.error) return <RefusalNotice problem={query.error} onRetry={() => void query.refetch()} />;
  return skeleton;
}
