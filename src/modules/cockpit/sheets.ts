import type { Cockpit, PlanFigures, Tally } from './contract.ts';

type Value = string | number | null;
/** The figures of one chart as a table: what a screen reader reads, and what the workbook holds. */
export type FigureTable = {
  readonly title: string;
  readonly notes: readonly string[];
  readonly columns: readonly { readonly heading: string; readonly width: number }[];
  readonly rows: readonly (readonly Value[])[];
};

export const RATE_FORMULA = '按期率 = 按期办结 ÷ (办结 + 逾期未办结)';
const EXCLUDED = '不设期限、免除、作废的任务不计; 是否按期以报送完成的时刻判定, 验收通过才算办结。';

/** The figures of one chart, with the formula and the date. */
export function figureTable(chart: 'units' | 'weeks' | 'plans', cockpit: Cockpit): FigureTable {
  const { from, to } = cockpit.period;
  const asOf = `截至 ${to}; 办结自 ${from} 起计。`;
  switch (chart) {
    case 'units':
      return {
        title: '各单位按期情况',
        notes: [asOf, `${RATE_FORMULA}。${EXCLUDED}各单位按其牵头的任务计, 几个单位牵头的各计一次。`],
        columns: [
          { heading: '单位', width: 36 },
          { heading: '按期率', width: 10 },
          { heading: '逾期未办结', width: 12 },
          { heading: '逾期办结', width: 12 },
          { heading: '按期办结', width: 12 },
          { heading: '待验收', width: 10 },
          { heading: '在办', width: 10 },
        ],
        rows: cockpit.units.map(({ unit, tally, rate }) => [
          unit.name,
          percentWords(rate.share),
          tally.overdue,
          tally.late,
          tally['on-time'],
          tally.held,
          tally.running,
        ]),
      };
    case 'weeks':
      return {
        title: '每周办结',
        notes: [`截至 ${to}。`, `按报送完成之日所在的周计, 周一至周日。${EXCLUDED}`],
        columns: [
          { heading: '周一', width: 12 },
          { heading: '周日', width: 12 },
          { heading: '按期办结', width: 12 },
          { heading: '逾期办结', width: 12 },
          { heading: '按期所占', width: 12 },
        ],
        rows: cockpit.weeks.map((week) => [
          week.from,
          week.to,
          week.onTime,
          week.late,
          percentWords(week.onTime + week.late === 0 ? null : week.onTime / (week.onTime + week.late)),
        ]),
      };
    case 'plans':
      return {
        title: '各方案进度',
        notes: [`截至 ${to}。`, '只列尚有任务未办结的方案; 办结不分时间, 全部计入。'],
        columns: [
          { heading: '方案', width: 44 },
          { heading: '任务', width: 10 },
          { heading: '办结', width: 10 },
          { heading: '逾期未办结', width: 12 },
          { heading: '待验收', width: 10 },
          { heading: '在办', width: 10 },
        ],
        rows: cockpit.plans.map((plan) => {
          const tally = tallyOfPlan(plan);
          return [
            plan.plan.title,
            totalOf(tally),
            tally['on-time'] + tally.late,
            tally.overdue,
            tally.held,
            tally.running,
          ];
        }),
      };
  }
}

/** All tasks of a plan by timing, or those due within some days. Those that count neither way are left out. */
export function tallyOfPlan({ days }: PlanFigures, within?: { readonly from: string; readonly to: string }): Tally {
  const tally = { 'on-time': 0, late: 0, overdue: 0, held: 0, running: 0 };
  for (const { day, timing, count } of days) {
    if (timing === 'excluded') continue;
    if (within !== undefined && (day === null || day < within.from || day > within.to)) continue;
    tally[timing] += count;
  }
  return tally;
}

export function totalOf(tally: Tally): number {
  return tally['on-time'] + tally.late + tally.overdue + tally.held + tally.running;
}

/** 87.5%; a rate that is not quite whole is never rounded up to it. */
export function percentWords(share: number | null): string {
  if (share === null) return '—';
  const tenths = Math.floor(share * 1000 + 1e-9);
  return `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)}%`;
}
