import { BarChartOutlined, DownloadOutlined, TableOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Engine } from './chart-engine.ts';
import type { BarsSpec, ChartSeries } from './chart-spec.ts';
import { usePrefersDark } from './use-screen.ts';
import './chart.css';

/** The same figures as a table; a cell with a path opens its list. */
export type ChartTable = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ChartCell[])[];
};
export type ChartCell = string | number | { readonly text: string; readonly to: string | undefined };

const ROW = 34;

/**
 * A chart with its finding as title, how it was counted below, and its figures as a table: for screen readers always, for
 * everybody by a press. The engine is fetched when the first chart is drawn.
 */
export function Chart({
  finding,
  notes,
  bars,
  table,
  exportHref,
  extra,
}: {
  /** What it shows, as a sentence. */
  finding: string;
  /** The formula, the days. */
  notes: ReactNode;
  bars: BarsSpec;
  table: ChartTable;
  /** Where the figures are had as a workbook. */
  exportHref?: string | undefined;
  extra?: ReactNode | undefined;
}) {
  const [asTable, setTable] = useState(false);
  return (
    <section className="wb-panel wb-chart" aria-label={finding}>
      <div className="wb-panel-head">
        <h2>{finding}</h2>
        <span className="wb-chart-tools">
          {extra}
          <Button
            type="text"
            icon={asTable ? <BarChartOutlined aria-hidden="true" /> : <TableOutlined aria-hidden="true" />}
            onClick={() => setTable(!asTable)}
          >
            {asTable ? '图' : '表格'}
          </Button>
          {exportHref !== undefined && (
            <Button type="text" icon={<DownloadOutlined aria-hidden="true" />} href={exportHref} download>
              导出
            </Button>
          )}
        </span>
      </div>
      {asTable ? (
        <div className="wb-chart-sheet">
          <TableOf table={table} caption={finding} linked />
        </div>
      ) : (
        <>
          {bars.series.length > 1 && <Legend series={bars.series} />}
          <Drawing bars={bars} />
          <div className="wb-visually-hidden">
            <TableOf table={table} caption={finding} />
          </div>
        </>
      )}
      <div className="wb-chart-notes wb-muted">{notes}</div>
    </section>
  );
}

function Legend({ series }: { series: readonly ChartSeries[] }) {
  return (
    <p className="wb-chart-legend" aria-hidden="true">
      {series.map((one) => (
        <span key={one.name}>
          <i className={`wb-chart-key wb-chart-key-${one.tone}${one.striped ? ' wb-chart-striped' : ''}`} />
          {one.name}
        </span>
      ))}
    </p>
  );
}

function Drawing({ bars }: { bars: BarsSpec }) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(bars);
  const redraw = useRef<(() => void) | undefined>(undefined);
  const navigate = useNavigate();
  const dark = usePrefersDark();
  latest.current = bars;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the engine lives as long as its element; it asks for the latest bars
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    let engine: Engine | undefined;
    let gone = false;
    const observer = new ResizeObserver(() => {
      engine?.resize();
      redraw.current?.();
    });
    void import('./chart-engine.ts').then(({ startEngine, draw }) => {
      if (gone) return;
      engine = startEngine(element, (series, index) => {
        const to = latest.current.linkOf?.(series, index);
        if (to !== undefined) void navigate(to);
      });
      const drawn = engine;
      redraw.current = () => draw(drawn, element, latest.current);
      redraw.current();
      observer.observe(element);
    });
    return () => {
      gone = true;
      observer.disconnect();
      engine?.dispose();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn follows the bars and the colours
  useEffect(() => redraw.current?.(), [bars, dark]);

  const height = bars.kind === 'rows' ? bars.categories.length * ROW : undefined;
  return (
    <div
      ref={place}
      className="wb-chart-drawing"
      aria-hidden="true"
      {...(height === undefined ? {} : { style: { height } })}
    />
  );
}

function TableOf({ table, caption, linked = false }: { table: ChartTable; caption: string; linked?: boolean }) {
  const cell = (value: ChartCell) => {
    if (typeof value !== 'object') return value;
    return linked && value.to !== undefined ? <Link to={value.to}>{value.text}</Link> : value.text;
  };
  return (
    <table className="wb-chart-table">
      <caption className="wb-visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {table.columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map(([head, ...cells], n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are drawn anew as a whole
          <tr key={n}>
            <th scope="row">{head === undefined ? '' : cell(head)}</th>
            {cells.map((value, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <td key={column}>{cell(value)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
