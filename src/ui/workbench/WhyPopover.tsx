import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Drawer, Popover } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Trail } from '#core/kernel';
import { useIsPhone } from './use-screen.ts';

/** The reasons behind a computed answer, opened in place: 「为什么是这一天」「为什么这个分」「为什么不能」. */
export function WhyPopover({
  trail,
  label = '为什么是这一天',
  note,
  iconOnly,
}: {
  trail: Trail;
  label?: string;
  /** A closing remark: 「明年放假安排公布后重算」. */
  note?: ReactNode;
  iconOnly?: boolean;
}) {
  const phone = useIsPhone();
  const [open, setOpen] = useState(false);
  if (trail.length === 0) return null;
  const button = (
    <Button
      type="link"
      size="small"
      className="wb-why"
      icon={<QuestionCircleOutlined />}
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
  const steps = <TrailSteps trail={trail} note={note} />;
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

/** The steps themselves, for pages that show them openly. */
export function TrailSteps({ trail, note }: { trail: Trail; note?: ReactNode }) {
  return (
    <>
      <ol className="wb-trail">
        {trail.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order of reasons is their identity
          <li key={index}>
            <span>{step.sentence}</span>
            {step.basis !== undefined && <span className="wb-trail-basis">{step.basis}</span>}
          </li>
        ))}
      </ol>
      {note !== undefined && <p className="wb-muted wb-trail-note">{note}</p>}
    </>
  );
}
