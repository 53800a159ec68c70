import { DownloadOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox, type GetRef, Popover, Table, type TableProps } from 'antd';
import { type Key, type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { csvOf, saveText } from './csv.ts';
import { formatNumber } from './format.ts';
import { LoadingSkeleton } from './States.tsx';
import { useIsPhone } from './use-screen.ts';
import { readHidden, writeHidden } from './views.ts';

export type DataColumn<Row> = {
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  readonly width?: number | undefined;
  /** Right, tabular figures; the unit stands in the title. */
  readonly number?: boolean | undefined;
  readonly compare?: ((a: Row, b: Row) => number) | undefined;
  /** Text of the cell in the export; without it the column is not exported. */
  readonly text?: ((row: Row) => string) | undefined;
  /** The column that names the row: it links to the row's page, is never hidden and leads the card on the phone. */
  readonly main?: boolean | undefined;
  readonly hidden?: boolean | undefined;
  /** Not on the phone's card. */
  readonly notOnPhone?: boolean | undefined;
  /** On the phone's card above the title and without its name: the lamp, the act. */
  readonly leadOnPhone?: boolean | undefined;
};

/** From this many rows on only those in sight are drawn. */
const VIRTUAL_FROM = 200;

/**
 * A list of work. Arrows move, Home and End jump, Enter opens, Space selects; columns can be hidden (kept in this
 * browser under `name`); on the phone rows become cards.
 */
export function DataList<Row>({
  name,
  rows,
  total,
  columns,
  rowKey,
  href,
  onOpen,
  unit = '条',
  empty,
  loading,
  selection,
  bulk,
  exportName,
  exportHref,
  onMore,
  moreBusy,
  head,
}: {
  name: string;
  rows: readonly Row[] | undefined;
  /** How many there are in all, where the server sent only a part. */
  total?: number | undefined;
  columns: readonly DataColumn<Row>[];
  rowKey: (row: Row) => string;
  /** The page of the row. */
  href?: ((row: Row) => string) | undefined;
  /** Instead of a page: a drawer. */
  onOpen?: ((row: Row) => void) | undefined;
  /** Measure word of the count: 项, 件, 家. */
  unit?: string | undefined;
  /** What will stand here and how to begin (`EmptyState`). */
  empty: ReactNode;
  loading?: boolean | undefined;
  selection?: { readonly keys: readonly string[]; readonly onChange: (keys: readonly string[]) => void };
  /** Bulk actions, shown while something is selected. */
  bulk?: ReactNode | undefined;
  /** A CSV of the rows at hand, named so; or `exportHref`, a file made by the server. */
  exportName?: string | undefined;
  exportHref?: string | undefined;
  onMore?: (() => void) | undefined;
  moreBusy?: boolean | undefined;
  /** Left of the count: a title or segmented views. */
  head?: ReactNode | undefined;
}) {
  const phone = useIsPhone();
  const navigate = useNavigate();
  const [hidden, setHidden] = useState<readonly string[]>(
    () => readHidden(name) ?? columns.filter((column) => column.hidden).map((column) => column.key),
  );
  const [active, setActive] = useState(0);
  const [order, setOrder] = useState<{ key: string; down: boolean } | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const table = useRef<GetRef<typeof Table>>(null);

  const sortColumn = order === null ? undefined : columns.find((column) => column.key === order.key);
  const compare = sortColumn?.compare;
  const shown =
    rows === undefined
      ? []
      : compare === undefined
        ? rows
        : [...rows].sort((a, b) => (order?.down ? compare(b, a) : compare(a, b)));
  const virtual = !phone && shown.length >= VIRTUAL_FROM;
  const visible = columns.filter((column) => column.main || !hidden.includes(column.key));
  const height = useFill(frame, virtual);

  if (rows === undefined) return loading === false ? null : <LoadingSkeleton rows={8} title={false} />;

  const open = (row: Row) => {
    if (onOpen) onOpen(row);
    else if (href) void navigate(href(row));
  };
  const toggle = (key: string) => {
    if (!selection) return;
    const { keys } = selection;
    selection.onChange(keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key]);
  };
  const linked = (row: Row, content: ReactNode) =>
    href ? (
      <Link className="wb-row-link" to={href(row)} tabIndex={-1} onClick={(event) => event.stopPropagation()}>
        {content}
      </Link>
    ) : (
      content
    );
  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(shown.length - 1, index));
    setActive(next);
    if (virtual) table.current?.scrollTo({ index: next });
    focusRow(frame.current, next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number, row: Row) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + 10,
      PageUp: index - 10,
      Home: 0,
      End: shown.length - 1,
    };
    const next = steps[event.key];
    if (next !== undefined) moveTo(next);
    else if (event.key === 'Enter') open(row);
    else if (event.key === ' ' && selection) toggle(rowKey(row));
    else return;
    event.preventDefault();
  };
  const rowProps = (row: Row, index: number) => ({
    'data-row': index,
    tabIndex: index === Math.min(active, shown.length - 1) ? 0 : -1,
    onFocus: () => setActive(index),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => onKeyDown(event, index, row),
    onClick: (event: React.MouseEvent<HTMLElement>) => {
      // What floats over the row bubbles here too, by way of React.
      if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return;
      if (event.target instanceof Element && event.target.closest('a,button,input,label,.ant-select')) return;
      if (window.getSelection()?.toString()) return;
      open(row);
    },
  });

  const count =
    total !== undefined && total > rows.length
      ? `共 ${formatNumber(total)} ${unit}, 已载入 ${formatNumber(rows.length)} ${unit}`
      : total === undefined && onMore
        ? `已载入 ${formatNumber(rows.length)} ${unit}`
        : `共 ${formatNumber(rows.length)} ${unit}`;
  const selected = selection?.keys.length ?? 0;
  const exported = columns.filter((column) => column.text !== undefined);

  return (
    <div className={`wb-list${virtual ? ' wb-list-virtual' : ''}`} ref={frame}>
      <div className="wb-list-head">
        {head}
        {selected > 0 ? (
          <>
            <span role="status">
              已选 {formatNumber(selected)} {unit}
            </span>
            {bulk}
            <Button type="text" onClick={() => selection?.onChange([])}>
              取消选择
            </Button>
          </>
        ) : (
          <span className="wb-muted" role="status">
            {count}
          </span>
        )}
        <span className="wb-list-tools">
          {exportHref !== undefined ? (
            <Button type="text" icon={<DownloadOutlined aria-hidden="true" />} href={exportHref} download>
              导出
            </Button>
          ) : exportName !== undefined && exported.length > 0 ? (
            <Button
              type="text"
              icon={<DownloadOutlined aria-hidden="true" />}
              disabled={rows.length === 0}
              onClick={() =>
                saveText(
                  `${exportName}.csv`,
                  csvOf([
                    exported.map((column) => column.title),
                    ...shown.map((row) => exported.map((column) => column.text?.(row) ?? '')),
                  ]),
                )
              }
            >
              导出
            </Button>
          ) : null}
          {!phone && (
            <ColumnChoice
              columns={columns}
              hidden={hidden}
              onChange={(next) => {
                setHidden(next);
                writeHidden(name, next);
              }}
            />
          )}
        </span>
      </div>
      {shown.length === 0 ? (
        empty
      ) : phone ? (
        <ul className="wb-cards">
          {shown.map((row, index) => (
            <li key={rowKey(row)} {...rowProps(row, index)}>
              {selection && (
                <Checkbox
                  aria-label="选择"
                  checked={selection.keys.includes(rowKey(row))}
                  onChange={() => toggle(rowKey(row))}
                />
              )}
              <div className="wb-card-main">
                {visible.some((column) => column.leadOnPhone) && (
                  <div className="wb-card-lead">
                    {visible
                      .filter((column) => column.leadOnPhone)
                      .map((column) => (
                        <span key={column.key}>{column.render(row)}</span>
                      ))}
                  </div>
                )}
                {visible
                  .filter((column) => column.main)
                  .map((column) => (
                    <div key={column.key} className="wb-card-title">
                      {linked(row, column.render(row))}
                    </div>
                  ))}
                <dl className="wb-card-facts">
                  {visible
                    .filter((column) => !column.main && !column.notOnPhone && !column.leadOnPhone)
                    .map((column) => (
                      <div key={column.key}>
                        <dt>{column.title}</dt>
                        <dd>{column.render(row)}</dd>
                      </div>
                    ))}
                </dl>
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <Table<Row>
          ref={table}
          dataSource={shown}
          rowKey={rowKey}
          pagination={false}
          size="middle"
          tableLayout="fixed"
          {...(virtual
            ? { virtual: true, scroll: { x: widthOf(visible), y: height } }
            : { sticky: { offsetHeader: stickyTop() }, scroll: { x: widthOf(visible) } })}
          onRow={(row, index) => rowProps(row, index ?? 0)}
          {...(selection
            ? {
                rowSelection: {
                  columnWidth: 48,
                  selectedRowKeys: [...selection.keys],
                  onChange: (keys: Key[]) => selection.onChange(keys.map(String)),
                },
              }
            : {})}
          onChange={(_, __, sorter) => {
            const one = Array.isArray(sorter) ? sorter[0] : sorter;
            setOrder(one?.order ? { key: String(one.columnKey), down: one.order === 'descend' } : null);
          }}
          columns={visible.map((column) => tableColumn(column, order, linked))}
        />
      )}
      {onMore && (total === undefined || total > rows.length) && (
        <div className="wb-list-more">
          <Button onClick={onMore} loading={moreBusy ?? false}>
            再载入一些{total === undefined ? '' : ` (还有 ${formatNumber(total - rows.length)} ${unit})`}
          </Button>
        </div>
      )}
    </div>
  );
}

function tableColumn<Row>(
  column: DataColumn<Row>,
  order: { key: string; down: boolean } | null,
  link: (row: Row, content: ReactNode) => ReactNode,
): NonNullable<TableProps<Row>['columns']>[number] {
  return {
    key: column.key,
    title: column.title,
    ellipsis: false,
    ...(column.width === undefined ? {} : { width: column.width }),
    ...(column.number ? { align: 'right' as const, className: 'wb-number' } : {}),
    ...(column.compare
      ? {
          // The rows come sorted: the head only shows and asks.
          sorter: true,
          sortOrder: order?.key === column.key ? (order.down ? ('descend' as const) : ('ascend' as const)) : null,
          showSorterTooltip: false,
        }
      : {}),
    render: (_: unknown, row: Row) => (column.main ? link(row, column.render(row)) : column.render(row)),
  };
}

function ColumnChoice<Row>({
  columns,
  hidden,
  onChange,
}: {
  columns: readonly DataColumn<Row>[];
  hidden: readonly string[];
  onChange: (hidden: readonly string[]) => void;
}) {
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title="显示的列"
      content={
        <div className="wb-column-choice">
          {columns.map((column) => (
            <Checkbox
              key={column.key}
              checked={column.main || !hidden.includes(column.key)}
              disabled={column.main ?? false}
              onChange={(event) =>
                onChange(event.target.checked ? hidden.filter((key) => key !== column.key) : [...hidden, column.key])
              }
            >
              {column.title}
            </Checkbox>
          ))}
        </div>
      }
    >
      <Button type="text" icon={<SettingOutlined aria-hidden="true" />}>
        列
      </Button>
    </Popover>
  );
}

function widthOf<Row>(columns: readonly DataColumn<Row>[]): number {
  return columns.reduce((sum, column) => sum + (column.width ?? (column.main ? 260 : 140)), 0);
}

/** Height of the shell's top bar, under which heads stick. */
function stickyTop(): number {
  const text = getComputedStyle(document.documentElement).getPropertyValue('--wb-sticky-top');
  return Number.parseInt(text, 10) || 0;
}

/** A row that had to be scrolled to is drawn some frames later. */
function focusRow(frame: HTMLElement | null, index: number, patience = 30): void {
  const row = frame?.querySelector<HTMLElement>(`[data-row="${index}"]`);
  if (row) row.focus({ preventScroll: patience < 30 });
  else if (patience > 0) requestAnimationFrame(() => focusRow(frame, index, patience - 1));
}

/** The height that is left below the list's head in the window. */
function useFill(frame: { readonly current: HTMLElement | null }, on: boolean): number {
  const [height, setHeight] = useState(480);
  useLayoutEffect(() => {
    if (!on) return;
    const measure = () => {
      const top = frame.current?.getBoundingClientRect().top ?? 0;
      // Below the top: the list's head, the table's head, the page's foot.
      setHeight(Math.max(280, Math.floor(window.innerHeight - Math.max(top + window.scrollY, 0) - 148)));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.documentElement);
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [on, frame]);
  return height;
}
