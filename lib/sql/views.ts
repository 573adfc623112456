import type { Resources, Table } from '../config';
import { columnSet, typedColumns } from './columnar';
import { columns, type Column } from './columns';
import { identifier, literal } from './text';

/** A view's SQL, in Athena's dialect, and the columns that it gives. */
export interface View {
  readonly name: string;
  readonly columns: readonly Pick<Column, 'name' | 'trinoType' | 'hiveType'>[];
  readonly sql: string;
}

const EXPORT_DATE = { name: 'export_date', trinoType: 'varchar', hiveType: 'string' };

/** Typed columns over every verified night. */
export function historyView(table: Table, names: Resources): View {
  const from = `${names.database}.${names.raw}`;
  const read = (typed: readonly Selected[], condition?: string) => `SELECT
${select(typed)},
  export_date
FROM ${from}${condition === undefined ? '' : `\nWHERE ${condition}`}`;
  return {
    name: names.history,
    columns: [...columns(table), EXPORT_DATE],
    sql: table.columnar
      ? `${read(stored(table), hasColumns(table))}\nUNION ALL\n${read(columns(table), lacksColumns(table))}`
      : read(columns(table)),
  };
}

/**
 * Typed columns over the newest verified night. The slot is a literal, so never more than one night is read; the date is
 * found by the export's id in the path, among the partitions' values alone, and stands in the files of a columnar night.
 */
export function newestView(table: Table, names: Resources): View {
  const from = `${names.database}.${names.latest}`;
  const read = (condition: string) => `SELECT
${select(columns(table))},
  night.export_date
FROM ${from}
LEFT JOIN (
  SELECT export_id, max(export_date) AS export_date
  FROM ${names.database}."${names.files}$partitions"
  GROUP BY export_id
) AS night ON night.export_id = element_at(split("$path", '/'), -3)
WHERE ${condition}`;
  const newest = "slot = 'newest'";
  return {
    name: names.newest,
    columns: [...columns(table), EXPORT_DATE],
    sql: table.columnar
      ? `SELECT
${select(stored(table))},
  export_night AS export_date
FROM ${from}
WHERE ${newest} AND ${hasColumns(table)}
UNION ALL
${read(`${newest} AND ${lacksColumns(table)}`)}`
      : read(newest),
  };
}

/** What a view takes out of a table, and the column that it makes of it. */
type Selected = Pick<Column, 'sql' | 'name'>;

function select(typed: readonly Selected[]): string {
  return typed.map(({ sql, name }) => `  ${sql} AS ${identifier(name)}`).join(',\n');
}

/** The columns of a view where a columnar night has them. */
function stored(table: Table): Selected[] {
  return typedColumns(table).map(({ name, column }) => ({ sql: name, name: column.name }));
}

/** A file has one value of this column, so its statistics tell whether it must be read at all. */
function hasColumns(table: Table): string {
  return `column_set = ${literal(columnSet(table))}`;
}

function lacksColumns(table: Table): string {
  return `column_set IS DISTINCT FROM ${literal(columnSet(table))}`;
}
