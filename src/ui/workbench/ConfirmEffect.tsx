import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { RefusalNotice } from './States.tsx';

/** Says what will happen before it does: 「将向 12 个单位下达 48 项任务, 3 项缺牵头单位」. */
export function ConfirmEffect({
  open,
  title,
  effects,
  confirmLabel,
  danger,
  busy,
  blocked,
  problem,
  onConfirm,
  onCancel,
  children,
}: {
  open: boolean;
  title: string;
  /** What will happen, a sentence each. */
  effects: readonly ReactNode[];
  /** The verb: 「下达」, never 「确定」. */
  confirmLabel: string;
  /** Cannot be taken back: the calm way out is the prominent one. */
  danger?: boolean | undefined;
  busy?: boolean | undefined;
  /** Not yet: something in `children` is missing. */
  blocked?: boolean | undefined;
  problem?: unknown | undefined;
  onConfirm: () => void;
  onCancel: () => void;
  /** Fields that belong to the act: a reason, a day. */
  children?: ReactNode | undefined;
}) {
  return (
    <Modal
      open={open}
      title={title}
      okText={confirmLabel}
      cancelText="先不"
      okButtonProps={{ type: danger ? 'default' : 'primary', disabled: blocked ?? false }}
      cancelButtonProps={{ type: danger ? 'primary' : 'default' }}
      confirmLoading={busy ?? false}
      onOk={onConfirm}
      onCancel={onCancel}
      mask={{ closable: false }}
      destroyOnHidden
    >
      <ul className="wb-effects">
        {effects.map((effect, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list, drawn once
          <li key={index}>{effect}</li>
        ))}
      </ul>
      {children}
      <RefusalNotice problem={problem} />
    </Modal>
  );
}
