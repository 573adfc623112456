import type { AnswerColumn } from '../../target';
import { isNumeric, type Chart } from './chart';

/** A day, as Athena writes dates and as `export_date` is. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Part of the width that the names of bars may take. */
const NAMES = 0.4;

/** The axis along which marks have their places. */
export interface PlaceAxis {
  readonly mark: Chart['mark'];
  readonly column: AnswerColumn;
  readonly values: readonly (string | number | null)[];
  /** Whether the places are one below the other. */
  readonly vertical: boolean;
  /** Of the drawing, in pixels. */
  readonly width: number;
}

/**
 * A Vega-Lite position channel of the field `place`.
 *
 * Days get a place each, in their order, so a lone day of years ago does not press a month into a corner. Categories stay
 * in the order of the rows, which the query chose.
 */
export function placeAxis({ mark, column, values, vertical, width }: PlaceAxis): object {
  const field = 'place';
  const numeric = isNumeric(column);
  if (mark === 'line' && numeric) return { field, type: 'quantitative', scale: { zero: false, nice: false } };
  if (mark === 'line' && column.type.startsWith('timestamp')) return { field, type: 'temporal' };
  const days = values.filter((value) => typeof value === 'string' && DAY.test(value)) as string[];
  const onlyDays = days.length === values.length;
  return {
    field,
    type: 'ordinal',
    sort: onlyDays || numeric || column.type.startsWith('timestamp') ? 'ascending' : null,
    axis: {
      labelLimit: vertical ? Math.round(width * NAMES) : 110,
      labelAngle: 0,
      labelOverlap: !vertical,
      ...(onlyDays && { labelExpr: dayLabel(days) }),
    },
  };
}

/** A Vega-Lite position channel of the field `value`. Bars begin at zero; lines need not. */
export function valueAxis(mark: Chart['mark'], { type }: AnswerColumn): object {
  const whole = type.includes('int');
  return {
    field: 'value',
    type: 'quantitative',
    axis: { tickCount: 4, grid: true, ...(whole && { tickMinStep: 1 }) },
    scale: { zero: mark === 'bar', nice: true },
  };
}

/** Days are short, `31 Jan`, unless they are of several years. */
function dayLabel(days: readonly string[]): string {
  const years = new Set(days.map((day) => day.slice(0, 4)));
  return `utcFormat(toDate(datum.value), '${years.size > 1 ? '%-d %b %Y' : '%-d %b'}')`;
}
