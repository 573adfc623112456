import { chartProblem, chartSpec, layout, series, type Chart, type ChartData } from './chart';
import type { ChartModel } from './model';

/** Widths of drawings in pixels: that of a page's text, and that of a phone's screen. */
const WIDE = 736;
const NARROW = 328;

/** A chart of rows. They must fit it; see {@link chartProblem}. */
export function chartModel(title: string, chart: Chart, data: ChartData): ChartModel {
  const { place, value } = layout(chart, data.columns);
  const [along, against] = [place, value].map((index) => data.columns[index]?.name ?? '');
  const values = data.rows.flatMap((row) => (row[value] === undefined ? [] : [Number(row[value])]));
  const all = series(chart, data, value);
  const range =
    values.length === 0 ? 'no values' : `${values.length} values from ${Math.min(...values)} to ${Math.max(...values)}`;
  const each = chart.color === undefined ? '' : `, a colour for each of ${all.length} values of ${chart.color}`;
  return {
    title: `${title}: ${against ?? ''} by ${along ?? ''}`,
    description: `A ${chart.mark} chart of ${against ?? ''} by ${along ?? ''}${each}; ${range}. The table has all of them.`,
    wide: chartSpec(chart, data, WIDE),
    narrow: chartSpec(chart, data, NARROW),
    legend: chart.color === undefined ? [] : all,
  };
}

/** The chart of a saved query's answer, or why there is none; undefined where nothing is to be drawn. */
export function answerChart(
  query: { readonly name: string; readonly title: string },
  chart: Chart | undefined,
  data: ChartData,
): ChartModel | { readonly problem: string } | undefined {
  if (chart === undefined) return undefined;
  const problem = chartProblem(query.name, chart, data.columns);
  if (problem !== undefined) return { problem };
  return data.rows.length === 0 ? undefined : chartModel(query.title, chart, data);
}
