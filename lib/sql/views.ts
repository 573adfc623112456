import type { Resources, Table } from '../config';
import { columns, type Column } from './columns';
import { identifier } from './text';

/** A view's SQL, in Athena's dialect, and the columns that it gives. */
export interface View {
  readonly name: string;
  readonly columns: readonly Pick<Column, 'name' | 'trinoType' | 'hiveType'>[];
  readonly sql: string;
}

const EXPORT_DATE = { name: 'export_date', trinoType: 'varchar', hiveType: 'string' };

/** Typed columns over every verified night. */
export function historyView(table: Table, names: Resources): View {
  const typed = columns(table);
  return {
    name: names.history,
    columns: [...typed, EXPORT_DATE],
    sql: `SELECT
${select(typed)},
  export_date
FROM ${names.database}.${names.raw}`,
  };
}

/**
 * Typed columns over the newest verified night. The slot is a literal, so never more than one night is read; the date is
 * found by the export's id in the path, among the partitions' values alone.
 */
export function newestView(table: Table, names: Resources): View {
  const typed = columns(table);
  return {
    name: names.newest,
    columns: [...typed, EXPORT_DATE],
    sql: `SELECT
${select(typed)},
  night.export_date
FROM ${names.database}.${names.latest}
LEFT JOIN (
  SELECT export_id, max(export_date) AS export_date
  FROM ${names.database}."${names.files}$partitions"
  GROUP BY export_id
) AS night ON night.export_id = element_at(split("$path", '/'), -3)
WHERE slot = 'newest'`,
  };
}

function select(typed: readonly Column[]): string {
  return typed.map(({ sql, name }) => `  ${sql} AS ${identifier(name)}`).join(',\n');
}
