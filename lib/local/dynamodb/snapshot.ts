import { exportLayout, type Item, writeExport } from '../../export';
import type { ManifestSummary } from '../../night';
import { exportWriter, type FileStore } from '../s3';
import type { ExportRecord } from './export-description';
import { partitionBy } from './partition';
import type { ExportableTable } from './table';

export interface SnapshotOptions {
  /** The items of a table as they were at a time in milliseconds since 1970. */
  readonly itemsAt: (table: string, time: number) => AsyncIterable<Item>;
  readonly store: FileStore;
  /** Numbers in [0, 1) for the files' names. */
  readonly random: () => number;
  /** Data files. */
  readonly files: number;
}

/** Writes the whole export of a table, as it was at the export's time, into the store. */
export async function writeSnapshot(
  { exportArn, exportId, startTime, exportTime, endTime, request }: Omit<ExportRecord, 'outcome'>,
  table: ExportableTable,
  { itemsAt, store, random, files }: SnapshotOptions,
): Promise<ManifestSummary> {
  const { summary } = await writeExport(exportWriter(store, request.S3Bucket), itemsAt(table.name, exportTime), {
    layout: exportLayout(request.S3Prefix, exportId),
    files,
    partitionOf: partitionBy(table.partitionKey, files),
    random,
    facts: {
      exportArn,
      startTime: new Date(startTime).toISOString(),
      endTime: new Date(endTime).toISOString(),
      tableArn: request.TableArn,
      tableId: table.tableId,
      exportTime: new Date(exportTime).toISOString(),
      s3Bucket: request.S3Bucket,
      s3Prefix: request.S3Prefix,
      s3SseAlgorithm: request.S3SseAlgorithm,
      s3SseKmsKeyId: request.S3SseKmsKeyId,
    },
  });
  return summary;
}
