import { exportLayout } from '../../export';
import type { ExportOutcome, ExportRecord } from './export-description';
import type { PointInTimeRecovery } from './recovery';
import { type ExportDestination, writeSnapshot } from './snapshot';
import type { ExportableTable } from './table';
import { writeWindow } from './window';

/** What an export can fail with, e.g. code `S3AccessDenied`. */
export interface ExportFailure {
  readonly code: string;
  readonly message: string;
}

/**
 * Writes an export's files, at once and with the items that the table has at this moment.
 *
 * @param failure what it is to fail with instead
 * @returns how the export will end; undefined for one that never does
 */
export async function makeOutcome(
  started: Omit<ExportRecord, 'outcome'>,
  table: ExportableTable,
  recovery: PointInTimeRecovery,
  to: ExportDestination,
  failure: ExportFailure | undefined,
): Promise<ExportOutcome | undefined> {
  const { S3Bucket, S3Prefix } = started.request;
  if (failure) return { status: 'FAILED', ...failure };
  if (!(await to.store.hasBucket(S3Bucket))) {
    return { status: 'FAILED', code: 'S3NoSuchBucket', message: 'The specified bucket does not exist' };
  }
  const layout = exportLayout(S3Prefix, started.exportId);
  if (started.endTime === Infinity) {
    await to.store.put(S3Bucket, layout.started, '');
    return undefined;
  }
  const { itemCount, billedSizeBytes } = await write(started, table, recovery, to);
  return { status: 'COMPLETED', manifest: layout.manifestSummary, itemCount, billedSizeBytes };
}

function write(
  started: Omit<ExportRecord, 'outcome'>,
  table: ExportableTable,
  recovery: PointInTimeRecovery,
  to: ExportDestination,
): Promise<{ readonly itemCount: number; readonly billedSizeBytes?: number | undefined }> {
  const { window, exportTime = started.startTime } = started;
  return window
    ? writeWindow(started, table, window, recovery.changesIn(table.name, window.from, window.to), to)
    : writeSnapshot(started, table, exportTime, recovery.itemsAt(table.name, exportTime), to);
}
