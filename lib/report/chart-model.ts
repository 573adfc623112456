import { amount } from '../amount';
import {
  chartProblem,
  chartSpec,
  layout,
  marksOf,
  series,
  wholeRows,
  type Chart,
  type ChartData,
  type Cut,
} from './chart';
import type { ChartModel } from './model';

/** Widths of drawings in pixels: that of a page's text, and that of a phone's screen. */
const WIDE = 736;
const NARROW = 328;

/** What a chart is called. */
export interface ChartName {
  readonly title: string;
  /** Of the files that it is saved in, without an ending. */
  readonly file: string;
}

/**
 * A chart of rows. They must fit it; see {@link chartProblem}.
 *
 * @param note what of an answer is not drawn
 */
export function chartModel({ title, file }: ChartName, chart: Chart, data: ChartData, note?: string): ChartModel {
  const { place, values } = layout(chart, data.columns);
  const [along = '', against] = [
    data.columns[place]?.name,
    values.map((index) => data.columns[index]?.name).join(', '),
  ];
  const { marks, withoutPlace } = marksOf(chart, data);
  const all = series(chart, marks);
  const numbers = marks.flatMap(({ value }) => (value === null ? [] : [value]));
  const range =
    numbers.length === 0
      ? 'no values'
      : `${amount(numbers.length, 'value')} from ${findLeast(numbers)} to ${findMost(numbers)}`;
  const each =
    chart.color === undefined ? '' : `, a colour for each of ${amount(all.length, 'value')} of ${chart.color}`;
  const missing =
    withoutPlace > 0
      ? `${amount(withoutPlace, 'row')} without ${along} ${withoutPlace === 1 ? 'has' : 'have'} no place in it.`
      : undefined;
  const said = [note, missing].filter((text) => text !== undefined).join(' ') || undefined;
  return {
    file,
    data,
    title: `${title}: ${against} by ${along}`,
    description: `A ${chart.mark} chart of ${against} by ${along}${each}; ${range}. ${said ?? 'The table has all of them.'}`,
    wide: chartSpec(chart, data, WIDE, said),
    narrow: chartSpec(chart, data, NARROW, said),
    legend: all.length === 1 && all[0]?.name === '' ? [] : all,
  };
}

/** The chart of a saved query's answer, or why there is none; undefined where nothing is to be drawn. */
export function answerChart(
  query: { readonly name: string; readonly title: string },
  file: string,
  chart: Chart | undefined,
  data: ChartData,
  cut: Cut,
): ChartModel | { readonly problem: string } | undefined {
  if (chart === undefined) return undefined;
  const problem = chartProblem(query.name, chart, data.columns);
  if (problem !== undefined) return { problem };
  if (data.rows.length === 0) return undefined;
  const { rows, note } = wholeRows(chart, data, cut);
  return chartModel({ title: query.title, file }, chart, { ...data, rows }, note);
}

function findLeast(numbers: readonly number[]): number {
  return numbers.reduce((low, number) => Math.min(low, number));
}

function findMost(numbers: readonly number[]): number {
  return numbers.reduce((high, number) => Math.max(high, number));
}
