import type { ExecutionResult } from '../../lib/asl';
import { exportArn, exportLayout, newExportId, writeExport, type Item } from '../../lib/export';
import { exportWriter } from '../../lib/local/s3';
import type { LocalSystem } from '../../lib/local/system';
import { countingRandom, stream } from '../export/sample-export';

/** A night of an export that was made of these items. */
export async function nightOfItems(
  system: LocalSystem,
  tableArn: string,
  exportDate: string,
  items: readonly Item[],
): Promise<ExecutionResult> {
  const { store, names } = system;
  const random = countingRandom();
  const exportId = newExportId(Date.parse(exportDate), random);
  const layout = exportLayout(names.exportPrefix, exportId);
  const time = new Date(Date.parse(exportDate)).toISOString();
  const facts = {
    exportArn: exportArn(tableArn, exportId),
    startTime: time,
    endTime: time,
    tableArn,
    tableId: 'id',
    exportTime: time,
    s3Bucket: names.bucket,
    s3Prefix: names.exportPrefix,
    s3SseAlgorithm: 'AES256',
  };
  const settings = { layout, files: 1, partitionOf: () => 0, random, facts };
  const { summary } = await writeExport(exportWriter(store, names.bucket), stream(items), settings);
  const arn = system.adopt({ bucket: names.bucket, layout, summary, files: 1, bytes: 0 });
  return system.night({ exportArn: arn, exportDate });
}
