import { createHash } from 'node:crypto';
import type { Table } from '../config';
import { attributeColumns, columns, entityColumns, type Column } from './columns';
import { literal } from './text';

/** A column of the Parquet files of columnar nights, and of the Glue tables over them. */
export interface StoredColumn extends Pick<Column, 'name' | 'trinoType' | 'hiveType'> {
  readonly comment: string;
}

/** A typed column of the views as columnar nights have it. */
export interface TypedColumn extends StoredColumn {
  /** The column of the views; its SQL gives the value from `item`. */
  readonly column: Column;
}

const ITEM: StoredColumn = {
  name: 'item',
  trinoType: 'map(varchar, map(varchar, varchar))',
  hiveType: 'map<string,map<string,string>>',
  comment: 'attribute -> DynamoDB type -> value',
};

/** The columns of the views, taken out of files that have them. */
export function storedSelection(table: Table): Pick<Column, 'sql' | 'name'>[] {
  return typedColumns(table).map(({ name, column }) => ({ sql: name, name: column.name }));
}

/** All columns, the item first, as the tables of nights that are not columnar have it. */
export function storedColumns(table: Table): StoredColumn[] {
  return [
    ITEM,
    ...typedColumns(table),
    text('source_file', 'data file of the export that the item is from'),
    text('export_night', 'export_date of the night'),
    text('column_set', 'which typed columns the file has'),
  ];
}

/** What a night's lines are made into, one expression for each of the stored columns; see {@link storedColumns}. */
export function storedValues(table: Table, exportDate: string): string[] {
  const typed = typedColumns(table).map(({ column }) => column.sql);
  return ['item', ...typed, '"$path"', literal(exportDate), literal(columnSet(table))];
}

/**
 * The typed columns of a table's columnar nights. Their names end in the type, so that a night that was written before a
 * type changed does not have the column, instead of having it with another type, at which Athena fails.
 */
export function typedColumns(table: Table): TypedColumn[] {
  return columns(table).map((column) => ({
    name: storedName(column),
    trinoType: column.trinoType,
    hiveType: column.hiveType,
    comment: `column ${column.name} of the views`,
    column,
  }));
}

/**
 * Names the typed columns and the SQL that gives them. The views read the columns of files that have this very set, and the
 * items of all others: a column that was declared today is not NULL in the nights before.
 */
export function columnSet(table: Table): string {
  const made = typedColumns(table).map(({ name, column }) => `${name} ${column.sql}`);
  return createHash('sha256').update(made.join('\n')).digest('hex').slice(0, 16);
}

/**
 * For each declared attribute, in the order in which a validation numbers them: where its stored value is NULL although the
 * item has one, which then fits the type not. Those of entities have no column, and are judged in the items.
 */
export function storedMisfits(table: Table): Pick<Column, 'misfit' | 'found'>[] {
  const own = attributeColumns(table).map((column) => ({
    misfit: `${storedName(column)} IS NULL AND ${column.present}`,
    found: column.found,
  }));
  return [...own, ...entityColumns(table)];
}

function storedName({ name, hiveType }: Column): string {
  return `${name}__${hiveType.replace(/[^a-z0-9]+/g, '_').replace(/_$/, '')}`;
}

function text(name: string, comment: string): StoredColumn {
  return { name, trinoType: 'varchar', hiveType: 'string', comment };
}
