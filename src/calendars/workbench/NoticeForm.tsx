import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import {
  ConfirmEffect,
  Facts,
  formatDay,
  formatNumber,
  Panel,
  RefusalNotice,
  useApiMutation,
  useDraft,
} from '#ui/workbench';
import type { CalendarChange, NoticeReading } from '../contract.ts';

/** 录入放假安排: the text of the notice is read, a person compares, then it is put in force. */
export function NoticeForm({ onClose }: { onClose: () => void }) {
  const draft = useDraft<string>('calendar-notice', '');
  const [reading, setReading] = useState<NoticeReading | null>(null);
  const [asking, setAsking] = useState(false);
  const [changed, setChanged] = useState<CalendarChange | null>(null);
  const read = useApiMutation<string, NoticeReading>({
    path: '/api/calendar/notices/read',
    body: (text) => ({ text }),
    onDone: setReading,
  });
  const enact = useApiMutation<NoticeReading, CalendarChange>({
    path: '/api/calendar/notices',
    body: ({ year, title, holidays, makeUp, basedOn }) => ({
      year,
      title,
      holidays,
      makeUp,
      basedOn,
      document: draft.value,
    }),
    invalidates: ['/api/calendar', '/api/duties', '/api/tasks'],
    onDone: (answer) => {
      setAsking(false);
      setChanged(answer);
      draft.clear();
    },
  });

  if (changed !== null) {
    return (
      <Panel title="已启用">
        <p>
          放假安排已录入到 {formatDay(changed.coveredUntil)}, 日历版本 {changed.version}, 变动{' '}
          {formatNumber(changed.changedDays.length)} 天。受影响的到期日会重新计算。
        </p>
        <Button onClick={onClose}>回到日历</Button>
      </Panel>
    );
  }
  return (
    <>
      <RefusalNotice problem={read.error} kept="粘贴的文字仍在" />
      <Panel
        title="通知原文"
        extra={
          <Button
            type={reading === null ? 'primary' : 'default'}
            disabled={draft.value.trim() === ''}
            loading={read.isPending}
            onClick={() => read.mutate(draft.value)}
          >
            读通知
          </Button>
        }
      >
        <Input.TextArea
          aria-label="通知原文"
          placeholder="把国务院办公厅关于节假日安排的通知连同标题粘贴在这里"
          autoSize={{ minRows: 8, maxRows: 20 }}
          value={draft.value}
          onChange={(event) => {
            draft.set(event.target.value);
            setReading(null);
          }}
        />
      </Panel>
      {reading !== null && <ReadNotice reading={reading} onEnact={() => setAsking(true)} />}
      {reading !== null && (
        <ConfirmEffect
          open={asking}
          title={`启用${reading.year}年的放假安排`}
          effects={[
            `${reading.holidays.length} 段放假, ${reading.makeUp.length} 个调休上班日`,
            ...(reading.missing.length > 0 ? [`${reading.missing.join('、')}没有放假, 按工作日计算`] : []),
            '落在这些日子前后的到期日会重新计算, 已经发出的信号不收回',
            '录入后不能删改; 有误的, 再录入一份更正的安排',
          ]}
          confirmLabel="启用"
          busy={enact.isPending}
          problem={enact.error}
          onConfirm={() => enact.mutate(reading)}
          onCancel={() => setAsking(false)}
        />
      )}
    </>
  );
}

function ReadNotice({ reading, onEnact }: { reading: NoticeReading; onEnact: () => void }) {
  return (
    <Panel
      title="读出的安排, 请与通知逐项核对"
      extra={
        <Button type="primary" onClick={onEnact}>
          核对无误, 启用
        </Button>
      }
    >
      <Facts
        facts={[
          ['标题', reading.title],
          ['年份', `${reading.year}年`],
          ...reading.holidays.map(({ name, from, to }): [string, string] => [
            `${name} 放假`,
            from === to ? formatDay(from) : `${formatDay(from)} 至 ${formatDay(to)}`,
          ]),
          ...reading.makeUp.map(({ name, date }): [string, string] => [`${name} 调休上班`, formatDay(date)]),
        ]}
      />
      {reading.notRead.length > 0 && (
        <Alert
          type="warning"
          style={{ marginBlockStart: 12 }}
          showIcon
          title="这几句里有日期, 没有读懂, 未列入安排"
          description={
            <ul>
              {reading.notRead.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          }
        />
      )}
      {reading.missing.length > 0 && (
        <Alert
          type="warning"
          style={{ marginBlockStart: 12 }}
          showIcon
          title={`没有读到放假的法定节日: ${reading.missing.join('、')}`}
          description="多半是原文没有粘贴完整; 照此启用, 这些日子会按工作日计算"
        />
      )}
    </Panel>
  );
}
