import type { Chart } from './chart';
import type { Mark } from './marks';

/** One colour of a chart and what it stands for. */
export interface Series {
  /** Value of the column that tells series apart, or the column that is drawn; empty where there is one series. */
  readonly name: string;
  /** A CSS variable of the page, so that a drawing follows its theme. */
  readonly color: string;
}

/** Series that get a colour of their own; more cannot be told apart. */
export const SERIES_COLORS = 7;

/**
 * The series of a chart: several columns in the order in which the chart names them, values of a column by their size.
 * Those behind the seventh share a quiet colour.
 */
export function series(chart: Chart, marks: readonly Mark[]): Series[] {
  if (chart.y.length > 1) return chart.y.map(colorSeries);
  if (chart.color === undefined) return [{ name: '', color: 'accent' }];
  const totals = new Map<string, number>();
  for (const { series: name, value } of marks) totals.set(name, (totals.get(name) ?? 0) + Math.abs(value ?? 0));
  return [...totals]
    .sort(([, a], [, b]) => b - a)
    .map(([name]) => name)
    .map(colorSeries);
}

function colorSeries(name: string, index: number): Series {
  return { name, color: index < SERIES_COLORS ? `series-${index + 1}` : 'series-rest' };
}
