import {
  checksumKeys,
  type ExportLayout,
  formatManifestFiles,
  incrementalLayout,
  type ManifestFile,
  md5Base64,
  parentFolder,
  parseManifestFiles,
} from '../../export';
import { ManifestError, type WindowManifest } from '../../night';
import { textOf } from './downloaded-files';
import type { FileStore } from './file-store';
import type { DownloadedExport, KeyedFile } from './find-export';

/**
 * Places an incremental export into the store. Where its folder `AWSDynamoDB` holds other exports, in the download or in the
 * store, it gets a prefix of its own, `<S3Prefix>/<ExportId>`, with the layout that DynamoDB would give it there; keys in its
 * manifests, and the md5 beside them, are changed accordingly. All else stays as it was downloaded.
 *
 * @param count told of each file that was placed, its size and number
 * @returns where it lies
 */
export async function placeIncrement(
  store: FileStore,
  { files, layout }: DownloadedExport,
  window: WindowManifest,
  bucket: string,
  count: (size: number, index: number) => void,
): Promise<{ readonly layout: ExportLayout; readonly window: WindowManifest }> {
  const byKey = new Map(files.map((file) => [file.key, file]));
  const isOwn = (key: string) => key.startsWith(layout.folder) || byKey.has(key);
  const own = (await isAlone(store, bucket, layout, isOwn)) ? undefined : ownPrefix(layout);
  const to = own === undefined ? layout : incrementalLayout(own, layout.exportId);
  const moved = (key: string) => moveKey(key, layout, to);
  for (const [index, { key, path, size }] of files.entries()) {
    await store.putFile(bucket, moved(key), path);
    count(size, index);
  }
  if (own === undefined) return { layout, window };
  const placed: WindowManifest = { ...window, s3Prefix: own, manifestFilesS3Key: moved(window.manifestFilesS3Key) };
  const change = async (key: string, edit: (text: string) => string): Promise<void> => {
    const file = byKey.get(key);
    if (file) await putChanged(store, bucket, { file, key: moved(key), edit, byKey, moved });
  };
  await change(layout.manifestSummary, (text) =>
    JSON.stringify({
      ...(JSON.parse(text) as object),
      s3Prefix: own,
      manifestFilesS3Key: placed.manifestFilesS3Key,
    }),
  );
  await change(layout.manifestFiles, (text) =>
    formatManifestFiles(
      parseManifestFiles(text, layout.manifestFiles).map((file): ManifestFile => ({
        ...file,
        dataFileS3Key: moved(file.dataFileS3Key),
      })),
    ),
  );
  return { layout: to, window: placed };
}

/** Whether nothing else lies in the store's folder `AWSDynamoDB` that the export belongs to. */
async function isAlone(
  store: FileStore,
  bucket: string,
  layout: ExportLayout,
  isOwn: (key: string) => boolean,
): Promise<boolean> {
  for await (const { key } of store.list(bucket, parentFolder(layout))) if (!isOwn(key)) return false;
  return true;
}

function ownPrefix(layout: ExportLayout): string {
  return `${parentFolder(layout).replace(/AWSDynamoDB\/$/, '')}${layout.exportId}`;
}

function moveKey(key: string, from: ExportLayout, to: ExportLayout): string {
  const parent = parentFolder(from);
  return key.startsWith(parent) ? parentFolder(to) + key.slice(parent.length) : key;
}

interface ChangedManifest {
  readonly file: KeyedFile;
  /** Where it is placed. */
  readonly key: string;
  readonly edit: (text: string) => string;
  /** All files of the export by their keys. */
  readonly byKey: ReadonlyMap<string, KeyedFile>;
  readonly moved: (key: string) => string;
}

/** Places a manifest with changed keys. One that cannot be read stays as it is; so does an md5 that was wrong before. */
async function putChanged(
  store: FileStore,
  bucket: string,
  { file, key, edit, byKey, moved }: ChangedManifest,
): Promise<void> {
  const text = await textOf(file);
  let changed: string;
  try {
    changed = edit(text);
  } catch (error) {
    if (error instanceof ManifestError) return;
    throw error;
  }
  await store.put(bucket, key, changed);
  for (const checksumKey of checksumKeys(file.key)) {
    const checksum = byKey.get(checksumKey);
    if (checksum && (await textOf(checksum)).trim() === md5Base64(text))
      await store.put(bucket, moved(checksumKey), md5Base64(changed));
  }
}
