import { exportArn, startTimeOf } from '../../export';
import type { ImportedExport } from '../store';
import type { ExportRecord } from './export-description';

/** In the ARN of an imported export whose manifest cannot be read. */
const UNKNOWN_TABLE_ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/unknown';

/** The record of an export that was made elsewhere, from its manifest as far as it can be read. */
export function adoptedExport({ bucket, layout, summary }: ImportedExport): ExportRecord {
  const arn = summary?.exportArn ?? exportArn(UNKNOWN_TABLE_ARN, layout.exportId);
  const startTime = summary ? Date.parse(summary.startTime) : (startTimeOf(layout.exportId) ?? 0);
  return {
    exportArn: arn,
    exportId: layout.exportId,
    tableId: summary?.tableId,
    request: {
      TableArn: summary?.tableArn ?? UNKNOWN_TABLE_ARN,
      S3Bucket: bucket,
      S3Prefix: summary?.s3Prefix ?? undefined,
      ExportFormat: 'DYNAMODB_JSON',
      ExportType: 'FULL_EXPORT',
      S3SseAlgorithm: 'AES256',
    },
    startTime,
    exportTime: summary ? Date.parse(summary.exportTime) : startTime,
    endTime: summary ? Date.parse(summary.endTime) : startTime,
    endSeenFrom: -Infinity,
    outcome: {
      status: 'COMPLETED',
      manifest: layout.manifestSummary,
      itemCount: summary?.itemCount,
      billedSizeBytes: summary?.billedSizeBytes,
    },
  };
}
