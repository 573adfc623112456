import type { AnswerColumn } from '../../target';
import { BESIDE, NAME_LINE, type NamesAbove } from './bar-names';
import type { Chart } from './chart';
import { placesOf, stepOf } from './gaps';
import type { Mark, PlaceKind } from './marks';

const DAY = 86_400_000;

/** Pixels that the name of a day needs, with its distance to the next one. */
const DAY_NAME = 72;
const DAY_AND_YEAR_NAME = 104;

/** Pixels of a drawing that its value axis takes, at most but for very long numbers. */
const VALUES = 64;

/** Part of its place that a bar takes. */
const BAR = 0.72;

/** The axis along which marks have their places. */
export interface PlaceAxis {
  readonly mark: Chart['mark'];
  readonly column: AnswerColumn;
  readonly kind: PlaceKind;
  readonly marks: readonly Mark[];
  /** Whether the places are one below the other. */
  readonly vertical: boolean;
  /** Of the drawing along the axis, in pixels. */
  readonly length: number;
  /** Of the drawing, in pixels. */
  readonly width: number;
  /** Names that do not fit beside the marks. */
  readonly above: NamesAbove | undefined;
}

/**
 * A Vega-Lite position channel of the field `place`. Days, times and numbers are to scale: what is not there is a gap.
 * Categories stay in the order of the rows, which the query chose.
 */
export function placeAxis(axis: PlaceAxis): object {
  const { kind, marks, column, vertical, width, mark, above } = axis;
  const title = column.name;
  if (kind === 'category') {
    if (above) {
      const scale = { paddingInner: 0, paddingOuter: 0 };
      return { field: 'place', type: 'ordinal', sort: null, scale, axis: { title, ...labelsAbove(above, width) } };
    }
    const labels = {
      labelLimit: vertical ? Math.round(width * BESIDE) : 110,
      labelAngle: 0,
      labelOverlap: !vertical,
      labelSeparation: 4,
    };
    return { field: 'place', type: 'ordinal', sort: null, axis: { title, ...labels } };
  }
  const places = placesOf(marks);
  const half = mark === 'bar' ? stepOf(kind, marks) / 2 : 0;
  const scale = {
    domain: [(places[0] ?? 0) - half, (places.at(-1) ?? 0) + half],
    nice: false,
    // The first is on top, as in a list.
    reverse: vertical,
    ...(kind === 'number' ? { zero: false } : { type: 'utc' }),
  };
  const type = kind === 'number' ? 'quantitative' : 'temporal';
  return { field: 'place', type, scale, axis: { title, ...labels(axis, places) } };
}

/** Labels at the top of each place, over the drawing. Vega gives a label its index as a part of 1. */
function labelsAbove(above: NamesAbove, width: number): object {
  const { names } = above;
  return {
    labelExpr: `${literal(names)}[round(datum.index * ${names.length - 1})]`,
    labelLimit: width,
    labelAlign: 'left',
    labelBaseline: 'top',
    labelPadding: 0,
    labelLineHeight: NAME_LINE,
    labelOverlap: false,
    labelOffset: -above.step / 2,
  };
}

/** JSON as Vega's expressions read it: line separators, which JSON has in texts as they are, end a line there. */
function literal(value: unknown): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** Pixels of a bar across its direction, on a scale of time or numbers. */
export function barSize({ kind, marks, length }: Pick<PlaceAxis, 'kind' | 'marks' | 'length'>): number {
  const places = placesOf(marks);
  const step = stepOf(kind, marks);
  const range = (places.at(-1) ?? 0) - (places[0] ?? 0) + step;
  return Math.min(Math.max(1, (BAR * (length - VALUES) * step) / range), length / 4);
}

function labels({ kind, column, vertical, length }: PlaceAxis, places: readonly number[]): object {
  if (kind === 'number') return column.type.includes('int') ? { format: 'd', tickMinStep: 1 } : {};
  if (kind === 'time') return vertical ? {} : { tickCount: Math.max(2, Math.floor(length / DAY_AND_YEAR_NAME)) };
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  const years = new Date(first).getUTCFullYear() < new Date(last).getUTCFullYear();
  const most = Math.max(2, Math.floor((length - VALUES) / (vertical ? 20 : years ? DAY_AND_YEAR_NAME : DAY_NAME)));
  return {
    values: dayTicks(first, last, most),
    labelExpr: `utcFormat(datum.value, '${years ? '%-d %b %Y' : '%-d %b'}')`,
    labelOverlap: 'greedy',
  };
}

/** Days at equal distances, the last day among them, in milliseconds since 1970. */
function dayTicks(first: number, last: number, most: number): number[] {
  const days = Math.round((last - first) / DAY);
  const distance = Math.max(1, Math.ceil((days + 1) / most)) * DAY;
  return Array.from(
    { length: Math.floor((last - first) / distance) + 1 },
    (_, index) => last - index * distance,
  ).reverse();
}

/** What an axis says where it does not begin at zero. */
export const NOT_FROM_ZERO = 'the axis does not begin at 0';

/**
 * A Vega-Lite position channel of the field `value`. Bars begin at zero, and so do lines, but where all values are so similar
 * that their changes would not be seen: there the axis says so.
 */
export function valueAxis(mark: Chart['mark'], columns: readonly AnswerColumn[], marks: readonly Mark[]): object {
  const names = columns.map(({ name }) => name).join(', ');
  const zero = mark === 'bar' || isNearZero(marks.flatMap(({ value }) => (value === null ? [] : [value])));
  const whole = columns.every(({ type }) => type.includes('int'));
  return {
    field: 'value',
    type: 'quantitative',
    title: zero ? names : `${names} (${NOT_FROM_ZERO})`,
    axis: { tickCount: 4, grid: true, ...(whole && { tickMinStep: 1 }) },
    scale: { zero, nice: true },
  };
}

/** Whether an axis from zero shows how values differ: the smallest is at most half of the largest, or all are the same. */
function isNearZero(values: readonly number[]): boolean {
  const [least, most] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
  if (least <= 0 && most >= 0) return true;
  return least === most || Math.min(Math.abs(least), Math.abs(most)) <= Math.max(Math.abs(least), Math.abs(most)) / 2;
}
