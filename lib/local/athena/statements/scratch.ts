import { randomUUID } from 'node:crypto';
import {
  AthenaError,
  RefusedError,
  type CreateTableStatement,
  type CreateViewStatement,
  type DropStatement,
  type NamePath,
} from '../../../athena-sql/dialect';
import type { DescribedColumn } from '../../../athena-sql/engine';
import { viewInput } from '../../../catalog';
import type { CatalogTable } from '../../glue';
import { SCRATCH } from '../../scratch';
import { hiveTypeOf } from '../hive-type';
import { DONE, tableText, viewText, type StatementAnswer, type StatementContext } from './context';
import { scratchTableInput, SCRATCH_BUCKET, removeObjects, removeStrays, tableCompression } from './scratch-files';

/**
 * CREATE TABLE AS: the rows are in a Parquet file before the table is in the catalog, so no process sees a table without
 * its rows. Two processes that make one name: the second one fails, and its file is removed.
 *
 * @throws AthenaError with Trino's codes; RefusedError outside of scratch
 */
export async function createTable(
  { table, ifNotExists, properties, sql, withData }: CreateTableStatement,
  context: StatementContext,
): Promise<StatementAnswer> {
  requireScratch(table, `CREATE TABLE ${SCRATCH}.${table.name} AS`, context);
  const { catalog, store, options } = context;
  const compression = tableCompression(properties);
  const exists = () => catalog.table(SCRATCH, table.name) !== undefined;
  const alreadyThere = () =>
    new AthenaError(
      'TABLE_ALREADY_EXISTS',
      `Destination table 'awsdatacatalog.${SCRATCH}.${table.name}' already exists`,
    );
  if (exists()) {
    if (ifNotExists) return { ...DONE, rowsWritten: 0 };
    throw alreadyThere();
  }
  const engine = await context.engine();
  const columns = toGlueColumns(await engine.describe(sql, options));
  context.throwIfStopped();
  await store.createBucket(SCRATCH_BUCKET);
  await removeStrays(catalog, store);
  const folder = `${randomUUID()}/`;
  const input = scratchTableInput(table.name, columns, folder);
  let statistics = { rows: 0, dataScannedInBytes: 0 };
  if (withData)
    await store.putWritten(SCRATCH_BUCKET, `${folder}rows.parquet`, async (path) => {
      statistics = await engine.unload({ query: sql, location: '', compression }, path, options);
    });
  try {
    context.throwIfStopped();
    catalog.changeTable(SCRATCH, table.name, (there) => {
      if (there !== undefined) throw alreadyThere();
      return input;
    });
  } catch (error) {
    await removeObjects(store, folder);
    throw error;
  }
  return { ...DONE, rowsWritten: statistics.rows, dataScannedInBytes: statistics.dataScannedInBytes };
}

/** CREATE VIEW, OR REPLACE. Its names without a database are those of the nights. @throws as createTable */
export async function createView(
  { view, orReplace, sql }: CreateViewStatement,
  context: StatementContext,
): Promise<StatementAnswer> {
  requireScratch(view, `CREATE VIEW ${SCRATCH}.${view.name} AS`, context);
  const { catalog, options, database } = context;
  const check = (there: CatalogTable | undefined) => {
    if (there === undefined) return;
    const name = `'awsdatacatalog.${SCRATCH}.${view.name}'`;
    if (there.input.TableType !== 'VIRTUAL_VIEW')
      throw new AthenaError('TABLE_ALREADY_EXISTS', `Table already exists: ${name}`);
    if (!orReplace) throw new AthenaError('TABLE_ALREADY_EXISTS', `View already exists: ${name}`);
  };
  check(catalog.table(SCRATCH, view.name));
  const engine = await context.engine();
  const columns = await engine.describe(sql, {
    ...options,
    // a view that reads itself is found where it would be read
    catalog: {
      find: (inDatabase, name) =>
        inDatabase === SCRATCH && name === view.name
          ? { kind: 'view', sql, database }
          : options.catalog.find(inDatabase, name),
      names: (inDatabase) => options.catalog.names(inDatabase),
    },
  });
  checkNames(columns);
  const input = viewInput(
    view.name,
    database,
    // what Hive has no type for is told by the view's own text
    columns.map(({ name, typeText, type }) => ({ name, trinoType: typeText, hiveType: viewHiveType(type) })),
    sql.trim(),
  );
  catalog.changeTable(SCRATCH, view.name, (there) => {
    check(there);
    return input;
  });
  return DONE;
}

