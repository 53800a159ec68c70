import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { BarsSpec, ChartSeries } from './chart-spec.ts';
import { formatLarge } from './format.ts';

use([BarChart, GridComponent, SVGRenderer]);

export type Engine = EChartsType;

/** A chart drawn into an element; `onPick` hears which bar was pressed. */
export function startEngine(element: HTMLElement, onPick: (series: number, index: number) => void): Engine {
  const engine = init(element, null, { renderer: 'svg' });
  engine.on('click', (event) => {
    if (event.componentType !== 'series') return;
    onPick(event.seriesIndex ?? 0, event.dataIndex);
  });
  return engine;
}

/** The one theme of all charts: the colours and type of the workbench, as they are now (light, dark, 大屏). */
export function draw(engine: Engine, element: HTMLElement, spec: BarsSpec): void {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--wb-${name}`).trim();
  const font = { fontFamily: colour('font'), fontSize: Number.parseFloat(style.fontSize) || 14 };
  const isRows = spec.kind === 'rows';
  const labels = {
    type: 'category' as const,
    data: [...spec.categories],
    inverse: isRows,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colour('line-strong') } },
    axisLabel: {
      ...font,
      color: colour('ink'),
      hideOverlap: !isRows,
      ...(isRows
        ? { width: Math.min(220, element.clientWidth * 0.42), overflow: 'truncate' as const, interval: 0 }
        : {}),
    },
  };
  const values = {
    type: 'value' as const,
    min: 0,
    minInterval: 1,
    axisLabel: { show: false },
    splitLine: { show: !isRows, lineStyle: { color: colour('line') } },
  };
  engine.setOption(
    {
      animation: false,
      textStyle: font,
      grid: { left: 0, right: isRows ? 44 : 4, top: isRows ? 0 : 22, bottom: 0, outerBoundsMode: 'same' },
      xAxis: isRows ? values : labels,
      yAxis: isRows ? labels : values,
      series: spec.series.map((series, n) => ({
        type: 'bar',
        name: series.name,
        stack: 'all',
        barMaxWidth: isRows ? 20 : 34,
        barCategoryGap: '35%',
        data: [...series.values],
        cursor: spec.linkOf === undefined ? 'default' : 'pointer',
        itemStyle: { color: colour(series.tone), ...patternOf(series, colour('paper')) },
        label: labelOf(spec, n, { ...font, color: colour('ink') }, colour('paper')),
        emphasis: { itemStyle: { opacity: 0.8 } },
      })),
    },
    { notMerge: true },
  );
}

/** What one must not take for the other differs by more than its colour. */
function patternOf({ striped }: ChartSeries, paper: string): object {
  if (striped !== true) return {};
  return { decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4, color: paper } };
}

/** The figure at its bar: at the end of a lone bar, and of a stack its sum. */
function labelOf(spec: BarsSpec, n: number, type: object, paper: string): object {
  const isLast = n === spec.series.length - 1;
  const sum = (index: number) => spec.series.reduce((all, { values }) => all + (values[index] ?? 0), 0);
  if (!isLast) return { show: false };
  return {
    ...type,
    show: true,
    position: spec.kind === 'rows' ? 'right' : 'top',
    textBorderColor: paper,
    textBorderWidth: 2,
    formatter: ({ dataIndex }: { dataIndex: number }) => (sum(dataIndex) === 0 ? '' : formatLarge(sum(dataIndex))),
  };
}
