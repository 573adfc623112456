import type { SavedQuery } from '../../sql';
import type { AnswerColumn, TextRow } from '../../target';

/** Rows to draw, as texts. */
export interface ChartData {
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly TextRow[];
}

/** What the header of a saved query says about drawing its result. */
export interface Chart {
  readonly mark: 'bar' | 'line';
  /** A column of the result. */
  readonly x: string;
  /** Columns of the result; several are drawn beside each other, each a series. */
  readonly y: readonly string[];
  /** The column that tells series apart. */
  readonly color: string | undefined;
}

const CHART = /^(bar|line)((?:\s+\w+=\S+)+)$/;
const CHANNELS = ['x', 'y', 'color'];

/**
 * Reads `bar x=day y=orders color=menu`, or `line x=day y=orders,average`.
 *
 * @returns undefined for a query without a chart
 * @throws Error naming the query's file and what is wrong
 */
export function parseChart({ name, chart }: Pick<SavedQuery, 'name' | 'chart'>): Chart | undefined {
  if (chart === undefined) return undefined;
  const wrong = (problem: string): never => {
    throw new Error(
      `queries/${name}.sql: "-- chart: ${chart}" ${problem}; write it as "bar x=COLUMN y=COLUMN" or "line x=COLUMN y=COLUMN,COLUMN", with color=COLUMN where there are series of one column`,
    );
  };
  const [, mark, rest = ''] = CHART.exec(chart) ?? wrong('is no chart');
  const pairs = rest
    .trim()
    .split(/\s+/)
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);
  const strange = pairs.find(([key], index) => !CHANNELS.includes(key) || pairs.findIndex((p) => p[0] === key) < index);
  if (strange) wrong(`has "${strange[0]}" where it cannot be`);
  const { x, y, color } = Object.fromEntries(pairs) as Partial<Record<string, string>>;
  const measures = (y ?? wrong('lacks y')).split(',');
  if (measures.length > 1 && color !== undefined) wrong('has several columns for y and one for color');
  if (new Set(measures).size < measures.length || measures.includes(''))
    wrong(`has no list of columns in y=${y ?? ''}`);
  return { mark: mark as Chart['mark'], x: x ?? wrong('lacks x'), y: measures, color };
}

/** Whether a column of a result has numbers. */
export function isNumeric({ type }: AnswerColumn): boolean {
  return /^(tinyint|smallint|int|bigint|real|float|double|decimal)/.test(type);
}

/**
 * What keeps a chart from being drawn from a result.
 *
 * @returns a sentence that names the query's file; undefined where all is well
 */
export function chartProblem(query: string, chart: Chart, columns: readonly AnswerColumn[]): string | undefined {
  const has = (text: string) => `queries/${query}.sql: its chart has ${text}`;
  const findColumn = (name: string) => columns.find((column) => column.name === name);
  const channels = [['x', chart.x], ...chart.y.map((name) => ['y', name]), ['color', chart.color]] as const;
  for (const [channel = '', name] of channels) {
    if (name === undefined || findColumn(name)) continue;
    const all = columns.map((column) => column.name).join(', ');
    return has(`${channel}=${name}, which is no column of its result; use one of ${all}`);
  }
  const text = chart.y.map(findColumn).find((column) => column !== undefined && !isNumeric(column));
  const x = findColumn(chart.x);
  if (text === undefined || (chart.mark === 'bar' && chart.y.length === 1 && x && isNumeric(x))) return undefined;
  return has(`y=${text.name}, a ${text.type}; a ${chart.mark} needs numbers there`);
}
