import { amount, count } from '../../amount';
import { layout } from './marks';
import type { Chart, ChartData } from './chart';

/** How an answer can be cut. */
export interface Cut {
  /** Number of all rows of the answer; a report keeps the first ones. */
  readonly total: number;
  /** The LIMIT that the statement ends in. */
  readonly limit: number | undefined;
}

/** Rows that can be drawn as they are, and what the drawing has to say of the others. */
export interface WholeRows {
  readonly rows: ChartData['rows'];
  readonly note: string | undefined;
}

/**
 * What can be drawn of an answer that may be cut. A stack of bars, or the lines at a place, whose rows may be cut in the
 * middle is left out where the answer has the rows of a place together.
 */
export function wholeRows(chart: Chart, { columns, rows }: ChartData, { total, limit }: Cut): WholeRows {
  const first =
    total > rows.length
      ? `Only the first ${count(rows.length)} of ${amount(total, 'row')}`
      : limit !== undefined && rows.length >= limit
        ? `Only the first ${amount(rows.length, 'row')}: the query ends in LIMIT ${limit}`
        : undefined;
  if (first === undefined || chart.color === undefined) return { rows, note: first && `${first}.` };
  const { place } = layout(chart, columns);
  const name = columns[place]?.name ?? '';
  const last = rows.at(-1)?.[place];
  const start = rows.findIndex((row) => row[place] === last);
  const runs = rows.filter((row, index) => index === 0 || row[place] !== rows[index - 1]?.[place]).length;
  if (runs > new Set(rows.map((row) => row[place])).size) return { rows, note: `${first}; any ${name} may lack some.` };
  const cut = `${name} ${last ?? 'null'}`;
  if (start === 0) return { rows, note: `${first}; ${cut} may lack some.` };
  return { rows: rows.slice(0, start), note: `${first}; ${cut} may lack some and is not drawn.` };
}
