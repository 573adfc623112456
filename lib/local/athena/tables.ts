import type { Column, StorageDescriptor } from '@aws-sdk/client-glue';
import { PARQUET_SERDE, viewDefinition } from '../../catalog';
import type {
  ItemsSource,
  JsonLinesSource,
  MapsSource,
  MayRead,
  ParquetSource,
  TableResolver,
  TableSource,
} from '../../athena-sql/engine';
import type { Catalog, CatalogTable } from '../glue';
import { typeOfHive } from './hive-type';
import type { Listings } from './listings';

/**
 * The tables and views of a local Glue catalog, over the objects of a local S3, as the engine asks for them.
 *
 * @param compared whether files are compared with those that were recorded; a validation compares their checksums itself
 */
export function catalogTables(catalog: Catalog, listings: Listings, compared = true): TableResolver {
  return {
    find: async (database, name, mayRead = () => true) => {
      const table = catalog.table(database, name);
      return table && source(table, listings, { compared, mayRead });
    },
    names: (database) => catalog.tableNames(database),
  };
}

/** Of a partition that no statement reads. */
const NO_FILES = { files: [] } as const;

async function source(
  table: CatalogTable,
  listings: Listings,
  { compared, mayRead }: { readonly compared: boolean; readonly mayRead: MayRead },
): Promise<TableSource> {
  const view = viewDefinition(table.input.ViewOriginalText);
  if (view !== undefined) return { kind: 'view', sql: view.originalSql, database: view.schema };
  const { StorageDescriptor: storage = {}, PartitionKeys = [] } = table.input;
  const partitionKeys = PartitionKeys.map(({ Name }) => Name ?? '');
  if (partitionKeys.length === 0 && isParquet(storage)) return readUnpartitioned(storage, listings);
  const partitions = await Promise.all(
    table.partitions.map(async ({ Values, StorageDescriptor = {}, Files }) => {
      const place = StorageDescriptor.Location ?? '';
      const listing = mayRead(Values) ? await listings.of(place, compared ? Files : undefined) : NO_FILES;
      return {
        values: Values,
        ...listing,
        columns: isParquet(StorageDescriptor) ? StorageDescriptor.Columns?.map(({ Name }) => Name ?? '') : undefined,
      };
    }),
  );
  // a table that was switched has partitions of both kinds
  if (isParquet(storage) || partitions.some(({ columns }) => columns !== undefined))
    return { kind: 'parquet', columns: parquetColumns(storage), partitionKeys, partitions };
  return { ...format(storage), partitionKeys, partitions };
}

/** A table whose files all lie in its own folder; such a table is made of Parquet here. */
async function readUnpartitioned(storage: StorageDescriptor, listings: Listings): Promise<ParquetSource> {
  const columns = parquetColumns(storage);
  const listing = await listings.of(storage.Location ?? '', undefined);
  const partition = { values: [], ...listing, columns: columns.map(({ name }) => name) };
  return { kind: 'parquet', columns, partitionKeys: [], partitions: [partition] };
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
):
  | Pick<ItemsSource, 'kind' | 'ignoreMalformed'>
  | Pick<MapsSource, 'kind' | 'columns' | 'ignoreMalformed'>
  | Pick<JsonLinesSource, 'kind' | 'columns'> {
  const parameters = storage.SerdeInfo?.Parameters ?? {};
  const ignoreMalformed = parameters['ignore.malformed.json'] === 'TRUE';
  if (parameters['mapping.item'] === 'Item') return { kind: 'items', ignoreMalformed };
  const columns = (storage.Columns ?? []).map((field) => column(field, parameters));
  if (parameters['mapping.newimage'] === 'NewImage') return { kind: 'maps', columns, ignoreMalformed };
  return { kind: 'jsonLines', columns };
}

function column({ Name = '', Type: text = '' }: Column, parameters: Readonly<Record<string, string>>) {
  return { name: Name, type: typeOfHive(text), jsonName: parameters[`mapping.${Name}`] ?? Name };
}
