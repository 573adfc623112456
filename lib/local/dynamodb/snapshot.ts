import { exportLayout, type Item, writeExport } from '../../export';
import type { ManifestSummary } from '../../night';
import { exportWriter, type FileStore } from '../s3';
import type { ExportRecord } from './export-description';
import { partitionBy } from './partition';
import type { ExportableTable } from './table';

/** Where an export is written to. */
export interface ExportDestination {
  readonly store: FileStore;
  /** Numbers in [0, 1) for the files' names. */
  readonly random: () => number;
  /** Data files. */
  readonly files: number;
}

/**
 * Writes the whole export of a table into the store.
 *
 * @param items as they were at the export's time
 */
export async function writeSnapshot(
  started: Omit<ExportRecord, 'outcome'>,
  table: ExportableTable,
  exportTime: number,
  items: AsyncIterable<Item>,
  { store, random, files }: ExportDestination,
): Promise<ManifestSummary> {
  const { request, exportId } = started;
  const { summary } = await writeExport(exportWriter(store, request.S3Bucket), items, {
    layout: exportLayout(request.S3Prefix, exportId),
    files,
    partitionOf: partitionBy(table.partitionKey, files),
    random,
    facts: { ...manifestFacts(started, table), exportTime: new Date(exportTime).toISOString() },
  });
  return summary;
}

/** What the manifest of an export says, full or incremental, of its request. */
export function manifestFacts(
  { exportArn, startTime, endTime, request }: Omit<ExportRecord, 'outcome'>,
  table: ExportableTable,
) {
  return {
    exportArn,
    startTime: new Date(startTime).toISOString(),
    endTime: new Date(endTime).toISOString(),
    tableArn: request.TableArn,
    tableId: table.tableId,
    s3Bucket: request.S3Bucket,
    s3Prefix: request.S3Prefix,
    s3SseAlgorithm: request.S3SseAlgorithm,
    s3SseKmsKeyId: request.S3SseKmsKeyId,
  };
}
