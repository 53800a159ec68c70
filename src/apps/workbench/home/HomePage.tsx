import { CheckCircleOutlined } from '@ant-design/icons';
import type { Lamp as LampState } from '#core/obligation';
import {
  DataList,
  DueBadge,
  type DueView,
  EmptyState,
  formatDay,
  LAMP_LOOKS,
  LAMP_ORDER,
  Lamp,
  PageFrame,
  Panel,
  QueryView,
  useApiQuery,
  useFilters,
  useMe,
} from '#ui/workbench';

/** A duty as the first screen lists it: an entry of GET /api/duties/mine. */
export type DutyLine = {
  readonly id: string;
  /** What the duty is about: the title of the task, the case, the complaint. */
  readonly title: string;
  readonly number?: string;
  /** What is to be done: 签收, 上报进展, 办结. */
  readonly act: string;
  readonly lamp: LampState;
  readonly due: DueView;
  /** The unit that bears it. */
  readonly unitName?: string;
  /** Page of the matter, below /workbench. */
  readonly path: string;
};

export type MyDuties = {
  readonly now: string;
  /** Mine to do, by gravity and due day. */
  readonly mine: readonly DutyLine[];
  /** Done on my side; another has to act. */
  readonly waiting: readonly DutyLine[];
};

/** 「今天要我做什么」. */
export function HomePage() {
  const me = useMe();
  const query = useApiQuery<MyDuties>('/api/duties/mine', {}, { refetchInterval: 120_000 });
  // Until the ledger answers this address there is simply nothing to do.
  const absent = query.error?.kind === 'missing';
  return (
    <PageFrame title="今天要我做什么" lead={`${me.person.name}, ${formatDay(query.data?.now ?? me.now)}`}>
      {absent ? <NothingToDo /> : <QueryView query={query}>{(duties) => <Duties duties={duties} />}</QueryView>}
    </PageFrame>
  );
}

function Duties({ duties }: { duties: MyDuties }) {
  const filters = useFilters();
  const lamp = filters.get('lamp');
  const shown = lamp === '' ? duties.mine : duties.mine.filter((duty) => duty.lamp === lamp);
  if (duties.mine.length === 0 && duties.waiting.length === 0) return <NothingToDo />;
  return (
    <>
      <LampCounts duties={duties.mine} chosen={lamp} onChoose={(next) => filters.set({ lamp: next })} />
      <DutyList name="my-duties" title="要我办的" duties={shown} now={duties.now} empty={<NothingToDo />} />
      {duties.waiting.length > 0 && (
        <DutyList name="my-waiting" title="等别人办的" duties={duties.waiting} now={duties.now} empty={null} />
      )}
    </>
  );
}

/** How many of each lamp; pressing one shows those alone. */
function LampCounts({
  duties,
  chosen,
  onChoose,
}: {
  duties: readonly DutyLine[];
  chosen: string;
  onChoose: (lamp: string | undefined) => void;
}) {
  const counts = LAMP_ORDER.map((lamp) => ({ lamp, count: duties.filter((duty) => duty.lamp === lamp).length })).filter(
    ({ lamp, count }) => count > 0 || lamp === 'red' || lamp === 'yellow' || lamp === 'warning' || lamp === 'normal',
  );
  return (
    <div className="home-counts">
      {counts.map(({ lamp, count }) => (
        <button
          key={lamp}
          type="button"
          className="home-count"
          aria-pressed={chosen === lamp}
          disabled={count === 0}
          aria-label={`${LAMP_LOOKS[lamp].word} ${count} 项`}
          onClick={() => onChoose(chosen === lamp ? undefined : lamp)}
        >
          <span className="home-count-number">{count}</span>
          <Lamp lamp={lamp} bare />
        </button>
      ))}
    </div>
  );
}

function DutyList({
  name,
  title,
  duties,
  now,
  empty,
}: {
  name: string;
  title: string;
  duties: readonly DutyLine[];
  now: string;
  empty: React.ReactNode;
}) {
  return (
    <DataList
      name={name}
      head={<h2>{title}</h2>}
      rows={duties}
      rowKey={(duty) => duty.id}
      href={(duty) => duty.path}
      unit="项"
      empty={empty}
      columns={[
        {
          key: 'lamp',
          leadOnPhone: true,
          title: '状态',
          width: 116,
          render: (duty) => <Lamp lamp={duty.lamp} />,
          text: (duty) => LAMP_LOOKS[duty.lamp].word,
        },
        {
          key: 'act',
          leadOnPhone: true,
          title: '要做的事',
          width: 120,
          render: (duty) => duty.act,
          text: (duty) => duty.act,
        },
        {
          key: 'title',
          title: '事项',
          main: true,
          render: (duty) => duty.title,
          text: (duty) => duty.title,
        },
        {
          key: 'unit',
          title: '责任单位',
          width: 200,
          render: (duty) => duty.unitName ?? '',
          text: (duty) => duty.unitName ?? '',
        },
        {
          key: 'due',
          title: '期限',
          width: 210,
          render: (duty) => <DueBadge due={duty.due} lamp={duty.lamp} mark={false} now={now} stacked />,
          text: (duty) => duty.due.dueAt ?? '',
        },
      ]}
    />
  );
}

function NothingToDo() {
  return (
    <Panel>
      <EmptyState icon={<CheckCircleOutlined />} title="现在没有要你办的事">
        交给你或你所在单位的责任会出现在这里, 按轻重和期限排好; 临近期限时会提前提醒。
      </EmptyState>
    </Panel>
  );
}
