import type { TopLevelSpec } from 'vega-lite' with { 'resolution-mode': 'import' };
import type { AnswerColumn } from '../../target';
import { barSize, placeAxis, valueAxis } from './axes';
import { CHARACTER, namesAbove } from './bar-names';
import type { Chart, ChartData } from './chart';
import { gaps, placesOf, stepOf } from './gaps';
import { layout, marksOf, type Mark, type PlaceKind } from './marks';
import { series } from './series';
import { THEME } from './theme';

/** Height of a drawing whose values go up, in pixels. */
const HEIGHT = 272;

/** Height of a bar that goes to the right, with its gap, and of the axis and its titles. */
const STEP = 24;
const AXIS = 64;
/** The most of such bars that keep that height. */
const MOST_STEPS = 400;

/** Pixels from one point of a line to the next below which they would run into each other. */
const CLOSE = 6;

/** Height of a line of a note. */
const LINE = 18;

/**
 * The Vega-Lite specification of a chart, for a result that `chartProblem` finds nothing wrong with. Names of columns are
 * titles in it, and never names of fields, where Vega would take a dot in one for a path.
 *
 * @param width in pixels, axes included
 * @param note what is to be said below the drawing
 */
export function chartSpec(chart: Chart, data: ChartData, width: number, note?: string): TopLevelSpec {
  const { columns } = data;
  const { place, values, toTheRight } = layout(chart, columns);
  const { kind, marks } = marksOf(chart, data);
  const all = series(chart, marks);
  const broken = chart.mark === 'line' ? [...marks, ...gaps(kind, marks)] : marks;
  const notes = lines(note, width);
  const above = toTheRight && kind === 'category' ? namesAbove(marks, width) : undefined;
  const height = (toTheRight ? stepsOf(kind, marks) * (above?.step ?? STEP) + AXIS : HEIGHT) + notes.length * LINE;
  const [column] = [columns[place]] as [AnswerColumn];
  const axis = {
    mark: chart.mark,
    column,
    kind,
    marks,
    vertical: toTheRight,
    length: toTheRight ? height : width,
    width,
    above,
  };
  const along = placeAxis(axis);
  const against = valueAxis(
    chart.mark,
    values.flatMap((index) => columns[index] ?? []),
    marks,
  );
  const size = above
    ? { height: above.bar, yOffset: above.bottom - above.step / 2 - above.bar / 2 }
    : kind === 'category'
      ? {}
      : { width: barSize(axis), height: barSize(axis) };
  return {
    width,
    height,
    autosize: { type: 'fit', contains: 'padding' },
    ...(notes.length > 0 && { title: { text: notes, orient: 'bottom', anchor: 'start', frame: 'bounds' } }),
    data: {
      values: broken.map((mark) => {
        const rank = all.findIndex(({ name }) => name === mark.series);
        return { ...mark, rank, color: `var(--${all[rank]?.color ?? ''})` };
      }),
    },
    mark:
      chart.mark === 'bar'
        ? { type: 'bar', orient: toTheRight ? 'horizontal' : 'vertical', ...size }
        : { type: 'line', strokeWidth: 1.75, point: { size: pointSize(marks, width), filled: true, opacity: 1 } },
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

/** Where points stand so close that they would be one thick line, they are as small as the line. */
function pointSize(marks: readonly Mark[], width: number): number {
  const places = new Set(marks.map(({ place }) => place)).size;
  return width / places < CLOSE ? 4 : 24;
}

function stepsOf(kind: PlaceKind, marks: readonly Mark[]): number {
  if (kind === 'category') return new Set(marks.map(({ place }) => place)).size;
  const places = placesOf(marks);
  return Math.min(((places.at(-1) ?? 0) - (places[0] ?? 0)) / stepOf(kind, marks) + 1, MOST_STEPS);
}

/** A note as lines that fit the width. */
function lines(note: string | undefined, width: number): string[] {
  const most = Math.floor(width / CHARACTER);
  const wrapped: string[] = [];
  for (const word of note?.split(' ') ?? []) {
    const line = wrapped.at(-1);
    if (line !== undefined && line.length + word.length < most) wrapped[wrapped.length - 1] = `${line} ${word}`;
    else wrapped.push(word);
  }
  return wrapped;
}
