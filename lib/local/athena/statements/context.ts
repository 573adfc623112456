import type { Engine, QueryOptions } from '../../../athena-sql/engine';
import { AthenaError, type NamePath } from '../../../athena-sql/dialect';
import { didYouMean } from '../../../nearest-name';
import type { Catalog, CatalogTable } from '../../glue';
import type { FileStore } from '../../s3';
import { SCRATCH } from '../../scratch';

/** What a statement that is no query is carried out with. */
export interface StatementContext {
  readonly catalog: Catalog;
  readonly store: FileStore;
  /** The database of the nights, where names without one are looked up. */
  readonly database: string;
  /** Opens the engine where it is not open yet: what only shows the catalog needs none. */
  readonly engine: () => Promise<Engine>;
  readonly options: QueryOptions;
  /** Throws where the statement was stopped meanwhile: what the engine is asked next would not know. */
  readonly throwIfStopped: () => void;
}

/** What a statement gave. */
export interface StatementAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly string[])[];
  /** Whether each row is a line of one text, in which spaces matter. */
  readonly isText?: boolean;
  readonly dataScannedInBytes: number;
  /** Rows that it has written; undefined where it writes none. */
  readonly rowsWritten?: number;
}

/** An answer of texts, as Athena types those of SHOW and DESCRIBE. */
export function textAnswer(names: readonly string[], rows: StatementAnswer['rows'], type = 'string'): StatementAnswer {
  return { columns: names.map((name) => ({ name, type })), rows, dataScannedInBytes: 0 };
}

/** An answer whose rows are the lines of a text. */
export function linesAnswer(name: string, lines: readonly string[], type: string): StatementAnswer {
  const rows = lines.map((line) => [line]);
  return { columns: [{ name, type }], rows, isText: true, dataScannedInBytes: 0 };
}

/** A statement that has nothing to show. */
export const DONE: StatementAnswer = { columns: [], rows: [], dataScannedInBytes: 0 };

/** Names of the databases, in their order. */
export function databaseNames({ catalog, database }: StatementContext): string[] {
  return [...new Set([...catalog.databaseNames(), database, SCRATCH])].sort();
}

/** A database by the name that a statement has, or the nights' own. @throws AthenaError SCHEMA_NOT_FOUND */
export function findDatabase(context: StatementContext, name: string | undefined): string {
  if (name === undefined) return context.database;
  const names = databaseNames(context);
  if (names.includes(name)) return name;
  throw new AthenaError(
    'SCHEMA_NOT_FOUND',
    `Schema '${name}' does not exist.${didYouMean(name, names)} There are: ${names.join(', ')}`,
  );
}

/** A table or view with the database that it is in. */
export interface FoundTable extends CatalogTable {
  readonly database: string;
  readonly name: string;
}

/** A table or view by its name. @throws AthenaError SCHEMA_NOT_FOUND, TABLE_NOT_FOUND */
export function findTable(context: StatementContext, path: NamePath): FoundTable {
  const database = findDatabase(context, path.database);
  const table = context.catalog.table(database, path.name);
  if (table) return { ...table, database, name: path.name };
  const names = context.catalog.tableNames(database).sort();
  const there = names.length === 0 ? `${database} has no tables` : `There are: ${names.join(', ')}`;
  throw new AthenaError(
    'TABLE_NOT_FOUND',
    `${tableText(database, path.name)} does not exist.${didYouMean(path.name, names)} ${there}`,
  );
}

export const tableText = (database: string, name: string): string => `Table 'awsdatacatalog.${database}.${name}'`;
export const viewText = (database: string, name: string): string => `View 'awsdatacatalog.${database}.${name}'`;
