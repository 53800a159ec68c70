export type ChartTone = 'brand' | 'normal' | 'warning' | 'yellow' | 'red' | 'paused';
export type ChartSeries = {
  readonly name: string;
  readonly tone: ChartTone;
  /** Hatched, so that it is told apart without its colour. */
  readonly striped?: boolean;
  readonly values: readonly number[];
};

/** Bars from zero: `rows` lie (names that are long), `columns` stand (time). Several series are stacked. */
export type BarsSpec = {
  readonly kind: 'rows' | 'columns';
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
  /** The list behind a bar. */
  readonly linkOf?: (series: number, index: number) => string | undefined;
};
