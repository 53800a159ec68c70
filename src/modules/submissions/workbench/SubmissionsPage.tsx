import { Segmented } from 'antd';
import {
  DataList,
  EmptyState,
  formatInstant,
  formatNumber,
  formatShort,
  PageFrame,
  RefusalNotice,
  useApiQuery,
  useFilters,
  useMe,
} from '#ui/workbench';
import type { OwedList, Round, RoundList, SubmissionLine } from '../contract.ts';
import { STANDING_WORDS } from '../submission-words.ts';
import { roundPath } from './round-path.ts';
import { StandingMark } from './StandingMark.tsx';
import './submissions.css';

const SCOPES = [
  { value: 'open', label: '未了结的' },
  { value: 'all', label: '近一年全部' },
];
const SIDES = [
  { value: 'owed', label: '我单位应报' },
  { value: 'collected', label: '报给我们的' },
];

/** 报送: what my units owe, and the rounds that I collect. Both sides only for those who have both. */
export function SubmissionsPage() {
  const me = useMe();
  const filters = useFilters();
  const owes = me.actions.includes('submission.hand-in');
  const collects = me.actions.includes('submission.collect');
  const side = filters.get('side') === 'collected' || !owes ? 'collected' : 'owed';
  return (
    <PageFrame title="报送" lead={side === 'owed' ? '报什么, 报给谁, 报了没有' : '每一轮谁报了, 谁没报, 谁迟了'}>
      <div className="submission-views">
        <Segmented
          aria-label="范围"
          options={SCOPES}
          value={filters.get('scope') === 'all' ? 'all' : 'open'}
          onChange={(next) => filters.set({ scope: next === 'open' ? undefined : String(next) })}
        />
        {owes && collects && (
          <Segmented
            aria-label="应报还是收报"
            options={SIDES}
            value={side}
            onChange={(next) => filters.set({ side: next === 'owed' ? undefined : String(next) })}
          />
        )}
      </div>
      {side === 'owed' ? <Owed scope={filters.get('scope')} /> : <Rounds scope={filters.get('scope')} />}
    </PageFrame>
  );
}

function Owed({ scope }: { scope: string }) {
  const me = useMe();
  const query = useApiQuery<OwedList>('/api/submissions', scope === 'all' ? { scope } : {});
  return (
    <>
      <RefusalNotice problem={query.error} onRetry={() => void query.refetch()} />
      {query.error === null && (
        <DataList<SubmissionLine>
          name="submissions-owed"
          rows={query.data?.lines}
          rowKey={(line) => line.id}
          href={(line) => `/submissions/${line.id}`}
          unit="份"
          exportName="我单位应报"
          empty={
            <EmptyState title={scope === 'all' ? '没有要报送的' : '现在没有要报送的'}>
              方案要求本单位定期或按期报送的, 到时列在这里。
            </EmptyState>
          }
          columns={[
            {
              key: 'standing',
              title: '情况',
              width: 132,
              leadOnPhone: true,
              render: (line) => <StandingMark standing={line.standing} lamp={line.lamp} />,
              text: (line) => STANDING_WORDS[line.standing],
            },
            {
              key: 'number',
              title: '期次',
              width: 110,
              leadOnPhone: true,
              render: (line) => line.number,
              text: (line) => line.number,
            },
            { key: 'title', title: '报什么', main: true, render: (line) => line.title, text: (line) => line.title },
            {
              key: 'recipient',
              title: '报给',
              width: 220,
              render: (line) => line.recipient.name,
              text: (line) => line.recipient.name,
            },
            {
              key: 'unit',
              title: '单位',
              width: 180,
              hidden: true,
              render: (line) => line.unit.name,
              text: (line) => line.unit.name,
            },
            {
              key: 'due',
              title: '期限',
              width: 168,
              render: (line) => (line.dueAt === null ? '不设期限' : formatShort(line.dueAt, me.now)),
              compare: (a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'),
              text: (line) => (line.dueAt === null ? '' : formatInstant(line.dueAt)),
            },
            {
              key: 'version',
              title: '交报',
              width: 210,
              render: (line) => handedInWords(line, me.now),
              text: (line) => handedInWords(line, me.now),
            },
          ]}
        />
      )}
    </>
  );
}

function handedInWords(line: SubmissionLine, now: string): string {
  if (line.handedInAt === null) return '—';
  return `${formatShort(line.handedInAt, now)}${line.version > 1 ? `, 第 ${line.version} 版` : ''}`;
}

function Rounds({ scope }: { scope: string }) {
  const me = useMe();
  const query = useApiQuery<RoundList>('/api/submission-rounds', scope === 'all' ? { scope } : {});
  const figure = (key: 'handedIn' | 'missing' | 'overdue' | 'late', title: string) => ({
    key,
    title,
    width: 84,
    number: true,
    render: (round: Round) => <Figure count={round.counts[key]} tone={key} />,
    compare: (a: Round, b: Round) => a.counts[key] - b.counts[key],
    text: (round: Round) => String(round.counts[key]),
  });
  return (
    <>
      <RefusalNotice problem={query.error} onRetry={() => void query.refetch()} />
      {query.error === null && (
        <DataList<Round>
          name="submission-rounds"
          rows={query.data?.rounds}
          rowKey={roundPath}
          href={roundPath}
          unit="轮"
          exportName="报送各轮"
          empty={
            <EmptyState title={scope === 'all' ? '还没有报给您的' : '各轮都收齐了'}>
              方案里写明报给某单位的, 启动之后按轮列在这里: 每轮谁报了, 谁没报, 谁迟了。
            </EmptyState>
          }
          columns={[
            {
              key: 'number',
              title: '期次',
              width: 110,
              leadOnPhone: true,
              render: (round) => round.number,
              text: (round) => round.number,
            },
            { key: 'title', title: '报什么', main: true, render: (round) => round.title, text: (round) => round.title },
            {
              key: 'recipient',
              title: '报给',
              width: 200,
              notOnPhone: true,
              render: (round) => round.recipient.name,
              text: (round) => round.recipient.name,
            },
            {
              key: 'due',
              title: '期限',
              width: 160,
              render: (round) => (round.dueAt === null ? '不设期限' : formatShort(round.dueAt, me.now)),
              compare: (a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'),
              text: (round) => (round.dueAt === null ? '' : formatInstant(round.dueAt)),
            },
            {
              key: 'total',
              title: '应报',
              width: 72,
              number: true,
              render: (round) => formatNumber(round.counts.total),
              text: (round) => String(round.counts.total),
            },
            figure('handedIn', '已报'),
            figure('missing', '未报'),
            figure('overdue', '逾期未报'),
            figure('late', '迟报'),
          ]}
        />
      )}
    </>
  );
}

const TONES: Readonly<Record<string, string>> = { overdue: 'submission-overdue', late: 'submission-late' };

function Figure({ count, tone }: { count: number; tone: string }) {
  return <span className={count > 0 ? TONES[tone] : undefined}>{formatNumber(count)}</span>;
}
