import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link } from 'react-router';
import { formatNumber, Panel } from '#ui/workbench';
import type { PlanFigures } from '../contract.ts';
import type { linksOf } from '../links.ts';
import { percentWords, tallyOfPlan, totalOf } from '../sheets.ts';
import { planStanding, shareOf } from './finding.ts';

type Days = { readonly from: string; readonly to: string };
/** When a plan plays, as the list of plans tells it. */
export type PlanTimes = {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly period: Days | null;
  readonly phases: readonly (Days & { readonly name: string })[];
};

/** Each plan with its phases: how far its time has run, how much of it is done, and in which phase what is late. */
export function PlanProgress({
  figures,
  plans,
  today,
  links,
  exportHref,
}: {
  figures: readonly PlanFigures[];
  plans: readonly PlanTimes[];
  today: string;
  links: ReturnType<typeof linksOf>;
  exportHref: string;
}) {
  return (
    <Panel
      title={`在办的方案 ${figures.length} 份`}
      extra={
        <Button type="text" icon={<DownloadOutlined aria-hidden="true" />} href={exportHref} download>
          导出
        </Button>
      }
    >
      <ul className="cockpit-plans">
        {figures.map((one) => (
          <PlanRow
            key={one.plan.id}
            figures={one}
            times={plans.find(({ id }) => id === one.plan.id)}
            today={today}
            links={links}
          />
        ))}
      </ul>
      <p className="cockpit-note wb-muted">
        办结占全部任务, 不分时间; 不设期限而办完的、免除的、作废的不计。阶段之下是到期日在该阶段的任务。截至 {today}。
      </p>
    </Panel>
  );
}

function PlanRow({
  figures,
  times,
  today,
  links,
}: {
  figures: PlanFigures;
  times: PlanTimes | undefined;
  today: string;
  links: ReturnType<typeof linksOf>;
}) {
  const { id, title } = figures.plan;
  const { tally, total, closed, done, elapsed } = planStanding(figures, times?.period ?? null, today);
  return (
    <li>
      <div className="cockpit-plan-head">
        <Link to={`/plans/${id}`}>
          <strong>{title}</strong>
        </Link>
        <span className="cockpit-plan-counts">
          <Link to={links.ofPlan(id, ['on-time', 'late'])}>
            办结 {formatNumber(closed)} / {formatNumber(total)}
          </Link>
          {tally.overdue > 0 && (
            <Link className="cockpit-alarm" to={links.ofPlan(id, ['overdue'])}>
              逾期未办结 {formatNumber(tally.overdue)}
            </Link>
          )}
        </span>
      </div>
      <Track name="办结" share={done} tone="done" />
      <Track name="时间" share={elapsed} tone="time" />
      {times !== undefined && times.phases.length > 0 && (
        <ol className="cockpit-phases">
          {times.phases.map((phase) => (
            <Phase key={`${phase.from} ${phase.name}`} plan={figures} phase={phase} today={today} links={links} />
          ))}
        </ol>
      )}
    </li>
  );
}

function Track({ name, share, tone }: { name: string; share: number | null; tone: 'done' | 'time' }) {
  if (share === null) return null;
  return (
    <div className="cockpit-track">
      <span>{name}</span>
      <span className={`cockpit-bar cockpit-bar-${tone}`}>
        <i style={{ width: `${share * 100}%` }} />
      </span>
      <span className="cockpit-share">{percentWords(share)}</span>
    </div>
  );
}

function Phase({
  plan,
  phase,
  today,
  links,
}: {
  plan: PlanFigures;
  phase: PlanTimes['phases'][number];
  today: string;
  links: ReturnType<typeof linksOf>;
}) {
  const tally = tallyOfPlan(plan, phase);
  const total = totalOf(tally);
  const isNow = phase.from <= today && today <= phase.to;
  const state = phase.to < today ? '已过' : isNow ? '进行中' : '未开始';
  const elapsed = shareOf(phase, today);
  return (
    <li
      className={isNow ? 'cockpit-phase-now' : phase.to < today ? 'cockpit-phase-past' : ''}
      {...(isNow ? { 'aria-current': 'step' } : {})}
    >
      <span className="cockpit-phase-name">{phase.name}</span>
      <span className="wb-muted">
        {phase.from.slice(5)} 至 {phase.to.slice(5)} · {state}
        {isNow && elapsed !== null ? ` ${percentWords(elapsed)}` : ''}
      </span>
      {total > 0 && (
        <span className="cockpit-phase-counts">
          <Link to={links.ofPlan(plan.plan.id, ['on-time', 'late'], phase)}>办结 {tally['on-time'] + tally.late}</Link>
          {tally.overdue > 0 && (
            <Link className="cockpit-alarm" to={links.ofPlan(plan.plan.id, ['overdue'], phase)}>
              逾期 {tally.overdue}
            </Link>
          )}
          {tally.held > 0 && <Link to={links.ofPlan(plan.plan.id, ['held'], phase)}>待验收 {tally.held}</Link>}
          {tally.running > 0 && <Link to={links.ofPlan(plan.plan.id, ['running'], phase)}>在办 {tally.running}</Link>}
        </span>
      )}
    </li>
  );
}
