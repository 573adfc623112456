import { exportArn, startTimeOf } from '../../export';
import type { ImportedExport } from '../s3';
import type { ExportRecord } from './export-description';

/**
 * The record of an export that was made elsewhere, from its manifest as far as it can be read.
 *
 * @param tableArn the table it is taken for where its manifest cannot be read
 */
export function recordAdoptedExport({ bucket, layout, summary }: ImportedExport, tableArn: string): ExportRecord {
  const arn = summary?.exportArn ?? exportArn(tableArn, layout.exportId);
  const time = (text: string | null | undefined) => Date.parse(text ?? summary?.exportTime ?? '');
  const startTime = summary ? time(summary.startTime) : (startTimeOf(layout.exportId) ?? 0);
  return {
    exportArn: arn,
    exportId: layout.exportId,
    tableId: summary?.tableId ?? undefined,
    request: {
      TableArn: summary?.tableArn ?? tableArn,
      S3Bucket: bucket,
      S3Prefix: summary?.s3Prefix ?? undefined,
      ExportFormat: 'DYNAMODB_JSON',
      S3SseAlgorithm: 'AES256',
    },
    startTime,
    exportTime: summary ? time(summary.exportTime) : startTime,
    window: undefined,
    endTime: summary ? time(summary.endTime) : startTime,
    endSeenFrom: -Infinity,
    outcome: {
      status: 'COMPLETED',
      manifest: layout.manifestSummary,
      itemCount: summary?.itemCount,
      billedSizeBytes: summary?.billedSizeBytes,
    },
  };
}
