import type { S3Client } from '@aws-sdk/client-s3';
import { exportLayout } from '../export';
import { inParallel } from '../in-parallel';
import { manifestFact, type ManifestFact } from '../operations';
import { objectText } from './s3';

/** Objects that are asked for at the same time. */
const AT_ONCE = 16;

/**
 * What the folders of exports say of themselves.
 *
 * @param prefix that of the exports, such as `export`
 * @param onRead called after each, with the number of those that are read
 */
export async function exportManifests(
  client: S3Client,
  bucket: string,
  prefix: string,
  exportIds: readonly string[],
  onRead: (read: number) => void = () => undefined,
): Promise<ReadonlyMap<string, ManifestFact>> {
  const manifests = new Map<string, ManifestFact>();
  await inParallel(exportIds, AT_ONCE, async (exportId) => {
    const key = exportLayout(prefix, exportId).manifestSummary;
    manifests.set(exportId, manifestFact(await objectText(client, bucket, key), key));
    onRead(manifests.size);
  });
  return manifests;
}
