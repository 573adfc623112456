import { MOST_CHARACTERS } from '../rows';
import type { AnswerColumn } from '../../target';
import { isNumeric, type Chart, type ChartData } from './chart';

/** One number of a result, and where it is drawn. */
export interface Mark {
  /** On a scale of time or numbers a number (time: milliseconds since 1970), else the name of a category. */
  readonly place: number | string;
  /** Null where the result has NULL, or a number that cannot be drawn (NaN, Infinity). */
  readonly value: number | null;
  readonly series: string;
  /** What the mark says when a pointer rests on it. */
  readonly label: string;
}

/** What places along an axis are: the distance of two days, or of two numbers, is drawn to scale. */
export type PlaceKind = 'day' | 'time' | 'number' | 'category';

/** Columns of a result as a chart draws them. */
export interface Layout {
  /** Index of the column that gives a mark its place. */
  readonly place: number;
  /** Indexes of the columns with the values. */
  readonly values: readonly number[];
  /** Whether values go to the right, and places down. */
  readonly toTheRight: boolean;
}

/** Bars go to the right where `y` has no numbers. */
export function layout(chart: Chart, columns: readonly AnswerColumn[]): Layout {
  const index = (name: string) => columns.findIndex((column) => column.name === name);
  const x = index(chart.x);
  const ys = chart.y.map(index);
  const toTheRight = !columns.some((column, at) => ys.includes(at) && isNumeric(column));
  return toTheRight ? { place: ys[0] ?? -1, values: [x], toTheRight } : { place: x, values: ys, toTheRight };
}

/** Marks of a result, in the order of its rows, and the number of rows that have no place on a scale. */
export interface Marks {
  readonly kind: PlaceKind;
  readonly marks: readonly Mark[];
  /** Rows whose place is NULL, which a scale of time or numbers does not have. */
  readonly withoutPlace: number;
}

/** A day, as Athena writes dates and as `export_date` is. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A time, as Athena writes it without a zone and in UTC. */
const TIME = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?: UTC)?$/;

/** The marks of a result that `chartProblem` finds nothing wrong with. */
export function marksOf(chart: Chart, { columns, rows }: ChartData): Marks {
  const { place, values } = layout(chart, columns);
  const by = columns.findIndex(({ name }) => name === chart.color);
  const texts = rows.map((row) => row[place]);
  const kind = kindOf(columns[place], texts);
  const marks = rows.flatMap((row, index) => {
    const at = placeOf(kind, row[place], index);
    if (at === undefined) return [];
    return values.map((column): Mark => {
      const name = chart.color === undefined ? '' : (row[by] ?? 'null');
      const measure = columns[column]?.name ?? '';
      const where = [row[place] ?? 'null', ...(chart.color === undefined ? [] : [name])].join(', ');
      return {
        place: at,
        value: finite(row[column]),
        series: values.length > 1 ? measure : name,
        label: `${where}: ${row[column] ?? 'null'} ${measure}`,
      };
    });
  });
  const withoutPlace = kind === 'category' ? 0 : texts.filter((text) => text === undefined).length;
  return { kind, marks, withoutPlace };
}

function kindOf(column: AnswerColumn | undefined, texts: readonly (string | undefined)[]): PlaceKind {
  if (column && isNumeric(column)) return 'number';
  const all = texts.filter((text) => text !== undefined);
  if (all.length === 0) return 'category';
  if (all.every((text) => DAY.test(text))) return 'day';
  return column?.type.startsWith('timestamp') === true && all.every((text) => TIME.test(text)) ? 'time' : 'category';
}

function placeOf(kind: PlaceKind, text: string | undefined, row: number): number | string | undefined {
  if (kind !== 'category') return (kind === 'number' ? finite(text) : time(text)) ?? undefined;
  // Texts that were cut may have been different ones.
  return text !== undefined && text.length >= MOST_CHARACTERS ? `${text} ${row + 1}` : (text ?? 'null');
}

function time(text: string | undefined): number | null {
  if (text === undefined) return null;
  const [, day, clock] = TIME.exec(text) ?? [];
  return finite(String(Date.parse(day === undefined ? text : `${day}T${(clock ?? '').slice(0, 12)}Z`)));
}

function finite(text: string | undefined): number | null {
  return text === undefined || !Number.isFinite(Number(text)) ? null : Number(text);
}
