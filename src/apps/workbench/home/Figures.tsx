import { Link } from 'react-router';
import type { z } from 'zod';
import type { DutyList } from '#contract/ledger';
import { formatNumber, LAMP_ORDER, Lamp, Panel, useApiQuery, useMe } from '#ui/workbench';

/** Those who answer for more than their own unit. */
const OVERSEERS: readonly string[] = ['office', 'leader', 'inspector'];

/** The lamps that the page of warnings lists. */
const ALARMS: readonly string[] = ['red', 'yellow', 'warning'];

/** How everything that one oversees stands: live duties by lamp, each figure opening the list behind it. */
export function Figures() {
  const me = useMe();
  const oversees = me.roles.some(({ role }) => OVERSEERS.includes(role));
  const query = useApiQuery<z.infer<typeof DutyList>>(
    '/api/duties',
    { scope: 'all', limit: 1 },
    { enabled: oversees, refetchInterval: 120_000 },
  );
  const counts = query.data?.counts ?? [];
  if (!oversees || counts.length === 0) return null;
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <Panel title={`${me.jurisdiction.name}未了的责任 ${formatNumber(total)} 项`}>
      <div className="home-counts">
        {LAMP_ORDER.flatMap((lamp) => counts.filter((count) => count.lamp === lamp)).map(({ lamp, count }) => (
          <Link key={lamp} className="home-count" to={`/${ALARMS.includes(lamp) ? 'warnings' : 'tasks'}?lamp=${lamp}`}>
            <span>
              <span className="home-count-number">{formatNumber(count)}</span> 项
            </span>
            <Lamp lamp={lamp} bare />
          </Link>
        ))}
      </div>
    </Panel>
  );
}
