import { incrementalLayout, type ItemChangeRecord, writeIncrement } from '../../export';
import type { WindowManifest } from '../../night';
import { exportWriter } from '../s3';
import type { ExportRecord } from './export-description';
import { partitionBy } from './partition';
import { type ExportDestination, manifestFacts } from './snapshot';
import type { ExportableTable } from './table';
import type { ExportWindow } from './window-time';

/** Writes the incremental export of a window of a table into the store. */
export async function writeWindow(
  started: Omit<ExportRecord, 'outcome'>,
  table: ExportableTable,
  { from, to, view }: ExportWindow,
  records: AsyncIterable<ItemChangeRecord>,
  { store, random, files }: ExportDestination,
): Promise<WindowManifest> {
  const { request, exportId } = started;
  const { summary } = await writeIncrement(exportWriter(store, request.S3Bucket), records, {
    layout: incrementalLayout(request.S3Prefix, exportId),
    files,
    partitionOf: partitionBy(table.partitionKey, files),
    random,
    facts: {
      ...manifestFacts(started, table),
      exportFromTime: new Date(from).toISOString(),
      exportToTime: new Date(to).toISOString(),
      outputView: view,
    },
  });
  return summary;
}
