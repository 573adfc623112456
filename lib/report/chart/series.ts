import type { Chart, ChartData } from './chart';

/** One colour of a chart and what it stands for. */
export interface Series {
  /** Value of the column that tells series apart; empty where there is none. */
  readonly name: string;
  /** A CSS variable of the page, so that a drawing follows its theme. */
  readonly color: string;
}

/** Series that get a colour of their own; more cannot be told apart. */
export const SERIES_COLORS = 7;

/**
 * The series of a chart, the largest first; those behind the seventh share a quiet colour.
 *
 * @param value index of the column that is drawn
 */
export function series(chart: Chart, { columns, rows }: ChartData, value: number): Series[] {
  if (chart.color === undefined) return [{ name: '', color: 'accent' }];
  const by = columns.findIndex(({ name }) => name === chart.color);
  const totals = new Map<string, number>();
  for (const row of rows) {
    const name = row[by] ?? 'null';
    totals.set(name, (totals.get(name) ?? 0) + Math.abs(Number(row[value] ?? 0)));
  }
  const largest = [...totals].sort(([, a], [, b]) => b - a).map(([name]) => name);
  return largest.map((name, index) => ({
    name,
    color: index < SERIES_COLORS ? `series-${index + 1}` : 'series-rest',
  }));
}
