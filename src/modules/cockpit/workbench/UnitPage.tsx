import { CheckCircleOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import {
  api,
  EmptyState,
  FilterBar,
  formatInstant,
  formatNumber,
  formatShort,
  LAMP_ORDER,
  Lamp,
  PageFrame,
  Panel,
  QueryView,
  useApiQuery,
  useFilters,
  useMe,
} from '#ui/workbench';
import type { UnitFact, UnitView } from '../contract.ts';
import { linksOf } from '../links.ts';
import { WeeksChart } from './CockpitPage.tsx';
import { Figures } from './Figures.tsx';
import { TaskCards } from './TaskCards.tsx';
import './cockpit.css';

/** 一个单位: what it leads, by lamp; how much is on time; what falls due; what happened last. */
export function UnitPage() {
  const { id = '' } = useParams();
  const period = useFilters().get('period');
  const query = useApiQuery<UnitView>(`/api/cockpit/units/${id}`, { period });
  return <QueryView query={query}>{(view) => <UnitSheet key={view.unit.id} view={view} />}</QueryView>;
}

function UnitSheet({ view }: { view: UnitView }) {
  const { unit, lamps, supporting, due, latest } = view;
  const navigate = useNavigate();
  const links = linksOf(view, { lead: unit.id });
  const live = lamps.reduce((sum, { count }) => sum + count, 0);
  const nothing = live === 0 && view.rate.closed === 0 && supporting === 0;
  return (
    <PageFrame
      title={unit.name}
      lead={`${unit.kind}, 截至 ${formatInstant(view.asOf)}`}
      back={{ to: '/cockpit', label: '总览' }}
      primary={
        <Button
          type="primary"
          icon={<UnorderedListOutlined aria-hidden="true" />}
          onClick={() => void navigate(`/tasks?unit=${unit.id}`)}
        >
          任务清单
        </Button>
      }
      aside={latest.length === 0 ? undefined : <Latest latest={latest} />}
      asideTitle="最近发生"
    >
      {nothing ? (
        <Panel>
          <EmptyState title="没有您可以查看的任务">
            这个单位牵头或配合的任务里, 您可以查看的会在这里按灯数出, 连同按期率和将到期的。
          </EmptyState>
        </Panel>
      ) : (
        <>
          <FilterBar
            fields={[
              {
                kind: 'choice',
                key: 'period',
                label: '办结的时间',
                none: '本年',
                choices: [
                  { value: 'quarter', label: '本季' },
                  { value: 'month', label: '本月' },
                ],
              },
            ]}
          />
          <Figures summary={view} links={links} />
          <Panel title={`牵头未了的任务 ${formatNumber(live)} 项`}>
            <p className="cockpit-lamps">
              {LAMP_ORDER.flatMap((lamp) => lamps.filter((one) => one.lamp === lamp)).map(({ lamp, count }) => (
                <Link key={lamp} to={`${liveOf(unit.id)}&lamp=${lamp}`}>
                  <strong>{formatNumber(count)}</strong> <Lamp lamp={lamp} bare />
                </Link>
              ))}
              {supporting > 0 && (
                <Link to={`/tasks?unit=${unit.id}&side=supporting`}>
                  另配合 <strong>{formatNumber(supporting)}</strong> 项
                </Link>
              )}
            </p>
          </Panel>
          <Panel title="将到期和已逾期的">
            {due.length === 0 ? (
              <EmptyState icon={<CheckCircleOutlined aria-hidden="true" />} title="没有等着报送的任务">
                交办给这个单位的任务会按到期的先后列在这里。
              </EmptyState>
            ) : (
              <TaskCards tasks={due} />
            )}
          </Panel>
          <WeeksChart
            cockpit={view}
            links={links}
            exportHref={api.url('/api/cockpit.xlsx', { chart: 'weeks', lead: unit.id })}
          />
        </>
      )}
    </PageFrame>
  );
}

/** The list that the lamps of a unit's page count. */
function liveOf(unit: string): string {
  return `/tasks?lead=${unit}&timing=overdue&timing=running&timing=held`;
}

function Latest({ latest }: { latest: readonly UnitFact[] }) {
  const { now } = useMe();
  return (
    <ol className="cockpit-latest">
      {latest.map((one) => (
        <li key={one.id}>
          <span className="wb-muted">{formatShort(one.at, now)}</span>
          <strong>{one.words}</strong>
          {one.unit !== null && <span className="wb-muted">{one.unit}</span>}
          <Link to={`/tasks/${one.task.id}`}>{one.task.title}</Link>
        </li>
      ))}
    </ol>
  );
}
