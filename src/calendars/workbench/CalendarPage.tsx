import { Button, Select } from 'antd';
import { useState } from 'react';
import {
  type DataColumn,
  DataList,
  EmptyState,
  formatDay,
  formatInstant,
  needsNoneOrOneOf,
  PageFrame,
  Panel,
  QueryView,
  useApiQuery,
  useMe,
} from '#ui/workbench';
import type { CalendarYear, EditionLine } from '../contract.ts';
import { NoticeForm } from './NoticeForm.tsx';
import { type SpecialRun, specialRuns } from './year-runs.ts';

/** 工作日历: the year's special days, what the calendar rests on, and the taking in of the next notice. */
export function CalendarPage() {
  const me = useMe();
  const now = Number(me.now.slice(0, 4));
  const [year, setYear] = useState(now);
  const [entering, setEntering] = useState(false);
  const calendar = useApiQuery<CalendarYear>(`/api/calendar/${year}`);
  const mayEdit = needsNoneOrOneOf(me, ['calendar.edit']);
  return (
    <PageFrame
      title="工作日历"
      lead={
        calendar.data === undefined
          ? '所有时限都按这份日历来数'
          : `所有时限都按这份日历来数; 放假安排已录入到 ${formatDay(calendar.data.coveredUntil)}`
      }
      primary={
        mayEdit && !entering ? (
          <Button type="primary" onClick={() => setEntering(true)}>
            录入放假安排
          </Button>
        ) : undefined
      }
    >
      {entering && <NoticeForm onClose={() => setEntering(false)} />}
      <QueryView query={calendar}>
        {(data) => (
          <Panel
            title={`${data.year}年的放假与调休`}
            extra={
              <Select
                aria-label="年份"
                value={year}
                onChange={setYear}
                options={yearsAround(now).map((value) => ({ value, label: `${value}年` }))}
              />
            }
            flush
          >
            <DataList
              columns={RUN_COLUMNS}
              rows={specialRuns(data.days)}
              rowKey={(run) => run.from}
              name="calendar-year"
              unit="段"
              empty={<EmptyState title="这一年没有放假" />}
            />
          </Panel>
        )}
      </QueryView>
      <Editions />
    </PageFrame>
  );
}

function Editions() {
  const editions = useApiQuery<EditionLine[]>('/api/calendar/editions');
  return (
    <QueryView query={editions}>
      {(lines) => (
        <Panel title="历次变更" flush>
          <DataList
            columns={EDITION_COLUMNS}
            rows={[...lines].reverse()}
            rowKey={(line) => line.version}
            name="calendar-editions"
            unit="次"
            empty={<EmptyState title="还没有变更">现在用的是程序自带的日历</EmptyState>}
          />
        </Panel>
      )}
    </QueryView>
  );
}

const RUN_COLUMNS: readonly DataColumn<SpecialRun>[] = [
  {
    key: 'days',
    title: '日期',
    main: true,
    width: 300,
    render: ({ from, to }) => (from === to ? formatDay(from) : `${formatDay(from)} 至 ${formatDay(to)}`),
  },
  { key: 'name', title: '名称', width: 160, render: ({ name }) => name },
  { key: 'what', title: '安排', width: 140, render: wordsOf },
  { key: 'count', title: '天数', number: true, width: 80, render: ({ count }) => count },
  { key: 'source', title: '依据', notOnPhone: true, render: ({ source }) => source ?? '法定节日, 通知尚未公布' },
];

function wordsOf({ isWorkday, kind }: SpecialRun): string {
  if (kind === 'festival') return '放假 (暂定)';
  if (kind === 'local') return isWorkday ? '本地上班' : '本地放假';
  return isWorkday ? '调休上班' : '放假';
}

const KINDS = { notice: '国家放假安排', local: '地方放假', 'office-hours': '办公时间' } as const;

const EDITION_COLUMNS: readonly DataColumn<EditionLine>[] = [
  { key: 'title', title: '来源文件', main: true, render: ({ title }) => title },
  { key: 'kind', title: '种类', render: ({ kind }) => KINDS[kind] },
  { key: 'year', title: '年份', width: 90, render: ({ year }) => year ?? '' },
  { key: 'version', title: '版本', notOnPhone: true, render: ({ version }) => version },
  { key: 'recorded', title: '录入时刻', render: ({ recordedAt }) => formatInstant(recordedAt) },
];

/** Five years back, two ahead: the next notice comes in November. */
function yearsAround(now: number): readonly number[] {
  return Array.from({ length: 8 }, (_, i) => now + 2 - i);
}
