import { useMemo, useRef } from 'react';
import { Link } from 'react-router';
import {
  dayAt,
  dayIndex,
  dayOf,
  formatDay,
  LAMP_LOOKS,
  LampGlyph,
  useIsPhone,
  useMe,
  useWindowed,
} from '#ui/workbench';
import type { TaskLine } from '../../contract.ts';
import { stateWords } from '../../task-words.ts';
import { barOf, type GanttBar, monthsIn, type PlanTimes, stretchOf } from './gantt.ts';
import './views.css';

const ROW = 34;
const HEAD = 56;

/** 甘特图: every task from the day it was given to the day it is due, over the phases of its plan, with today. */
export function Gantt({ tasks, plan }: { tasks: readonly TaskLine[]; plan: PlanTimes | undefined }) {
  const phone = useIsPhone();
  const { now } = useMe();
  const frame = useRef<HTMLElement>(null);
  const today = dayIndex(now);
  const rows = useMemo(
    () =>
      tasks
        .map((task) => ({ task, bar: barOf(task, today, dayIndex) }))
        .sort((a, b) => (a.bar.due ?? 1e9) - (b.bar.due ?? 1e9) || a.bar.from - b.bar.from),
    [tasks, today],
  );
  const stretch = useMemo(
    () =>
      stretchOf(
        rows.map(({ bar }) => bar),
        plan,
        today,
        dayIndex,
      ),
    [rows, plan, today],
  );
  const months = useMemo(() => monthsIn(stretch, dayAt), [stretch]);
  const seen = useWindowed(frame, { count: rows.length, size: ROW, before: HEAD });
  const days = stretch.last - stretch.first + 1;
  const names = phone ? 148 : 330;
  // At least so wide that a week can be told; where there is room, as wide as the window.
  const width = Math.max(days * (phone ? 3 : 4), phone ? 300 : 720);
  const at = (day: number) => `${((day - stretch.first) / days) * 100}%`;
  const share = (length: number) => `${(length / days) * 100}%`;
  return (
    <section
      ref={frame}
      className="views-frame"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached with the keyboard too
      tabIndex={0}
      aria-label={`甘特图, ${rows.length} 项任务`}
    >
      <div className="gantt" style={{ minWidth: names + width }}>
        <div className="gantt-head" style={{ height: HEAD }}>
          <div className="gantt-name" style={{ width: names }}>
            任务
          </div>
          <div className="gantt-line">
            {(plan?.phases ?? []).map((phase) => (
              <span
                key={`${phase.from} ${phase.name}`}
                className="gantt-phase-name"
                style={{
                  left: at(dayIndex(phase.from)),
                  width: share(dayIndex(phase.to) - dayIndex(phase.from) + 1),
                }}
                title={`${phase.name}: ${phase.from} 至 ${phase.to}`}
              >
                {phase.name}
              </span>
            ))}
            {months.map((month) => (
              <span key={month.at} className="gantt-month" style={{ left: at(month.at) }}>
                {month.words}
              </span>
            ))}
            <span className="gantt-today-name" style={{ left: at(today) }}>
              今天
            </span>
          </div>
        </div>
        <div className="gantt-rows" style={{ height: rows.length * ROW }}>
          <div className="gantt-ground" style={{ left: names }} aria-hidden="true">
            {(plan?.phases ?? []).map((phase, n) => (
              <i
                key={`${phase.from} ${phase.name}`}
                className={`gantt-phase${n % 2 === 0 ? ' gantt-phase-even' : ''}`}
                style={{
                  left: at(dayIndex(phase.from)),
                  width: share(dayIndex(phase.to) - dayIndex(phase.from) + 1),
                }}
              />
            ))}
            {months.map((month) => (
              <i key={month.at} className="gantt-grid" style={{ left: at(month.at) }} />
            ))}
            <i className="gantt-today" style={{ left: at(today) }} />
          </div>
          <ul>
            {rows.slice(seen.from, seen.to).map(({ task, bar }, n) => (
              <li key={task.id} className="gantt-row" style={{ top: (seen.from + n) * ROW, height: ROW }}>
                <Link className="gantt-name" style={{ width: names }} to={`/tasks/${task.id}`} title={wordsOf(task)}>
                  <LampMark task={task} />
                  <span className="gantt-title">
                    <span className="gantt-number">{task.number} </span>
                    {task.title}
                  </span>
                  <span className="wb-visually-hidden">{wordsOf(task)}</span>
                </Link>
                <div className="gantt-line" aria-hidden="true" title={wordsOf(task)}>
                  <Bar task={task} bar={bar} today={today} at={at} share={share} />
                </div>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}

function LampMark({ task }: { task: TaskLine }) {
  if (task.lamp === null) return null;
  const look = LAMP_LOOKS[task.lamp];
  return (
    <span className={`gantt-lamp wb-tone-${look.tone}`}>
      <LampGlyph shape={look.shape} />
      <span>{look.word}</span>
    </span>
  );
}

function Bar({
  task,
  bar,
  today,
  at,
  share,
}: {
  task: TaskLine;
  bar: GanttBar;
  today: number;
  at: (day: number) => string;
  share: (length: number) => string;
}) {
  const tone = task.lamp === null ? 'paused' : LAMP_LOOKS[task.lamp].tone;
  // Without a day it has a beginning and no end.
  const end = bar.due ?? bar.done ?? Math.max(bar.from, today);
  return (
    <>
      <i
        className={`gantt-bar wb-tone-${tone}${bar.due === null ? ' gantt-bar-open' : ''}`}
        style={{ left: at(bar.from), width: share(end - bar.from + 1) }}
      />
      {bar.late !== null && (
        <i
          className="gantt-late"
          style={{ left: at(bar.late.first), width: share(bar.late.last - bar.late.first + 1) }}
        />
      )}
      {bar.done !== null && (
        <i className={`gantt-done wb-tone-${tone}`} style={{ left: at(bar.done) }}>
          <LampGlyph shape="check" />
        </i>
      )}
    </>
  );
}

function wordsOf(task: TaskLine): string {
  const lamp = task.lamp === null ? '' : `${LAMP_LOOKS[task.lamp].word}, `;
  const due = task.deadlineAt === null ? '不设期限' : `${formatDay(task.deadlineAt)} 到期`;
  const done = task.performedAt === null ? '' : `, ${dayOf(task.performedAt)} 报送完成`;
  return `${task.title}: ${lamp}${stateWords(task.state)}, ${dayOf(task.openedAt)} 交办, ${due}${done}`;
}
