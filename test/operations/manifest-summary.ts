import { exportArn, exportLayout } from '../../lib/export';
import type { ManifestSummary } from '../../lib/night';

/** The manifest-summary.json of an export of a table, with the state that the table had at a time. */
export function manifestSummary(
  tableArn: string,
  exportId: string,
  time: string,
  change: Partial<ManifestSummary> = {},
): ManifestSummary {
  const exportTime = new Date(time).toISOString();
  return {
    version: '2020-06-30',
    exportArn: exportArn(tableArn, exportId),
    startTime: exportTime,
    endTime: exportTime,
    tableArn,
    tableId: 'id',
    exportTime,
    s3Bucket: 'bucket',
    manifestFilesS3Key: exportLayout('export', exportId).manifestFiles,
    billedSizeBytes: 0,
    itemCount: 3,
    outputFormat: 'DYNAMODB_JSON',
    ...change,
  };
}
