import { useQueryClient } from '@tanstack/react-query';
import { App as AntApp, Button, Space } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { formatDay, useApiMutation, useApiQuery, useIsPhone, useMe } from '#ui/workbench';
import type { Advance, DemonstrationNow } from '../../demo/contract.ts';
import './demo.css';
import { DemoTour } from './DemoTour.tsx';
import { tourOf } from './tours.ts';

/** Somebody else may have moved the clock. */
const LOOKS_EVERY = 15_000;

/** Above everything else in the demonstration: what day it is there, moving on, another person, the tour. */
export function DemoBar() {
  const me = useMe();
  const phone = useIsPhone();
  const client = useQueryClient();
  const { message } = AntApp.useApp();
  const query = useApiQuery<DemonstrationNow>('/api/demo', {}, { refetchInterval: LOOKS_EVERY });
  const [touring, setTouring] = useState(false);
  const today = query.data?.today;

  const seen = useRef(today);
  useEffect(() => {
    // What is on the screen is of another day.
    if (today !== undefined && seen.current !== undefined && seen.current !== today) void client.invalidateQueries();
    seen.current = today;
  }, [today, client]);

  const advance = useApiMutation<Advance, DemonstrationNow>({
    path: '/api/demo/advance',
    onDone: (answer) => {
      void client.invalidateQueries();
      void message.success(`已到 ${formatDay(answer.today)}`);
    },
  });
  const forward = (days: Advance['days'], words: string) => (
    <Button
      size="small"
      loading={advance.isPending && advance.variables?.days === days}
      disabled={advance.isPending}
      onClick={() => advance.mutate({ days })}
    >
      {words}
    </Button>
  );
  const tour = tourOf(me);

  return (
    <aside className="demo-bar" aria-label="演示">
      <strong className="demo-bar-mark">演示</strong>
      <span className="demo-bar-day" aria-live="polite">
        {today === undefined ? '' : phone ? formatDay(today) : `云溪市是虚构的城市, 今天是 ${formatDay(today)}`}
      </span>
      <Space size={8} wrap className="demo-bar-acts">
        {forward(1, '前进一天')}
        {forward(7, '前进一周')}
        <Button size="small" className="demo-bar-tour" onClick={() => setTouring(true)}>
          导览
        </Button>
        <Button size="small" href="/demo">
          换个人
        </Button>
      </Space>
      {advance.isError && (
        <span className="demo-bar-fault" role="alert">
          没有前进: {advance.error.sentence}
        </span>
      )}
      {touring && <DemoTour steps={tour} onClose={() => setTouring(false)} />}
    </aside>
  );
}
