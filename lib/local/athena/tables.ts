import type { Column, StorageDescriptor } from '@aws-sdk/client-glue';
import { PARQUET_SERDE, viewSql } from '../../catalog';
import { s3Location } from '../../export';
import type { ItemsSource, JsonLinesSource, ParquetSource, TableResolver, TableSource } from '../engine';
import { filesChange, filesRecord, type Catalog, type CatalogTable, type FilesRecord } from '../glue';
import type { FileStore } from '../store';
import { typeOfHive } from './hive-type';

/**
 * The tables and views of a local Glue catalog, over the objects of a local S3, as the engine asks for them.
 *
 * @param compared whether files are compared with those that were recorded; a validation compares their checksums itself
 */
export function catalogTables(catalog: Catalog, store: FileStore, compared = true): TableResolver {
  return {
    find: async (database, name) => {
      const table = catalog.table(database, name);
      return table && source(table, store, compared);
    },
    names: (database) => catalog.tableNames(database),
  };
}

async function source(table: CatalogTable, store: FileStore, compared: boolean): Promise<TableSource> {
  const sql = viewSql(table.input.ViewOriginalText);
  if (sql !== undefined) return { kind: 'view', sql };
  const { StorageDescriptor: storage = {}, PartitionKeys = [] } = table.input;
  const partitionKeys = PartitionKeys.map(({ Name }) => Name ?? '');
  const partitions = await Promise.all(
    table.partitions.map(async ({ Values, StorageDescriptor = {}, Files }) => {
      const objects = await objectsIn(StorageDescriptor.Location ?? '', store);
      return {
        values: Values,
        files: objects.map(({ path }) => path),
        changed: compared ? filesChange(Files, filesRecord(objects)) : undefined,
        columns: isParquet(StorageDescriptor) ? StorageDescriptor.Columns?.map(({ Name }) => Name ?? '') : undefined,
      };
    }),
  );
  // a table that was switched has partitions of both kinds
  if (isParquet(storage) || partitions.some(({ columns }) => columns !== undefined))
    return { kind: 'parquet', columns: parquetColumns(storage), partitionKeys, partitions };
  return { ...format(storage), partitionKeys, partitions };
}

function isParquet({ SerdeInfo }: StorageDescriptor): boolean {
  return SerdeInfo?.SerializationLibrary === PARQUET_SERDE;
}

function parquetColumns({ Columns = [] }: StorageDescriptor): ParquetSource['columns'] {
  return Columns.map(({ Name = '', Type: text = '' }) => ({ name: Name, type: typeOfHive(text) }));
}

/** What the OpenX SerDe of a table makes of a line, by its parameters. */
function format(
  storage: StorageDescriptor,
): Pick<ItemsSource, 'kind' | 'ignoreMalformed'> | Pick<JsonLinesSource, 'kind' | 'columns'> {
  const parameters = storage.SerdeInfo?.Parameters ?? {};
  if (parameters['mapping.item'] === 'Item')
    return { kind: 'items', ignoreMalformed: parameters['ignore.malformed.json'] === 'TRUE' };
  return { kind: 'jsonLines', columns: (storage.Columns ?? []).map((field) => column(field, parameters)) };
}

function column({ Name = '', Type: text = '' }: Column, parameters: Readonly<Record<string, string>>) {
  return { name: Name, type: typeOfHive(text), jsonName: parameters[`mapping.${Name}`] ?? Name };
}

/** The files of a partition as they are now, to be recorded when it is made. */
export async function recordOfFiles(location: string, store: FileStore): Promise<FilesRecord> {
  return filesRecord(await objectsIn(location, store));
}

interface StoredFile {
  readonly key: string;
  readonly size: number;
  readonly path: string;
}

/** The objects in a partition's folder, without those that Athena passes over. */
async function objectsIn(location: string, store: FileStore): Promise<StoredFile[]> {
  const { bucket, key } = parseLocation(location);
  const files: StoredFile[] = [];
  for await (const object of store.list(bucket, key)) {
    const name = object.key.slice(object.key.lastIndexOf('/') + 1);
    if (!/^[._]/.test(name)) files.push({ ...object, path: store.pathOf(bucket, object.key) });
  }
  return files;
}

/** @throws Error where the text is not `s3://bucket/folder/` */
export function parseLocation(location: string): { readonly bucket: string; readonly key: string } {
  const place = s3Location(location);
  if (!place) throw new Error(`The location ${JSON.stringify(location)} is not of the form s3://bucket/folder/`);
  return place;
}
