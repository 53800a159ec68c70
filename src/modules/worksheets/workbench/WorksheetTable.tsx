import { Table, type TableProps } from 'antd';
import { type ClipboardEvent, type KeyboardEvent, useMemo, useRef } from 'react';
import { Link } from 'react-router';
import { formatShort, Lamp } from '#ui/workbench';
import { type Fault, FIELDS, type Field } from '../contract.ts';
import { SIDE_WORDS } from '../entries.ts';
import { parsePasted } from '../paste.ts';
import { Cell, FIELD_WORDS, RowFaults } from './Cell.tsx';
import type { Entries, Line } from './use-entries.ts';

const WIDTHS: Readonly<Record<Field, number>> = { percent: 84, progress: 250, problem: 180, nextStep: 180 };
const LEFT = [
  { key: 'task', width: 290 },
  { key: 'last', width: 170 },
] as const;
const WIDTH = Object.values(WIDTHS).reduce((sum, width) => sum + width, 0) + LEFT[0].width + LEFT[1].width;

/** The long table. Enter goes down, Alt with an arrow goes anywhere, Tab as everywhere; cells are pasted as cells. */
export function WorksheetTable({
  lines,
  onWrite,
  onPaste,
  onAccept,
}: {
  lines: readonly Line[];
  onWrite: Entries['write'];
  onPaste: (cells: Parameters<Entries['paste']>[0], left: number) => void;
  onAccept: (fault: Fault) => void;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => columnsOf(onWrite, onAccept), [onWrite, onAccept]);

  const go = (index: number, field: Field) =>
    focusCell(frame.current, Math.max(0, Math.min(lines.length - 1, index)), field);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = placeOf(event.target);
    if (at === undefined || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    const across = FIELDS.indexOf(at.field);
    const sideways = (step: number) => go(at.index, FIELDS[across + step] ?? at.field);
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) go(at.index + 1, at.field);
    else if (event.altKey && event.key === 'ArrowDown') go(at.index + 1, at.field);
    else if (event.altKey && event.key === 'ArrowUp') go(at.index - 1, at.field);
    else if (event.altKey && event.key === 'ArrowRight') sideways(1);
    else if (event.altKey && event.key === 'ArrowLeft') sideways(-1);
    else return;
    event.preventDefault();
  };
  const takePaste = (event: ClipboardEvent<HTMLElement>) => {
    const at = placeOf(event.target);
    const text = event.clipboardData.getData('text/plain');
    // Paragraphs of a letter belong into one cell: only a table is spread over several.
    const isTable = text.includes('\t') || /<t[rd][\s>]/i.test(event.clipboardData.getData('text/html'));
    if (at === undefined || !isTable) return;
    const pasted = parsePasted(text);
    if (pasted.length === 1 && pasted[0]?.length === 1) return;
    event.preventDefault();
    const from = FIELDS.indexOf(at.field);
    const cells = pasted.flatMap((row, down) =>
      row.flatMap((value, across) => {
        const line = lines[at.index + down];
        const field = FIELDS[from + across];
        return line === undefined || field === undefined ? [] : [{ row: line.row, field, text: value }];
      }),
    );
    onPaste(cells, pasted.reduce((sum, row) => sum + row.length, 0) - cells.length);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to what its cells, which are fields, hand up
    <div className="wks-table" ref={frame} onKeyDown={onKeyDown} onPaste={takePaste}>
      <Table<Line>
        dataSource={lines}
        rowKey="key"
        pagination={false}
        size="small"
        tableLayout="fixed"
        sticky={{ offsetHeader: 56 }}
        scroll={{ x: WIDTH }}
        columns={columns}
      />
    </div>
  );
}

type Columns = NonNullable<TableProps<Line>['columns']>;

function columnsOf(onWrite: Entries['write'], onAccept: (fault: Fault) => void): Columns {
  const shouldCellUpdate = (line: Line, before: Line) => line !== before;
  return [
    {
      key: 'task',
      title: '任务',
      width: LEFT[0].width,
      fixed: 'left',
      shouldCellUpdate,
      render: (_, line) => <TaskHead line={line} onAccept={onAccept} />,
    },
    { key: 'last', title: '上次报告', width: LEFT[1].width, shouldCellUpdate, render: (_, { row }) => lastOf(row) },
    ...FIELDS.map((field): Columns[number] => ({
      key: field,
      title: FIELD_WORDS[field],
      width: WIDTHS[field],
      shouldCellUpdate,
      render: (_, line, index) => <Cell line={line} index={index} field={field} onWrite={onWrite} />,
    })),
  ];
}

/** Which task it is, how it stands. */
export function TaskHead({ line, onAccept }: { line: Line; onAccept: (fault: Fault) => void }) {
  const { row } = line;
  return (
    <div className="wks-task">
      <span className="wks-standing">
        <Lamp lamp={row.lamp} bare />
        <span>{row.number}</span>
        <span>{SIDE_WORDS[row.side]}</span>
        <span>{row.dueAt === null ? '不设期限' : formatShort(row.dueAt)}</span>
      </span>
      <Link to={`/tasks/${row.task}`}>{row.title}</Link>
      <span className="wb-muted">{row.plan?.title}</span>
      <RowFaults line={line} onAccept={onAccept} />
    </div>
  );
}

export function lastOf({ last }: Line['row']) {
  if (last === null) return <span className="wb-muted">还没有报告过</span>;
  return (
    <div className="wks-last">
      <span className="wb-muted">
        {formatShort(last.at)} {last.by}
        {last.percent === null ? '' : ` ${last.percent}%`}
      </span>
      <span className="wks-last-words">{last.progress}</span>
    </div>
  );
}

function placeOf(target: EventTarget): { readonly index: number; readonly field: Field } | undefined {
  const [index, name] = target instanceof HTMLElement ? (target.dataset.cell ?? '').split(' ') : [];
  const field = FIELDS.find((one) => one === name);
  return field === undefined ? undefined : { index: Number(index), field };
}

function focusCell(frame: HTMLElement | null, index: number, field: Field): void {
  frame?.querySelector<HTMLElement>(`[data-cell="${index} ${field}"]`)?.focus();
}
