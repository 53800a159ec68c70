import { useMemo, useRef } from 'react';
import { Link } from 'react-router';
import type { Lamp } from '#core/obligation';
import { LAMP_LOOKS, LampGlyph, UnitLink, useIsPhone, useWindowed } from '#ui/workbench';
import type { TaskLine } from '../../contract.ts';
import './views.css';

const ROW = 40;
const HEAD = 78;
const COLUMN = 92;

type Unit = { readonly id: string; readonly name: string };
type Cell = { readonly side: 'lead'; readonly lamp: Lamp | null } | { readonly side: 'supporting' };

/** 矩阵: tasks by units. A lead unit's cell is its own lamp for the task: colour, shape and word. */
export function Matrix({ tasks }: { tasks: readonly TaskLine[] }) {
  const phone = useIsPhone();
  const frame = useRef<HTMLElement>(null);
  const units = useMemo(() => unitsOf(tasks), [tasks]);
  const names = phone ? 140 : 330;
  const rows = useWindowed(frame, { count: tasks.length, size: ROW, before: HEAD });
  const columns = useWindowed(frame, { count: units.length, size: COLUMN, before: names, across: true });
  const shown = units.slice(columns.from, columns.to);
  return (
    <section
      ref={frame}
      className="views-frame"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached with the keyboard too
      tabIndex={0}
      aria-label={`单位与任务, ${tasks.length} 项任务, ${units.length} 个单位`}
    >
      <div className="matrix" style={{ width: names + units.length * COLUMN }}>
        <div className="matrix-head" style={{ height: HEAD }}>
          <div className="matrix-name" style={{ width: names }}>
            任务 <span className="wb-muted">{tasks.length}</span> × 单位{' '}
            <span className="wb-muted">{units.length}</span>
          </div>
          {shown.map((unit, n) => (
            <div
              key={unit.id}
              className="matrix-unit"
              style={{ left: names + (columns.from + n) * COLUMN, width: COLUMN }}
              title={unit.name}
            >
              <UnitLink unit={unit} />
            </div>
          ))}
        </div>
        <ul style={{ height: tasks.length * ROW }}>
          {tasks.slice(rows.from, rows.to).map((task, n) => (
            <li key={task.id} className="matrix-row" style={{ top: (rows.from + n) * ROW, height: ROW }}>
              <Link className="matrix-name" style={{ width: names }} to={`/tasks/${task.id}`} title={task.title}>
                <span>
                  {task.number} {task.title}
                </span>
              </Link>
              {shown.map((unit, column) => (
                <CellView
                  key={unit.id}
                  cell={cellOf(task, unit.id)}
                  left={names + (columns.from + column) * COLUMN}
                  unit={unit}
                />
              ))}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function CellView({ cell, left, unit }: { cell: Cell | undefined; left: number; unit: Unit }) {
  const place = { left, width: COLUMN };
  if (cell === undefined) return null;
  if (cell.side === 'supporting')
    return (
      <span className="matrix-cell matrix-support" style={place} title={`${unit.name} 配合`}>
        配合
      </span>
    );
  if (cell.lamp === null) return <span className="matrix-cell" style={place} title={`${unit.name} 牵头`} />;
  const look = LAMP_LOOKS[cell.lamp];
  return (
    <span
      className={`matrix-cell matrix-lead wb-tone-${look.tone}`}
      style={place}
      title={`${unit.name} 牵头: ${look.word}`}
    >
      <LampGlyph shape={look.shape} />
      {look.word}
    </span>
  );
}

function cellOf(task: TaskLine, unit: string): Cell | undefined {
  const lead = task.leads.find(({ id }) => id === unit);
  if (lead !== undefined) return { side: 'lead', lamp: lead.lamp };
  return task.supports.some(({ id }) => id === unit) ? { side: 'supporting' } : undefined;
}

/** Those that lead most first, then those that only take part, then by name. */
function unitsOf(tasks: readonly TaskLine[]): Unit[] {
  const found = new Map<string, Unit & { leads: number; supports: number }>();
  const count = (unit: Unit, side: 'leads' | 'supports') => {
    const one = found.get(unit.id) ?? { id: unit.id, name: unit.name, leads: 0, supports: 0 };
    one[side] += 1;
    found.set(unit.id, one);
  };
  for (const task of tasks) {
    for (const unit of task.leads) count(unit, 'leads');
    for (const unit of task.supports) count(unit, 'supports');
  }
  return [...found.values()].sort(
    (a, b) => b.leads - a.leads || b.supports - a.supports || a.name.localeCompare(b.name, 'zh-CN'),
  );
}
