import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Drawer, Popover } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Trail } from '#core/kernel';
import { useApiQuery } from './queries.ts';
import { LoadingSkeleton, QueryView } from './States.tsx';
import { TrailSteps } from './TrailSteps.tsx';
import { useIsPhone } from './use-screen.ts';

/**
 * The reasons behind a computed answer, opened in place: 「为什么是这一天」「为什么这个分」「为什么不能」. Either `trail` is at
 * hand, or `path` answers `{ trail }` and is asked when it is opened.
 */
export function WhyPopover({
  trail,
  path,
  label = '为什么是这一天',
  note,
  iconOnly,
}: {
  trail?: Trail | undefined;
  path?: string | undefined;
  label?: string | undefined;
  /** A closing remark: 「明年放假安排公布后重算」. */
  note?: ReactNode | undefined;
  iconOnly?: boolean | undefined;
}) {
  const phone = useIsPhone();
  const [open, setOpen] = useState(false);
  if (path === undefined && (trail === undefined || trail.length === 0)) return null;
  const button = (
    <Button
      type="link"
      size="small"
      className="wb-why"
      icon={<QuestionCircleOutlined aria-hidden="true" />}
      aria-expanded={open}
      {...(iconOnly ? { 'aria-label': label } : {})}
      onClick={(event) => {
        event.stopPropagation();
        setOpen(!open);
      }}
    >
      {iconOnly ? null : label}
    </Button>
  );
  const steps =
    path === undefined ? <TrailSteps trail={trail ?? []} note={note} /> : <AskedTrail path={path} note={note} />;
  if (phone) {
    return (
      <>
        {button}
        <Drawer placement="bottom" size="auto" title={label} open={open} onClose={() => setOpen(false)}>
          {steps}
        </Drawer>
      </>
    );
  }
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      title={label}
      content={<div className="wb-why-body">{steps}</div>}
      placement="bottomLeft"
    >
      {button}
    </Popover>
  );
}

function AskedTrail({ path, note }: { path: string; note: ReactNode }) {
  const query = useApiQuery<{ trail: Trail }>(path);
  return (
    <QueryView query={query} skeleton={<LoadingSkeleton rows={2} title={false} />}>
      {(answer) => <TrailSteps trail={answer.trail} note={note} />}
    </QueryView>
  );
}
