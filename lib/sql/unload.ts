import type { Table } from '../config';
import { listStoredColumns, listStoredValues } from './columnar';
import { identifier, literal } from './text';

/** What an UNLOAD reads and writes. The texts go into SQL as they are: pass only what was checked. */
export interface Unload {
  /** The table of staged nights, as SQL names it: with its database, delimited. */
  readonly staged: string;
  readonly exportId: string;
  readonly exportDate: string;
  /** Location with a slash at its end, below which nothing lies. */
  readonly folder: string;
}

/**
 * The statement that writes a staged night as Parquet, the only one that reads the export's lines. A line that is no item
 * becomes a row without one, which the validation counts.
 */
export function unloadStatement(table: Table, { staged, exportId, exportDate, folder }: Unload): string {
  const values = listStoredValues(table, exportDate);
  return `UNLOAD (
SELECT
${listStoredColumns(table)
  .map(({ name }, index) => `  ${values[index] ?? ''} AS ${identifier(name)}`)
  .join(',\n')}
FROM ${staged}
WHERE export_id = ${literal(exportId)}
)
TO ${literal(folder)}
WITH (format = 'PARQUET', compression = 'ZSTD')`;
}
