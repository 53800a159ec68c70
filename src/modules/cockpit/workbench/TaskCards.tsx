import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatShort, Lamp, UnitLinks, useMe } from '#ui/workbench';
import type { TaskCard } from '../contract.ts';
import './cockpit.css';

/** A few tasks, each opening its page. `actions` is what may be done with one from here. */
export function TaskCards({
  tasks,
  actions,
}: {
  tasks: readonly TaskCard[];
  actions?: ((task: TaskCard) => ReactNode) | undefined;
}) {
  const { now } = useMe();
  return (
    <ul className="cockpit-cards">
      {tasks.map((task) => (
        <li key={task.id}>
          <span className="cockpit-card-lead">
            <Lamp lamp={task.lamp} />
            <span className="cockpit-card-due">{dueWords(task, now)}</span>
          </span>
          <Link className="cockpit-card-title" to={`/tasks/${task.id}`}>
            {task.number} {task.title}
          </Link>
          <span className="wb-muted">
            <UnitLinks units={task.leads} />
          </span>
          {actions !== undefined && <span className="cockpit-card-actions">{actions(task)}</span>}
        </li>
      ))}
    </ul>
  );
}

function dueWords({ dueAt, workdaysLate }: TaskCard, now: string): string {
  if (dueAt === null) return '不设期限';
  const when = formatShort(dueAt, now);
  if (dueAt >= now) return `${when} 到期`;
  return workdaysLate === 0 ? `刚刚逾期 (${when})` : `逾期 ${workdaysLate} 个工作日 (${when})`;
}
