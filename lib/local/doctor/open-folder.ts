import { resources, nameSharedResources, type Config, type Resources, type Table } from '../../config';
import { layoutOfKey, type ExportLayout } from '../../export';
import { manifestFact, type ManifestFact } from '../../operations';
import { NoCatalogError } from '../../target';
import { folderIn, type AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { Catalog, type CatalogPartition } from '../glue';
import { noNights } from '../folder/no-nights';
import { FileStore } from '../s3';
import { pathText } from '../../path-text';

/** A folder of nights, opened for doctor, adopt and status. */
export interface LocalFolder {
  readonly folder: AbsoluteFolder;
  readonly config: Config;
  readonly catalog: Catalog;
  readonly store: FileStore;
  readonly bucket: string;
  /** The configured tables that the folder has. */
  readonly tables: readonly { readonly table: Table; readonly names: Resources }[];
}

/** @throws NoCatalogError where the folder has no night of a configured table */
export function openFolder(folder: AbsoluteFolder, config: Config): LocalFolder {
  const catalog = Catalog.open(folderIn(folder, 'catalog'));
  if (catalog.databaseNames().length === 0) throw noNights(folder);
  const { bucket, database } = nameSharedResources(config);
  const tables = config.tables
    .map((table) => ({ table, names: resources(config, table) }))
    .filter(({ names }) => catalog.table(database, names.raw));
  if (tables.length === 0)
    throw new NoCatalogError(
      `${pathText(folder)} has no table of the configuration, but ${catalog.databaseNames().join(', ')}: give the system with -c systemName=...`,
    );
  return { folder, config, catalog, store: new FileStore(folderIn(folder, 's3')), bucket, tables };
}

/** The partitions of a table; none where there is no such table. */
export function partitionsOf({ catalog }: LocalFolder, names: Resources, table: string): readonly CatalogPartition[] {
  return catalog.table(names.database, table)?.partitions ?? [];
}

/** The exports that lie in the bucket, by their ids, below any prefix. */
export async function listStoredExports({
  store,
  bucket,
  listed = store,
}: LocalFolder & { readonly listed?: Pick<FileStore, 'list'> }): Promise<ReadonlyMap<string, ExportLayout>> {
  const layouts = new Map<string, ExportLayout>();
  if (!(await store.hasBucket(bucket))) return layouts;
  for await (const { key } of listed.list(bucket)) {
    const layout = layoutOfKey(key);
    // `AWSDynamoDB/data/` holds what incremental exports share
    if (layout && layout.exportId !== 'data') layouts.set(layout.exportId, layout);
  }
  return layouts;
}

/** What the manifest of a stored export says. */
export async function readStoredManifest({ store, bucket }: LocalFolder, layout: ExportLayout): Promise<ManifestFact> {
  const keys: string[] = [];
  for await (const { key } of store.list(bucket, layout.manifestSummary)) keys.push(key);
  const text = keys.length === 0 ? undefined : (await store.get(bucket, layout.manifestSummary)).toString('utf8');
  return manifestFact(text, layout.manifestSummary);
}
