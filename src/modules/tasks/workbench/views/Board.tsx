import { useMemo, useRef } from 'react';
import { Link } from 'react-router';
import { formatNumber, formatShort, Lamp, UnitLinks, useIsPhone, useMe, useWindowed } from '#ui/workbench';
import type { TaskLine } from '../../contract.ts';
import { STATE_WORDS } from '../../task-words.ts';
import './views.css';

const CARD = 132;

/** 看板: a column for each state. A card goes to the next by what is done with the task, never by being moved. */
export function Board({ tasks }: { tasks: readonly TaskLine[] }) {
  const byState = useMemo(() => Map.groupBy(tasks, ({ state }) => state), [tasks]);
  const columns = Object.entries(STATE_WORDS)
    .map(([state, words]) => ({ state, words, tasks: byState.get(state) ?? [] }))
    .filter((column) => column.tasks.length > 0 || !RARE.includes(column.state));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached with the keyboard too
    <section className="board" tabIndex={0} aria-label={`看板, ${tasks.length} 项任务`}>
      {columns.map((column) => (
        <Column key={column.state} {...column} />
      ))}
    </section>
  );
}

/** Shown only where something is in them. */
const RARE: readonly string[] = ['returned', 'void'];

function Column({ words, tasks }: { words: string; tasks: readonly TaskLine[] }) {
  const frame = useRef<HTMLDivElement>(null);
  const { now } = useMe();
  const phone = useIsPhone();
  const seen = useWindowed(frame, { count: tasks.length, size: CARD });
  return (
    <section className="board-column" aria-label={`${words} ${tasks.length} 项`}>
      <h2>
        {words} <span className="wb-muted">{formatNumber(tasks.length)}</span>
      </h2>
      <div ref={frame} className="board-cards" tabIndex={tasks.length * CARD > 400 ? 0 : -1}>
        <ul style={{ height: tasks.length * CARD }}>
          {tasks.slice(seen.from, seen.to).map((task, n) => (
            <li key={task.id} style={{ top: (seen.from + n) * CARD, height: CARD }}>
              <div className="board-card">
                <span className="board-card-lead">
                  <Lamp lamp={task.lamp} />
                  <span className="wb-muted">{task.number}</span>
                </span>
                <Link to={`/tasks/${task.id}`} className="board-card-title" title={task.title}>
                  {task.title}
                </Link>
                <span className="board-card-foot wb-muted">
                  <span className="board-card-units">
                    <UnitLinks units={task.leads} />
                  </span>
                  <span>
                    {task.deadlineAt === null
                      ? '不设期限'
                      : formatShort(task.deadlineAt, now).slice(0, phone ? undefined : -6)}
                  </span>
                </span>
              </div>
            </li>
          ))}
        </ul>
        {tasks.length === 0 && <p className="board-empty wb-muted">没有</p>}
      </div>
    </section>
  );
}
