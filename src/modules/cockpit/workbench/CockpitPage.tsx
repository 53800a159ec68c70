import { FundProjectionScreenOutlined } from '@ant-design/icons';
import {
  api,
  Chart,
  EmptyState,
  FilterBar,
  formatInstant,
  PageFrame,
  Panel,
  QueryView,
  useApiQuery,
  useFilters,
  useIsPhone,
} from '#ui/workbench';
import type { Cockpit } from '../contract.ts';
import { linksOf } from '../links.ts';
import { percentWords } from '../sheets.ts';
import { Figures } from './Figures.tsx';
import { unitsFinding, weeksFinding } from './finding.ts';
import { PlanProgress, type PlanTimes } from './PlanProgress.tsx';
import './cockpit.css';

/** More units than this are in the table only. */
const MOST_BARS = 10;
const OFTEN = 120_000;

/** 总览: how much is done on time, what falls due, who is late; each figure opens the list that it counts. */
export function CockpitPage() {
  const filters = useFilters();
  const query = { period: filters.get('period'), plan: filters.get('plan') };
  const cockpit = useApiQuery<Cockpit>('/api/cockpit', query, { refetchInterval: OFTEN });
  const plans = useApiQuery<{ plans: PlanTimes[] }>('/api/plans');
  const inForce = (plans.data?.plans ?? []).filter(({ state }) => state !== 'draft');
  return (
    <PageFrame
      title="总览"
      lead={
        cockpit.data === undefined
          ? '按期多少, 谁在逾期, 将到期什么'
          : `截至 ${formatInstant(cockpit.data.asOf)}, 我可以查看的任务`
      }
    >
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
          {
            kind: 'select',
            key: 'plan',
            label: '方案',
            width: 260,
            choices: inForce.map((plan) => ({ value: plan.id, label: plan.title })),
          },
        ]}
      />
      <QueryView query={cockpit}>{(answer) => <Dashboard cockpit={answer} plans={inForce} query={query} />}</QueryView>
    </PageFrame>
  );
}

function Dashboard({
  cockpit,
  plans,
  query,
}: {
  cockpit: Cockpit;
  plans: readonly PlanTimes[];
  query: { readonly period: string; readonly plan: string };
}) {
  const links = linksOf(cockpit, { plan: query.plan });
  const nothing = Object.values(cockpit.tally).every((count) => count === 0);
  if (nothing && cockpit.plans.length === 0) {
    return (
      <Panel>
        <EmptyState icon={<FundProjectionScreenOutlined aria-hidden="true" />} title="还没有任务可以汇总">
          方案启动之后, 这里数出按期率、本周到期和各单位的逾期; 每个数字都点得开。
        </EmptyState>
      </Panel>
    );
  }
  return (
    <>
      <Figures summary={cockpit} links={links} />
      <div className="cockpit-halves">
        <UnitsChart cockpit={cockpit} links={links} exportHref={sheetHref('units', query)} />
        <WeeksChart cockpit={cockpit} links={links} exportHref={sheetHref('weeks', query)} />
      </div>
      {cockpit.plans.length > 0 && (
        <PlanProgress
          figures={cockpit.plans}
          plans={plans}
          today={cockpit.period.to}
          links={links}
          exportHref={sheetHref('plans', query)}
        />
      )}
    </>
  );
}

type ChartProps = {
  readonly cockpit: Cockpit;
  readonly links: ReturnType<typeof linksOf>;
  readonly exportHref: string;
};

function UnitsChart({ cockpit, links, exportHref }: ChartProps) {
  const phone = useIsPhone();
  const late = cockpit.units.filter(({ tally }) => tally.overdue > 0);
  const shown = late.slice(0, phone ? 6 : MOST_BARS);
  const more = late.length - shown.length;
  const cell = (unit: string, timing: 'overdue' | 'late' | 'on-time' | 'held' | 'running', count: number) => ({
    text: String(count),
    to: count === 0 ? undefined : links.ofLead(unit, timing),
  });
  return (
    <Chart
      finding={unitsFinding(cockpit.units)}
      exportHref={exportHref}
      notes={`逾期未办结的项数, 按牵头单位; 几个单位牵头的各计一次, 各按自己的期限。截至 ${cockpit.period.to}。${more > 0 ? `其余 ${more} 个单位见表格。` : ''}`}
      bars={{
        kind: 'rows',
        categories: shown.map(({ unit }) => unit.name),
        series: [{ name: '逾期未办结', tone: 'red', values: shown.map(({ tally }) => tally.overdue) }],
        linkOf: (_, index) => {
          const unit = shown[index]?.unit.id;
          return unit === undefined ? undefined : links.ofLead(unit, 'overdue');
        },
      }}
      table={{
        columns: ['单位', '按期率', '逾期未办结', '逾期办结', '按期办结', '待验收', '在办'],
        rows: cockpit.units.map(({ unit, tally, rate }) => [
          { text: unit.name, to: `/units/${unit.id}` },
          percentWords(rate.share),
          cell(unit.id, 'overdue', tally.overdue),
          cell(unit.id, 'late', tally.late),
          cell(unit.id, 'on-time', tally['on-time']),
          cell(unit.id, 'held', tally.held),
          cell(unit.id, 'running', tally.running),
        ]),
      }}
    />
  );
}

/** Shared with the page of a unit: what ended in each week, on time or late. */
export function WeeksChart({
  cockpit,
  links,
  exportHref,
}: Omit<ChartProps, 'cockpit' | 'exportHref'> & {
  readonly cockpit: Pick<Cockpit, 'weeks' | 'period'>;
  readonly exportHref?: string | undefined;
}) {
  const { weeks } = cockpit;
  return (
    <Chart
      finding={weeksFinding(weeks)}
      exportHref={exportHref}
      notes={`按报送完成之日所在的周计, 验收通过才算办结; 不设期限的不计。截至 ${cockpit.period.to}。`}
      bars={{
        kind: 'columns',
        categories: weeks.map(({ from }) => `${Number(from.slice(5, 7))}/${Number(from.slice(8, 10))}`),
        series: [
          { name: '按期办结', tone: 'brand', values: weeks.map(({ onTime }) => onTime) },
          { name: '逾期办结', tone: 'yellow', striped: true, values: weeks.map(({ late }) => late) },
        ],
        linkOf: (series, index) => {
          const week = weeks[index];
          return week === undefined ? undefined : links.ofWeek(week, series === 0 ? 'on-time' : 'late');
        },
      }}
      table={{
        columns: ['周 (周一至周日)', '按期办结', '逾期办结'],
        rows: weeks.map((week) => [
          `${week.from} 至 ${week.to}`,
          { text: String(week.onTime), to: week.onTime === 0 ? undefined : links.ofWeek(week, 'on-time') },
          { text: String(week.late), to: week.late === 0 ? undefined : links.ofWeek(week, 'late') },
        ]),
      }}
    />
  );
}

function sheetHref(chart: string, query: { readonly period: string; readonly plan: string }): string {
  return api.url('/api/cockpit.xlsx', { chart, ...query });
}
