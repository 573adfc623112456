import type { StorageDescriptor } from '@aws-sdk/client-glue';
import type { Table } from '../config';
import { listStoredColumns } from '../sql';

/**
 * The storage descriptor of a columnar night: Parquet files, their columns found by name. A file that was written before a
 * column was declared has NULL there.
 */
export function columnarStorage(table: Table, location: string): StorageDescriptor {
  return {
    Columns: listStoredColumns(table).map(({ name, hiveType, comment }) => ({
      Name: name,
      Type: hiveType,
      Comment: comment,
    })),
    ...parquetStorage(location),
  };
}

/** How Parquet files are read, without their columns. */
export function parquetStorage(location: string): Omit<StorageDescriptor, 'Columns'> {
  return {
    Location: location,
    InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
    OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
    SerdeInfo: { SerializationLibrary: PARQUET_SERDE },
  };
}

/** Identifies the storage descriptor of a columnar night. */
export const PARQUET_SERDE = 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe';
