import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { ConfirmEffect, useApiMutation, useMe } from '#ui/workbench';

/** Asks from which day something ends: 撤销, 离任, 终止. */
export function EndDialog({
  title,
  verb,
  path,
  effects,
  onClose,
  onDone,
}: {
  title: string;
  verb: string;
  path: string;
  effects: readonly string[];
  onClose: () => void;
  onDone?: () => void;
}) {
  const { now } = useMe();
  const [on, setOn] = useState(() => dayjs(now).format('YYYY-MM-DD'));
  const end = useApiMutation<{ on: string }, unknown>({
    path,
    invalidates: ['/api/directory'],
    onDone: () => {
      onClose();
      onDone?.();
    },
  });
  return (
    <ConfirmEffect
      open
      danger
      title={title}
      confirmLabel={verb}
      effects={effects}
      busy={end.isPending}
      problem={end.error}
      onConfirm={() => end.mutate({ on })}
      onCancel={onClose}
    >
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the picker inside is the control */}
      <label>
        自这一日起:{' '}
        <DatePicker
          allowClear={false}
          value={dayjs(on)}
          onChange={(next: dayjs.Dayjs | null) => next && setOn(next.format('YYYY-MM-DD'))}
        />
      </label>
    </ConfirmEffect>
  );
}
