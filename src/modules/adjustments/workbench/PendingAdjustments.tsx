import { Link } from 'react-router';
import { formatShort, Panel, useApiQuery, useMe } from '#ui/workbench';
import type { AdjustmentLine } from '../contract.ts';
import './adjustments.css';

/** On the first page of whoever decides: the proposals that wait. Nothing where none do. */
export function PendingAdjustments() {
  const me = useMe();
  const query = useApiQuery<{ adjustments: readonly AdjustmentLine[] }>('/api/adjustments', { state: 'proposed' });
  const waiting = query.data?.adjustments ?? [];
  if (waiting.length === 0) return null;
  return (
    <Panel title={`等您批准的调整 ${waiting.length} 份`}>
      <ul className="adjustment-links">
        {waiting.map(({ id, title, dueAt }) => (
          <li key={id}>
            <Link to={`/adjustments/${id}`}>{title}</Link>
            {dueAt !== null && <span className="wb-muted">须在 {formatShort(dueAt, me.now)} 前决定</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
