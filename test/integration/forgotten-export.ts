import { CopyObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  exportArn,
  exportLayout,
  formatManifestFiles,
  newExportId,
  parseExportArn,
  parseManifestFiles,
} from '../../lib/export';
import { formatManifestSummary, parseManifestSummary } from '../../lib/night';
import type { ExportObjects } from './export-objects';
import { s3, type TableUnderTest } from './system';

/** What an export that DynamoDB does not know says of itself. */
interface Forgotten {
  /** The time of the table's state, in milliseconds since 1970. */
  readonly time: number;
  /** Another table's, where it is to be of that. */
  readonly tableArn?: string;
}

/**
 * Copies an export under the id of an older one, so that its folder is all that there is of it: as of one that was made
 * more than 90 days ago. @returns its ExportId
 */
export async function forgottenExport(
  { bucket, exportPrefix, tableArn: own }: TableUnderTest,
  objects: ExportObjects,
  { time, tableArn = own }: Forgotten,
): Promise<string> {
  const exportId = newExportId(time, Math.random);
  const layout = exportLayout(exportPrefix, exportId);
  const original = exportLayout(exportPrefix, parseExportArn(objects.exportArn)?.exportId ?? '');
  const move = (key: string) => key.replace(original.folder, layout.folder);
  const text = async (key: string) => (await objects.read(key)).toString();
  const files = parseManifestFiles(await text(objects.files), objects.files);
  const summary = parseManifestSummary(await text(objects.summary), objects.summary);
  const iso = new Date(time).toISOString();
  for (const { dataFileS3Key } of files)
    await s3.send(
      new CopyObjectCommand({ Bucket: bucket, Key: move(dataFileS3Key), CopySource: `${bucket}/${dataFileS3Key}` }),
    );
  const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
  await put(
    layout.manifestFiles,
    formatManifestFiles(files.map((file) => ({ ...file, dataFileS3Key: move(file.dataFileS3Key) }))),
  );
  await put(
    layout.manifestSummary,
    formatManifestSummary({
      ...summary,
      exportArn: exportArn(tableArn, exportId),
      tableArn,
      startTime: iso,
      endTime: iso,
      exportTime: iso,
      manifestFilesS3Key: layout.manifestFiles,
    }),
  );
  return exportId;
}
