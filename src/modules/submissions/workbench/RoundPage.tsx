import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import {
  api,
  DataList,
  EmptyState,
  formatInstant,
  formatNumber,
  formatShort,
  PageFrame,
  QueryView,
  useApiQuery,
  useFilters,
  useMe,
} from '#ui/workbench';
import type { Counts, RoundDetail, SubmissionLine } from '../contract.ts';
import { COUNTED } from '../submission.ts';
import { COUNT_WORDS, STANDING_WORDS } from '../submission-words.ts';
import { ChaseMissing } from './ChaseMissing.tsx';
import { ReceiveSelected } from './ReceiveSelected.tsx';
import { StandingMark } from './StandingMark.tsx';
import './submissions.css';

const FIGURES: readonly (keyof Counts)[] = ['total', 'handedIn', 'missing', 'overdue', 'late', 'waiting'];

/** 一轮报送: who has handed in, who has not, who was late; pressing a figure shows its units. */
export function RoundPage() {
  const filters = useFilters();
  const asked = { plan: filters.get('plan'), item: filters.get('item'), number: filters.get('number') };
  const query = useApiQuery<RoundDetail>('/api/submission-round', asked);
  return (
    <QueryView query={query}>
      {(detail) => (
        <RoundView
          detail={detail}
          exportHref={api.url('/api/submission-round.xlsx', asked)}
          chosen={isCount(filters.get('show')) ? (filters.get('show') as keyof Counts) : 'total'}
          onChoose={(show) => filters.set({ show: show === 'total' ? undefined : show })}
        />
      )}
    </QueryView>
  );
}

function isCount(word: string): word is keyof Counts {
  return Object.hasOwn(COUNTED, word);
}

function RoundView({
  detail: { round, lines },
  exportHref,
  chosen,
  onChoose,
}: {
  detail: RoundDetail;
  exportHref: string;
  chosen: keyof Counts;
  onChoose: (show: keyof Counts) => void;
}) {
  const me = useMe();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const mayChase = me.actions.includes('task.chase');
  const mayReceive = me.actions.includes('submission.answer');
  const shown = lines.filter(({ standing }) => COUNTED[chosen].includes(standing));
  // What was selected and is no longer shown is not acted on unseen.
  const picked = shown.filter(({ id }) => selected.includes(id));
  const done = () => setSelected([]);
  return (
    <PageFrame
      title={round.title}
      number={round.number === '' ? undefined : round.number}
      back={{ to: '/submissions?side=collected', label: '报送' }}
      lead={
        <>
          {round.dueAt === null ? '不设期限' : `期限 ${formatShort(round.dueAt, me.now)}`}; 报给{round.recipient.name}
          <br />
          {round.plan.title}
        </>
      }
      primary={
        <Button icon={<DownloadOutlined aria-hidden="true" />} href={exportHref} download>
          汇总表
        </Button>
      }
    >
      <div className="submission-counts">
        {FIGURES.map((key) => (
          <button
            key={key}
            type="button"
            className="submission-count"
            aria-pressed={chosen === key}
            disabled={round.counts[key] === 0}
            onClick={() => onChoose(key)}
          >
            <span className={key === 'overdue' && round.counts.overdue > 0 ? 'submission-overdue' : undefined}>
              {formatNumber(round.counts[key])}
            </span>
            <span>{COUNT_WORDS[key]}</span>
          </button>
        ))}
      </div>
      <DataList<SubmissionLine>
        name="submission-round"
        rows={shown}
        rowKey={(line) => line.id}
        href={(line) => `/submissions/${line.id}`}
        unit="家"
        exportName={`报送情况 ${round.number}`.trim()}
        {...(mayChase || mayReceive ? { selection: { keys: picked.map(({ id }) => id), onChange: setSelected } } : {})}
        bulk={
          <>
            {mayChase && <ChaseMissing lines={picked} onDone={done} />}
            {mayReceive && <ReceiveSelected lines={picked} onDone={done} />}
          </>
        }
        empty={<EmptyState title={`没有${COUNT_WORDS[chosen]}的单位`}>按上面的数字看其他单位。</EmptyState>}
        columns={[
          {
            key: 'standing',
            title: '情况',
            width: 148,
            leadOnPhone: true,
            render: (line) => <StandingMark standing={line.standing} lamp={line.lamp} />,
            compare: (a, b) => order(a) - order(b),
            text: (line) => STANDING_WORDS[line.standing],
          },
          { key: 'unit', title: '单位', main: true, render: (line) => line.unit.name, text: (line) => line.unit.name },
          {
            key: 'due',
            title: '期限',
            width: 168,
            render: (line) => (line.dueAt === null ? '不设期限' : formatShort(line.dueAt, me.now)),
            text: (line) => (line.dueAt === null ? '' : formatInstant(line.dueAt)),
          },
          {
            key: 'handedIn',
            title: '交报',
            width: 190,
            render: (line) => (line.handedInAt === null ? '—' : formatShort(line.handedInAt, me.now)),
            compare: (a, b) => (a.handedInAt ?? '').localeCompare(b.handedInAt ?? ''),
            text: (line) => (line.handedInAt === null ? '' : formatInstant(line.handedInAt)),
          },
          {
            key: 'version',
            title: '版次',
            width: 76,
            number: true,
            notOnPhone: true,
            render: (line) => (line.version === 0 ? '—' : line.version),
            text: (line) => String(line.version),
          },
        ]}
      />
    </PageFrame>
  );
}

/** The gravest first. */
function order({ standing }: SubmissionLine): number {
  return ['overdue', 'returned', 'owed', 'handed-in-late', 'handed-in', 'received-late', 'received'].indexOf(standing);
}