/** DROP TABLE and DROP VIEW; of a table, its file as well. @throws AthenaError, RefusedError */
export async function drop(
  { what, table, ifExists }: DropStatement,
  context: StatementContext,
): Promise<StatementAnswer> {
  const other = what === 'TABLE' ? 'VIEW' : 'TABLE';
  requireScratch(table, `DROP ${what} ${SCRATCH}.${table.name}`, context);
  const name = (what === 'TABLE' ? tableText : viewText)(SCRATCH, table.name);
  let location: string | undefined;
  context.catalog.changeTable(SCRATCH, table.name, (there) => {
    if (there === undefined) {
      if (ifExists) return undefined;
      throw new AthenaError(what === 'TABLE' ? 'TABLE_NOT_FOUND' : 'GENERIC_USER_ERROR', `${name} does not exist`);
    }
    if ((there.input.TableType === 'VIRTUAL_VIEW') !== (what === 'VIEW'))
      throw new AthenaError(
        'GENERIC_USER_ERROR',
        `${name} does not exist, but a ${other.toLowerCase()} with that name exists. Did you mean DROP ${other} ${SCRATCH}.${table.name}?`,
      );
    location = there.input.StorageDescriptor?.Location;
    return undefined;
  });
  const folder = location?.slice(`s3://${SCRATCH_BUCKET}/`.length) ?? '';
  if (folder !== '') await removeObjects(context.store, folder);
  return DONE;
}

/** Nights are written by the workflow alone. */
function requireScratch({ database, name }: NamePath, instead: string, context: StatementContext): void {
  const where = database ?? context.database;
  if (where !== SCRATCH || context.database === SCRATCH)
    throw new RefusedError(
      `A statement that changes ${where}, the database of the nights,`,
      `scratch: ${instead}`,
      'changes',
    );
  if (name.includes('$')) throw new RefusedError(`A name with $ (${name})`, 'a name without', 'unknown');
}

function checkNames(columns: readonly DescribedColumn[]): void {
  const seen = new Set<string>();
  for (const [index, { name, isUnnamed }] of columns.entries()) {
    if (isUnnamed) throw new AthenaError('MISSING_COLUMN_NAME', `Column name not specified at position ${index + 1}`);
    if (seen.has(name.toLowerCase()))
      throw new AthenaError('DUPLICATE_COLUMN_NAME', `Column name '${name}' specified more than once`);
    seen.add(name.toLowerCase());
  }
}

/** The Glue columns that keep what a query gives. */
function toGlueColumns(columns: readonly DescribedColumn[]): { Name: string; Type: string }[] {
  checkNames(columns);
  return columns.map(({ name, type, typeText }) => {
    if (type.kind === 'unknown') throw new AthenaError('COLUMN_TYPE_UNKNOWN', `Column type is unknown: ${name}`);
    if (type.kind === 'timestamp' && type.precision !== 3)
      throw new AthenaError(
        'NOT_SUPPORTED',
        `Incorrect timestamp precision for ${typeText}; the configured precision is MILLISECONDS; column name: ${name}. CAST it AS timestamp(3)`,
      );
    const hive = hiveTypeOf(type);
    if (hive === undefined)
      throw new AthenaError(
        'NOT_SUPPORTED',
        `Unsupported Hive type: ${typeText}; column name: ${name}. CAST it to another type`,
      );
    return { Name: name.toLowerCase(), Type: hive };
  });
}

function viewHiveType(type: DescribedColumn['type']): string {
  return type.kind === 'row' ? 'string' : (hiveTypeOf(type) ?? 'string');
}
