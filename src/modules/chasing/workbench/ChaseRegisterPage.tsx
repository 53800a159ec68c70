import { FileWordOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import {
  api,
  DataList,
  EmptyState,
  FilterBar,
  formatShort,
  LAMP_LOOKS,
  Lamp,
  PageFrame,
  RefusalNotice,
  useApiQuery,
  useFilters,
  useMe,
} from '#ui/workbench';
import { ANSWER_WORDS, ANSWERS, type ChaseLine, type ChaseList } from '../contract.ts';

const PAGE = 100;

/** 催办登记: whom the office pressed, who has received, who has answered. */
export function ChaseRegisterPage() {
  const me = useMe();
  const filters = useFilters();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const page = Number(filters.get('page')) || 1;
  const [from = '', to = ''] = filters.get('days').split('..');
  const query = useApiQuery<ChaseList>('/api/chases', {
    answer: filters.get('answer'),
    received: filters.get('received'),
    from,
    to,
    page,
    limit: PAGE,
  });
  const list = query.data;
  const isOffice = me.actions.includes('task.chase');
  const pages = Math.max(1, Math.ceil((list?.total ?? 0) / PAGE));
  return (
    <PageFrame
      title="催办"
      lead={
        isOffice ? '催了谁, 谁签收了, 谁还没有回应' : '效能办催办本单位的事项; 报告进展, 报送完成或申请延期, 都算回应'
      }
    >
      <FilterBar
        views="chases"
        fields={[
          {
            kind: 'select',
            key: 'answer',
            label: '回应',
            choices: ANSWERS.map((value) => ({
              value,
              label: ANSWER_WORDS[value],
              ...(list === undefined ? {} : { count: list.counts[value] }),
            })),
          },
          {
            kind: 'choice',
            key: 'received',
            label: '签收',
            choices: [
              { value: 'yes', label: '已签收' },
              { value: 'no', label: '未签收', ...(list === undefined ? {} : { count: list.counts.unreceived }) },
            ],
          },
          { kind: 'days', key: 'days', label: '催办日期' },
        ]}
      />
      <RefusalNotice problem={query.error} onRetry={() => void query.refetch()} />
      {query.error === null && (
        <DataList<ChaseLine>
          name="chases"
          rows={list?.chases}
          total={list?.total}
          rowKey={(line) => line.id}
          href={(line) => `/chases/${line.id}`}
          unit="份"
          exportName="催办登记"
          selection={{ keys: selected, onChange: setSelected }}
          bulk={
            <Button
              icon={<FileWordOutlined />}
              href={api.url('/api/chases/notices.docx', { ids: [...selected] })}
              download
            >
              下载通知单
            </Button>
          }
          empty={
            filters.text === '' ? (
              <EmptyState title="没有催办">
                {isOffice
                  ? '在任务清单上选中任务, 或按筛选结果, 一次催办; 发出的催办登记在这里。'
                  : '效能办还没有催办本单位。'}
              </EmptyState>
            ) : (
              <EmptyState title="没有符合筛选的催办">换一个条件, 或清除筛选。</EmptyState>
            )
          }
          columns={[
            {
              key: 'lamp',
              title: '灯',
              width: 116,
              leadOnPhone: true,
              render: (line) => <Lamp lamp={line.lamp} />,
              text: (line) => (line.lamp === null ? '' : LAMP_LOOKS[line.lamp].word),
            },
            {
              key: 'number',
              title: '编号',
              width: 150,
              leadOnPhone: true,
              render: (line) => line.number,
              text: (line) => line.number,
            },
            {
              key: 'task',
              title: '任务',
              main: true,
              render: (line) => line.task.title,
              text: (line) => line.task.title,
            },
            {
              key: 'unit',
              title: '被催办单位',
              width: 200,
              render: (line) => line.unit.name,
              text: (line) => line.unit.name,
            },
            {
              key: 'chased',
              title: '催办',
              width: 130,
              render: (line) => formatShort(line.chasedAt),
              text: (line) => line.chasedAt,
            },
            {
              key: 'received',
              title: '签收',
              width: 130,
              render: (line) => (line.receivedAt === null ? '未签收' : formatShort(line.receivedAt)),
              text: (line) => line.receivedAt ?? '未签收',
            },
            {
              key: 'answer',
              title: '回应',
              width: 110,
              render: (line) => ANSWER_WORDS[line.answer],
              text: (line) => ANSWER_WORDS[line.answer],
            },
            {
              key: 'due',
              title: '回应期限',
              width: 130,
              render: (line) => (line.dueAt === null ? '' : formatShort(line.dueAt)),
              text: (line) => line.dueAt ?? '',
            },
          ]}
        />
      )}
      {pages > 1 && (
        <p className="wb-muted">
          <Button disabled={page <= 1} onClick={() => filters.set({ page: String(page - 1) })}>
            上一页
          </Button>{' '}
          第 {page} 页, 共 {pages} 页{' '}
          <Button disabled={page >= pages} onClick={() => filters.set({ page: String(page + 1) })}>
            下一页
          </Button>
        </p>
      )}
    </PageFrame>
  );
}
