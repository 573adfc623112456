import type { S3Client } from '@aws-sdk/client-s3';
import { isExportId, layoutOfKey, type ExportLayout } from '../../export';
import { inParallel } from '../../in-parallel';
import { manifestFact, type ManifestFact } from '../../operations';
import { listFolders, objectText } from './s3';

/** Objects or listings that are asked for at the same time. */
const AT_ONCE = 16;

/** Folders between a given one and `AWSDynamoDB`: people's prefixes have up to four (`YYYY/MM/DD/HH`). */
const MAX_DEPTH = 8;

/**
 * The exports in folders of a bucket, at any depth, by their ids and oldest first; undefined if there is no such bucket. Of
 * one that lies there twice, the one in the folder that is named first.
 *
 * @param folders each with a slash at its end, such as `export/orders/`
 */
export async function findExports(
  client: S3Client,
  bucket: string,
  folders: readonly string[],
): Promise<ReadonlyMap<string, ExportLayout> | undefined> {
  const found = new Map<string, ExportLayout>();
  for (const folder of folders) {
    const layouts = await exportsIn(client, bucket, folder);
    if (layouts === undefined) return undefined;
    for (const layout of layouts) if (!found.has(layout.exportId)) found.set(layout.exportId, layout);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Level by level: a folder that is an export's own has no other export in it. */
async function exportsIn(client: S3Client, bucket: string, folder: string): Promise<ExportLayout[] | undefined> {
  const layouts: ExportLayout[] = [];
  let level = [folder];
  for (let depth = 0; level.length > 0 && depth <= MAX_DEPTH; depth++) {
    const children: (string[] | undefined)[] = [];
    await inParallel(level, AT_ONCE, async (parent) => {
      const layout = layoutOfKey(`${parent}manifest-summary.json`);
      if (layout && isExportId(layout.exportId)) layouts.push(layout);
      // `AWSDynamoDB/data/` holds what incremental exports share.
      if (!layout) children.push(await listFolders(client, bucket, parent));
    });
    level = [];
    for (const folders of children)
      if (folders === undefined) return undefined;
      else level.push(...folders);
  }
  return layouts;
}

/**
 * What the folders of exports say of themselves.
 *
 * @param onRead called after each, with the number of those that are read
 * @returns facts by the export's id
 */
export async function exportManifests(
  client: S3Client,
  bucket: string,
  layouts: Iterable<ExportLayout>,
  onRead: (read: number) => void = () => undefined,
): Promise<ReadonlyMap<string, ManifestFact>> {
  const manifests = new Map<string, ManifestFact>();
  await inParallel(layouts, AT_ONCE, async ({ exportId, manifestSummary }) => {
    manifests.set(exportId, manifestFact(await objectText(client, bucket, manifestSummary), manifestSummary));
    onRead(manifests.size);
  });
  return manifests;
}
