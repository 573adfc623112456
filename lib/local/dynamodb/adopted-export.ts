import { exportArn, startTimeOf } from '../../export';
import type { ImportedExport } from '../s3';
import type { ExportRecord } from './export-description';

/**
 * The record of an export that was made elsewhere, from its manifest as far as it can be read.
 *
 * @param tableArn the table it is taken for where its manifest cannot be read
 */
export function recordAdoptedExport(
  { bucket, layout, summary, window }: ImportedExport,
  tableArn: string,
): ExportRecord {
  const manifest = summary ?? window;
  const arn = manifest?.exportArn ?? exportArn(tableArn, layout.exportId);
  const time = (text: string | null | undefined) =>
    Date.parse(text ?? summary?.exportTime ?? window?.exportToTime ?? '');
  const startTime = manifest ? time(manifest.startTime) : (startTimeOf(layout.exportId) ?? 0);
  return {
    exportArn: arn,
    exportId: layout.exportId,
    tableId: manifest?.tableId ?? undefined,
    request: {
      TableArn: manifest?.tableArn ?? tableArn,
      S3Bucket: bucket,
      S3Prefix: manifest?.s3Prefix ?? undefined,
      ExportFormat: 'DYNAMODB_JSON',
      S3SseAlgorithm: 'AES256',
    },
    startTime,
    exportTime: window ? undefined : summary ? time(summary.exportTime) : startTime,
    window: window && {
      from: time(window.exportFromTime),
      to: time(window.exportToTime),
      view: window.outputView,
    },
    endTime: manifest ? time(manifest.endTime) : startTime,
    endSeenFrom: -Infinity,
    outcome: {
      status: 'COMPLETED',
      manifest: layout.manifestSummary,
      itemCount: manifest?.itemCount,
      billedSizeBytes: manifest?.billedSizeBytes,
    },
  };
}
