import { temporaryFolder } from '../../files/leftovers';
import { InferError, type Query } from '../../infer';
import { AthenaError } from '../../athena-sql/dialect';
import { allTextRows, Engine, type ItemsSource, type TableResolver } from '../../athena-sql/engine';
import { splitEmptyFiles, type FileStore, type ImportedExport } from '../../local/s3';
import { withElapsed } from '../terminal/elapsed';

/** Tables that queries are asked about, and the database that they are in. */
export interface QueriedTables {
  readonly catalog: TableResolver;
  readonly database: string;
}

/** Gives a way to ask queries about tables, which ends with `ask`. @throws InferError where the memory is too small */
export async function withQueries<T>(
  store: FileStore,
  tables: QueriedTables,
  ask: (query: Query) => Promise<T>,
): Promise<T> {
  const engine = await Engine.open({
    root: store.root,
    spillFolder: await store.temporaryFolder(),
    workFolder: temporaryFolder(),
  });
  try {
    const query: Query = async (sql) => allTextRows(await engine.query(sql, tables));
    return await withElapsed('Looking at all items', () => ask(query));
  } catch (error) {
    const isMemory = error instanceof AthenaError && error.code === 'EXCEEDED_LOCAL_MEMORY_LIMIT';
    throw isMemory ? new InferError('Infer.Memory', `The items cannot be looked at: ${error.detail}`) : error;
  } finally {
    await engine.close();
  }
}

/**
 * The items of an imported export, as the table `items`.
 *
 * @param ignoreMalformed whether a line that is no item is passed over; else the query fails there
 */
export async function findImportedItems(
  store: FileStore,
  { bucket, layout }: ImportedExport,
  ignoreMalformed: boolean,
): Promise<QueriedTables> {
  const stored: { readonly path: string; readonly size: number }[] = [];
  for await (const { key, size } of store.list(bucket, layout.dataFolder))
    stored.push({ path: store.pathOf(bucket, key), size });
  const files = splitEmptyFiles(stored).full.map(({ path }) => path);
  const items: ItemsSource = { kind: 'items', partitionKeys: [], partitions: [{ values: [], files }], ignoreMalformed };
  return { catalog: { find: () => items, names: () => ['items'] }, database: 'export' };
}
