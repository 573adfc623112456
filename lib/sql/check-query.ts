import { glueName, type Table } from '../config';
import { selectStored } from './columnar';
import { columns } from './columns';
import { identifier, literal } from './text';

/** Which staged night a check is about. The texts go into SQL as they are: pass only what was checked. */
export interface CheckedNight {
  readonly exportId: string;
  readonly exportDate: string;
  /** Of a columnar night: its partition of the table that its Parquet is staged in. */
  readonly unloadId?: string;
}

/** The most bad rows that are counted; the query ends early when it finds more. */
export const MAX_COUNTED_ROWS = 1000;

/** The most bad rows that come back as examples. */
export const EXAMPLE_ROWS = 3;

/**
 * The query that runs a check: up to EXAMPLE_ROWS of the rows that it selects, each with how many there are, up to
 * MAX_COUNTED_ROWS, in a last column. No row: all is well.
 *
 * Under the table's name the check finds the night that is being validated, which hides the view of that name: one row an
 * item, with the view's columns, and with `item` as DynamoDB exported it. It may be any query, with a WITH of its own,
 * since it stands in brackets.
 *
 * @param staged the table of staged nights, of columnar ones that of their Parquet, as SQL names it: with its database,
 * delimited
 * @param sql the check's own query
 */
export function checkQuery(table: Table, staged: string, night: CheckedNight, sql: string): string {
  return `WITH ${identifier(glueName(table.name))} AS (
  SELECT
${nightColumns(table, night).join(',\n')}
  FROM ${staged}
  WHERE ${night.unloadId === undefined ? `export_id = ${literal(night.exportId)}` : `unload_id = ${literal(night.unloadId)}`}
)
SELECT bad.*, count(*) OVER () AS bad_rows
FROM (
SELECT * FROM (
${sql}
)
LIMIT ${MAX_COUNTED_ROWS}
) AS bad
LIMIT ${EXAMPLE_ROWS}`;
}

function nightColumns(table: Table, { exportDate, unloadId }: CheckedNight): string[] {
  const typed = unloadId === undefined ? columns(table) : selectStored(table);
  return [
    ...typed.map(({ sql, name }) => `    ${sql} AS ${identifier(name)}`),
    // a declared attribute may be called so
    ...(typed.some(({ name }) => name === 'item') ? [] : ['    item']),
    `    ${literal(exportDate)} AS export_date`,
  ];
}
