import { availableParallelism } from 'node:os';
import { layoutOfKey, layoutOfSharedData, type ExportLayout, type VerificationFinding } from '../../export';
import { findComparedTables } from '../../athena-sql/dialect';
import type { Catalog } from '../glue';
import { verifyStoredExport, type FileStore } from '../s3';
import { inParallel } from '../../in-parallel';
import { gzipProblem } from './gzip';
import { parseLocation, type InspectedStatement, type Inspection } from '../athena';

/** What the bytes of the nights that a validation reads tell. */
export interface ByteCheckResult {
  /** Files whose md5 is not that of their manifest, missing files and the like. */
  readonly findings: readonly VerificationFinding[];
  /** The first file that Athena's reader cannot read to its end, of those whose lines the statement reads; never rejected. */
  readonly unreadable: Inspection['unreadable'];
  /** Paths of the data files of every night of which nothing but a manifest was changed: their bytes are as DynamoDB wrote them. */
  readonly intactFiles: readonly string[];
}

/** Files that are inflated at the same time, each on a thread of its own. */
const FILES_AT_ONCE = Math.min(4, availableParallelism());

/** A data file of a night. */
interface StoredFile {
  readonly bucket: string;
  readonly key: string;
}

interface StagedExport {
  readonly bucket: string;
  readonly layout: ExportLayout;
  /** Whether the statement reads the lines, and not the Parquet that another has made of them. */
  readonly isRead: boolean;
}

/**
 * Compares the bytes of every night that a statement validates or unloads with its manifest's checksums. A statement
 * validates a night where it compares the partition's keys with its values, and reads both its items and the list of its
 * files; and changes also where it reads the Parquet that they were made into, whose files have no list.
 *
 * On AWS a validation has no md5 to look at: gzip's own checksum speaks there, and here for what DuckDB passes over. That is
 * looked at while the statement runs, as it takes a fifth of its time, and not for Parquet, which was made by a statement that
 * had it looked at.
 */
export async function checkBytes(
  statement: InspectedStatement,
  catalog: Catalog,
  store: FileStore,
): Promise<ByteCheckResult> {
  const findings: VerificationFinding[] = [];
  const [intact, changedAndRead, intactAndRead]: [StoredFile[], StoredFile[], StoredFile[]] = [[], [], []];
  for (const { bucket, layout, isRead } of findValidatedExports(statement, catalog)) {
    const found = (await verifyStoredExport(store, bucket, layout)).findings;
    findings.push(...found);
    const own: StoredFile[] = [];
    if (found.every(({ check }) => check === 'manifest_changed'))
      for await (const { key } of store.list(bucket, layout.dataFolder)) own.push({ bucket, key });
    intact.push(...own);
    if (!isRead) continue;
    intactAndRead.push(...own);
    for (const { check, file } of found) if (check === 'file_changed') changedAndRead.push({ bucket, key: file });
  }
  return {
    findings,
    unreadable: firstUnreadable([...changedAndRead, ...intactAndRead], store),
    intactFiles: intact.map(({ bucket, key }) => store.pathOf(bucket, key)),
  };
}

/**
 * One is enough for the query to fail. A file with the checksum that its manifest says can be one, too: a program that writes
 * exports may have cut it off before it wrote the manifest.
 */
async function firstUnreadable(files: readonly StoredFile[], store: FileStore): Inspection['unreadable'] {
  const packed = files.filter(({ key }) => key.endsWith('.gz'));
  const problems: { readonly index: number; readonly uri: string; readonly reason: string }[] = [];
  await inParallel(packed.entries(), FILES_AT_ONCE, async ([index, { bucket, key }]) => {
    if (problems.length > 0) return;
    const reason = await gzipProblem(store.pathOf(bucket, key));
    if (reason !== undefined) problems.push({ index, uri: `s3://${bucket}/${key}`, reason });
  });
  // of those that were read at the same time
  const [first] = problems.sort((a, b) => a.index - b.index);
  return first && { uri: first.uri, reason: first.reason };
}

function findValidatedExports({ sql, unloads, database }: InspectedStatement, catalog: Catalog): StagedExport[] {
  const tables = findComparedTables(sql).flatMap(({ table: name, texts }) => {
    const table = catalog.table(database, name);
    return table ? [{ ...table, texts }] : [];
  });
  const findTablesWith = (column: string) =>
    tables.filter(({ input }) => input.StorageDescriptor?.Columns?.some(({ Name }) => Name === column));
  const readsAsListed = unloads || findTablesWith('md5checksum').length > 0;
  const findCompared = (column: string) =>
    findTablesWith(column).flatMap(({ input: { PartitionKeys = [] }, partitions, texts }) =>
      partitions
        .filter(({ Values }) =>
          PartitionKeys.every(({ Name = '' }, index) => texts.get(Name)?.has(Values[index] ?? '')),
        )
        .map(({ Values, StorageDescriptor }) => ({
          exportId: Values[1] ?? '',
          location: StorageDescriptor?.Location ?? '',
        })),
    );
  const judgesMerged = tables.some(({ texts }) => texts.has('unload_id'));
  const nights = new Set((readsAsListed ? findCompared('item') : []).map(({ location }) => location));
  const changes = readsAsListed || judgesMerged ? findCompared('newimage') : [];
  const windows = new Map(changes.map(({ location, exportId }) => [location, exportId]));
  return [
    ...locate(nights, (key) => layoutOfKey(key) ?? findStagedLayout(key, database, catalog)),
    ...locate(windows.keys(), (key, location) => layoutOfSharedData(key, windows.get(location) ?? '')),
  ];
}

function locate(
  locations: Iterable<string>,
  layoutOf: (key: string, location: string) => ExportLayout | undefined,
): StagedExport[] {
  return [...locations].flatMap((location) => {
    const { bucket, key } = parseLocation(location);
    const layout = layoutOf(key, location);
    return layout ? [{ bucket, layout, isRead: key.startsWith(layout.dataFolder) }] : [];
  });
}

/** The export whose Parquet lies in a folder: it is staged under the id that the folder's parent is called by. */
function findStagedLayout(key: string, database: string, catalog: Catalog): ExportLayout | undefined {
  const exportId = key.split('/').at(-3) ?? '';
  const partitions = catalog.tableNames(database).flatMap((name) => catalog.table(database, name)?.partitions ?? []);
  return partitions
    .filter(({ Values }) => Values.includes(exportId))
    .map(({ StorageDescriptor }) => layoutOfKey(parseLocation(StorageDescriptor?.Location ?? '').key))
    .find((layout) => layout !== undefined);
}
