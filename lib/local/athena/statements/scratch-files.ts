import type { TableInput } from '@aws-sdk/client-glue';
import { AthenaError, RefusedError, type UnloadStatement } from '../../../athena-sql/dialect';
import { parquetStorage } from '../../../catalog';
import type { Catalog } from '../../glue';
import type { FileStore } from '../../s3';
import { SCRATCH } from '../../scratch';

/** The bucket of the tables of scratch, beside that of the nights. */
export const SCRATCH_BUCKET = 'scratch.local';

/** Milliseconds after which a file that no table has is taken for one of a process that was killed. */
const STRAY_AFTER = 24 * 60 * 60 * 1000;

/** The table of a Parquet file, as Athena's CREATE TABLE AS makes it. @param folder its own, with a slash at its end */
export function scratchTableInput(
  name: string,
  columns: readonly { readonly Name: string; readonly Type: string }[],
  folder: string,
): TableInput {
  return {
    Name: name,
    TableType: 'EXTERNAL_TABLE',
    Parameters: { EXTERNAL: 'TRUE', classification: 'parquet' },
    PartitionKeys: [],
    StorageDescriptor: { Columns: [...columns], ...parquetStorage(`s3://${SCRATCH_BUCKET}/${folder}`) },
  };
}

/**
 * The compression that WITH (...) asks for, of Parquet files, which is Athena's own choice of format.
 *
 * @throws AthenaError INVALID_TABLE_PROPERTY; RefusedError for what the laptop does not write
 */
export function tableCompression(properties: ReadonlyMap<string, string>): UnloadStatement['compression'] {
  for (const [name, value] of properties) {
    if (name === 'format' && !FORMATS.has(value.toUpperCase()))
      throw new AthenaError(
        'INVALID_TABLE_PROPERTY',
        `Unable to set catalog 'awsdatacatalog' table property 'format' to ['${value}']. Valid values: ${[...FORMATS].join(', ')}`,
      );
    if (name === 'format' && value.toUpperCase() !== 'PARQUET')
      throw new RefusedError(`CREATE TABLE AS in the format ${value}`, "format = 'PARQUET'", 'has it');
    if (KNOWN_ELSEWHERE.has(name))
      throw new RefusedError(`CREATE TABLE AS with ${name}`, 'format and write_compression alone', 'has it');
    if (!['format', 'write_compression', 'parquet_compression'].includes(name))
      throw new AthenaError(
        'INVALID_TABLE_PROPERTY',
        `Catalog 'awsdatacatalog' table property '${name}' does not exist. The laptop takes format and write_compression`,
      );
  }
  const wanted = properties.get('write_compression') ?? properties.get('parquet_compression') ?? 'ZSTD';
  const compression = (['GZIP', 'ZSTD', 'SNAPPY'] as const).find((known) => known === wanted.toUpperCase());
  if (compression) return compression;
  throw new RefusedError(`CREATE TABLE AS with the compression ${wanted}`, 'GZIP, ZSTD or SNAPPY', 'has it');
}

/** The formats of Athena's (AWS "CREATE TABLE AS"); the laptop writes one of them. */
const FORMATS: ReadonlySet<string> = new Set(['PARQUET', 'ORC', 'AVRO', 'JSON', 'TEXTFILE']);

/** Further properties of Athena's (AWS "CREATE TABLE AS"). */
const KNOWN_ELSEWHERE: ReadonlySet<string> = new Set([
  'table_type',
  'external_location',
  'location',
  'is_external',
  'field_delimiter',
  'orc_compression',
  'compression_level',
  'bucketed_by',
  'bucket_count',
  'partitioned_by',
  'partitioning',
]);

/** Removes the objects of a table's folder. */
export async function removeObjects(store: FileStore, folder: string): Promise<void> {
  const keys: string[] = [];
  for await (const { key } of store.list(SCRATCH_BUCKET, folder)) keys.push(key);
  for (const key of keys) await store.delete(SCRATCH_BUCKET, key);
}

/** Removes what processes that were killed have left: files that no table has, a day after they were written. */
export async function removeStrays(catalog: Catalog, store: FileStore, now = Date.now()): Promise<void> {
  const owned = new Set(
    catalog.tableNames(SCRATCH).map((name) => catalog.table(SCRATCH, name)?.input.StorageDescriptor?.Location ?? ''),
  );
  for await (const { key, lastModified } of store.list(SCRATCH_BUCKET)) {
    const isOwned = owned.has(`s3://${SCRATCH_BUCKET}/${key.slice(0, key.indexOf('/') + 1)}`);
    if (!isOwned && now - lastModified.getTime() > STRAY_AFTER) await store.delete(SCRATCH_BUCKET, key);
  }
}
