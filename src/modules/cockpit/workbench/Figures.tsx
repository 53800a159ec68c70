import { Link } from 'react-router';
import { formatLarge, formatNumber } from '#ui/workbench';
import type { Cockpit } from '../contract.ts';
import type { linksOf } from '../links.ts';
import { percentWords } from '../sheets.ts';
import './cockpit.css';

type Summary = Pick<Cockpit, 'tally' | 'rate' | 'lateness' | 'dueThisWeek' | 'period'>;
const PERIOD_WORDS = { year: '本年', quarter: '本季', month: '本月' } as const;

/** The four figures at the head of a page, each with how it was counted; what is counted opens. */
export function Figures({ summary, links }: { summary: Summary; links: ReturnType<typeof linksOf> }) {
  const { tally, rate, lateness, dueThisWeek, period } = summary;
  return (
    <ul className="cockpit-figures">
      <li className="wb-panel">
        <h2>{PERIOD_WORDS[period.name]}按期率</h2>
        <strong className="cockpit-number">{percentWords(rate.share)}</strong>
        <p className="cockpit-formula">
          <Link to={links.onTime}>按期 {formatNumber(rate.onTime)}</Link> ÷ (
          <Link to={links.closed}>办结 {formatNumber(rate.closed)}</Link> +{' '}
          <Link to={links.overdue}>逾期未办结 {formatNumber(rate.overdue)}</Link>)
        </p>
        <p className="wb-muted">
          {period.from} 至 {period.to}
        </p>
      </li>
      <li className="wb-panel">
        <h2>逾期未办结</h2>
        <Link to={links.overdue} className={`cockpit-number${tally.overdue > 0 ? ' cockpit-alarm' : ''}`}>
          {formatLarge(tally.overdue)} <small>项</small>
        </Link>
        <p className="cockpit-formula">
          另有<Link to={links.held}>待验收 {formatNumber(tally.held)}</Link>、
          <Link to={links.running}>在办 {formatNumber(tally.running)}</Link>
        </p>
        <p className="wb-muted">已过到期时刻, 未报送或逾期报送</p>
      </li>
      <li className="wb-panel">
        <h2>本周到期</h2>
        <Link to={links.dueThisWeek} className="cockpit-number">
          {formatLarge(dueThisWeek.count)} <small>项</small>
        </Link>
        <p className="wb-muted">
          {dueThisWeek.from === dueThisWeek.to ? '今天' : `今天至 ${dueThisWeek.to} 周日`}到期, 尚未报送的
        </p>
      </li>
      <li className="wb-panel">
        <h2>平均逾期</h2>
        <strong className="cockpit-number">
          {lateness.workdays === null ? '—' : formatNumber(lateness.workdays)} <small>个工作日</small>
        </strong>
        <p className="cockpit-formula">
          <Link to={links.late}>逾期办结 {formatNumber(tally.late)}</Link>、
          <Link to={links.overdue}>逾期未办结 {formatNumber(tally.overdue)}</Link>
        </p>
        <p className="wb-muted">到期日至报送日, 未报送的至今天</p>
      </li>
    </ul>
  );
}
