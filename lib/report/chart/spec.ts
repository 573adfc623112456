import type { TopLevelSpec } from 'vega-lite' with { 'resolution-mode': 'import' };
import type { AnswerColumn } from '../../target';
import { placeAxis, valueAxis } from './axes';
import { isNumeric, type Chart, type ChartData } from './chart';
import { series } from './series';
import { THEME } from './theme';

/** Height of a drawing whose values go up, in pixels. */
const HEIGHT = 240;

/** Height of a bar that goes to the right, with its gap, and of the axis below. */
const STEP = 24;
const AXIS = 26;

/** Which column of a result gives a mark its place, which its value, and whether values go to the right. */
export interface Layout {
  readonly place: number;
  readonly value: number;
  readonly toTheRight: boolean;
}

/** Bars go to the right where `y` has no numbers. */
export function layout(chart: Chart, columns: readonly AnswerColumn[]): Layout {
  const index = (name: string) => columns.findIndex((column) => column.name === name);
  const [x, y] = [index(chart.x), index(chart.y)];
  const toTheRight = !columns.some((column, at) => at === y && isNumeric(column));
  return toTheRight ? { place: y, value: x, toTheRight } : { place: x, value: y, toTheRight };
}

/**
 * The Vega-Lite specification of a chart, for a result that `chartProblem` finds nothing wrong with. Names of columns do not
 * go into it, where Vega would take a dot in one for a path.
 *
 * @param width in pixels, axes included
 */
export function chartSpec(chart: Chart, data: ChartData, width: number): TopLevelSpec {
  const { columns, rows } = data;
  const { place, value, toTheRight } = layout(chart, columns);
  const [places, numbers] = [columns[place], columns[value]] as [AnswerColumn, AnswerColumn];
  const all = series(chart, data, value);
  const by = columns.findIndex(({ name }) => name === chart.color);
  const values = rows.map((row) => {
    const name = chart.color === undefined ? '' : (row[by] ?? 'null');
    const rank = all.findIndex((one) => one.name === name);
    const where = [row[place] ?? 'null', ...(chart.color === undefined ? [] : [name])].join(', ');
    return {
      place: isNumeric(places) ? number(row[place]) : (row[place] ?? 'null'),
      value: number(row[value]),
      series: name,
      color: `var(--${all[rank]?.color ?? ''})`,
      rank,
      label: `${where}: ${row[value] ?? 'null'} ${numbers.name}`,
    };
  });
  const along = placeAxis({
    mark: chart.mark,
    column: places,
    values: values.map((mark) => mark.place),
    vertical: toTheRight,
    width,
  });
  const against = valueAxis(chart.mark, numbers);
  return {
    width,
    height: toTheRight ? new Set(values.map((mark) => mark.place)).size * STEP + AXIS : HEIGHT,
    autosize: { type: 'fit', contains: 'padding' },
    data: { values },
    mark:
      chart.mark === 'bar'
        ? { type: 'bar' }
        : { type: 'line', strokeWidth: 1.75, point: { size: 24, filled: true, opacity: 1 } },
    encoding: {
      x: toTheRight ? against : along,
      y: toTheRight ? along : against,
      color: { field: 'color', type: 'nominal', scale: null },
      detail: { field: 'series', type: 'nominal' },
      description: { field: 'label', type: 'nominal' },
      ...(chart.mark === 'bar' && { order: { field: 'rank', type: 'quantitative' } }),
    },
    config: THEME,
  };
}

function number(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
