import type { S3Client } from '@aws-sdk/client-s3';
import { exportLayout, ManifestError, parseManifestSummary } from '../export';
import type { ManifestFact } from '../operations';
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
  await inParallel(exportIds, async (exportId) => {
    const key = exportLayout(prefix, exportId).manifestSummary;
    manifests.set(exportId, manifestFact(await objectText(client, bucket, key), key));
    onRead(manifests.size);
  });
  return manifests;
}

/** Does something for all of a list, some of them at the same time. */
export async function inParallel<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const queue = all.values();
  const next = async (): Promise<void> => {
    for (const one of queue) await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, all.length) }, next));
}

/** A manifest-summary.json as a fact. */
export function manifestFact(text: string | undefined, file: string): ManifestFact {
  try {
    return text === undefined ? 'missing' : parseManifestSummary(text, file);
  } catch (error) {
    if (error instanceof ManifestError) return { unusable: `${error.found} (${error.name})` };
    throw error;
  }
}
