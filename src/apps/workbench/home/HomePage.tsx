import { CheckCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { z } from 'zod';
import type { Duty, DutyList as DutyListAnswer } from '#contract/ledger';
import {
  type ApiProblem,
  api,
  apiKey,
  DataList,
  EmptyState,
  formatDay,
  LAMP_ORDER,
  Lamp,
  PageFrame,
  Panel,
  QueryView,
  subjectPath,
  useFilters,
  useMe,
} from '#ui/workbench';
import { PendingGrants } from '../../../directory/workbench/index.ts';
import { dutyColumns } from '../../../ledger/workbench/index.ts';
import { PendingAdjustments } from '../../../modules/adjustments/workbench/index.ts';
import { Brief } from '../../../modules/cockpit/workbench/index.ts';
import { InstructButton } from '../../../modules/instructions/workbench/index.ts';
import { Figures } from './Figures.tsx';

type Answer = z.infer<typeof DutyListAnswer>;

const MINE = { scope: 'mine', limit: 500 };

/** 「今天要我做什么」. */
export function HomePage() {
  const me = useMe();
  // Administrators and the like bear no duties and may not ask for any.
  const bears = me.actions.includes('duty.read');
  const query = useQuery<readonly Duty[], ApiProblem>({
    queryKey: apiKey('/api/duties', MINE),
    queryFn: ({ signal }) => everyPage(signal),
    enabled: bears,
    refetchInterval: 120_000,
  });
  // A leader bears no duties and has a minute: what is late, first.
  const leads = me.roles.some(({ role, unitId }) => role === 'leader' && unitId === undefined);
  return (
    <PageFrame title="今天要我做什么" lead={`${me.person.name}, ${formatDay(me.now)}`}>
      {me.actions.includes('adjustment.decide') && <PendingAdjustments />}
      {leads && <Brief actions={(task) => <InstructButton subject={{ type: 'task', id: task.id }} />} />}
      {!bears ? (
        <BearsNone />
      ) : (
        <QueryView query={query}>
          {(duties) => (leads && duties.length === 0 ? null : <Duties duties={duties} />)}
        </QueryView>
      )}
      {me.actions.includes('role.grant') && <PendingGrants />}
      <Figures />
    </PageFrame>
  );
}

/** The figures above the list count all of it, so all of it is read. */
async function everyPage(signal: AbortSignal): Promise<readonly Duty[]> {
  const duties: Duty[] = [];
  let after: string | undefined;
  do {
    const page = await api.get<Answer>('/api/duties', { query: { ...MINE, after }, signal });
    duties.push(...page.duties);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return duties;
}

function Duties({ duties }: { duties: readonly Duty[] }) {
  const filters = useFilters();
  const lamp = filters.get('lamp');
  // Performance was claimed: somebody else has to look at it now.
  const waiting = duties.filter((duty) => duty.state === 'held');
  const mine = [...duties.filter((duty) => duty.state !== 'held')].sort(byGravity);
  const shown = lamp === '' ? mine : mine.filter((duty) => duty.lamp === lamp);
  if (duties.length === 0) return <NothingToDo />;
  return (
    <>
      <LampCounts duties={mine} chosen={lamp} onChoose={(next) => filters.set({ lamp: next })} />
      <DutyList name="my-duties" title="要我办的" duties={shown} empty={<NothingToDo bare />} />
      {waiting.length > 0 && <DutyList name="my-waiting" title="等别人办的" duties={waiting} empty={null} />}
    </>
  );
}

function byGravity(a: Duty, b: Duty): number {
  const gravity = LAMP_ORDER.indexOf(a.lamp) - LAMP_ORDER.indexOf(b.lamp);
  if (gravity !== 0) return gravity;
  return (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9');
}

/** How many of each lamp; pressing one shows those alone. */
function LampCounts({
  duties,
  chosen,
  onChoose,
}: {
  duties: readonly Duty[];
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
          onClick={() => onChoose(chosen === lamp ? undefined : lamp)}
        >
          <span>
            <span className="home-count-number">{count}</span> 项
          </span>
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
  empty,
}: {
  name: string;
  title: string;
  duties: readonly Duty[];
  empty: ReactNode;
}) {
  return (
    <DataList
      name={name}
      head={<h2>{title}</h2>}
      rows={duties}
      rowKey={(duty) => duty.id}
      href={(duty) => subjectPath(duty.subject)}
      unit="项"
      exportName={title}
      empty={empty}
      columns={dutyColumns}
    />
  );
}

/** Who keeps the house in order sees none of its business; who has no role yet, nothing at all. */
function BearsNone() {
  const me = useMe();
  if (me.roles.length === 0) {
    return (
      <Panel>
        <EmptyState title="您现在没有任何角色">请联系本单位管理员申请授权; 授权之后, 要您办的事会列在这里。</EmptyState>
      </Panel>
    );
  }
  return (
    <Panel>
      <EmptyState
        icon={<CheckCircleOutlined aria-hidden="true" />}
        title="这里只列业务责任, 您的角色不承办业务"
        action={me.actions.includes('directory.read') ? <Link to="/directory/people">打开人员与角色</Link> : undefined}
      >
        单位、人员、账号和角色都在「组织机构」里。
      </EmptyState>
    </Panel>
  );
}

function NothingToDo({ bare }: { bare?: boolean }) {
  const words = (
    <EmptyState icon={<CheckCircleOutlined aria-hidden="true" />} title="现在没有要您办的事">
      交给您所在单位的责任会出现在这里, 按轻重和期限排好; 临近期限时会提前提醒。
    </EmptyState>
  );
  return bare ? words : <Panel>{words}</Panel>;
}
