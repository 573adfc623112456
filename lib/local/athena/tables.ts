import type { Column, StorageDescriptor } from '@aws-sdk/client-glue';
import { viewSql } from '../../catalog';
import type { Type } from '../dialect';
import type { ItemsSource, JsonLinesSource, TableResolver, TableSource } from '../engine';
import type { Catalog, CatalogTable } from '../glue';
import type { FileStore } from '../store';

/** The tables and views of a local Glue catalog, over the objects of a local S3, as the engine asks for them. */
export function catalogTables(catalog: Catalog, store: FileStore): TableResolver {
  return {
    find: async (database, name) => {
      const table = catalog.table(database, name);
      return table && source(table, store);
    },
    names: (database) => catalog.tableNames(database),
  };
}

async function source(table: CatalogTable, store: FileStore): Promise<TableSource> {
  const sql = viewSql(table.input.ViewOriginalText);
  if (sql !== undefined) return { kind: 'view', sql };
  const { StorageDescriptor: storage = {}, PartitionKeys = [] } = table.input;
  const partitioned = {
    partitionKeys: PartitionKeys.map(({ Name }) => Name ?? ''),
    partitions: await Promise.all(
      table.partitions.map(async ({ Values, StorageDescriptor: { Location = '' } = {} }) => ({
        values: Values,
        files: await filesIn(Location, store),
      })),
    ),
  };
  return { ...format(storage), ...partitioned };
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

const TYPES: Readonly<Record<string, Type>> = {
  string: { kind: 'varchar' },
  bigint: { kind: 'bigint' },
};

function column({ Name = '', Type: text = '' }: Column, parameters: Readonly<Record<string, string>>) {
  const type = TYPES[text];
  if (type === undefined)
    throw new Error(`Column ${Name} of a JSON table is of type ${text}; use ${Object.keys(TYPES).join(' or ')}`);
  return { name: Name, type, jsonName: parameters[`mapping.${Name}`] ?? Name };
}

/** Paths of the objects in a partition's folder, without those that Athena passes over. */
async function filesIn(location: string, store: FileStore): Promise<string[]> {
  const { bucket, key } = parseLocation(location);
  const files = [];
  for await (const object of store.list(bucket, key)) {
    const name = object.key.slice(object.key.lastIndexOf('/') + 1);
    if (!/^[._]/.test(name)) files.push(store.pathOf(bucket, object.key));
  }
  return files;
}

/** @throws Error where the text is not `s3://bucket/folder/` */
export function parseLocation(location: string): { readonly bucket: string; readonly key: string } {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.*)$/.exec(location) ?? [];
  if (bucket === undefined || key === undefined)
    throw new Error(`The location ${JSON.stringify(location)} is not of the form s3://bucket/folder/`);
  return { bucket, key };
}
