import type { ExportLayout } from '../../export';
import type { ManifestError, ManifestSummary, WindowManifest } from '../../night';
import type { FileStore } from './file-store';
import { type DownloadedExport, findExport } from './find-export';
import { refuseLongLines } from './long-lines';
import { placeIncrement } from './place-increment';

/** An export that was placed into the store. */
export interface ImportedExport {
  readonly bucket: string;
  readonly layout: ExportLayout;
  /** What its manifest-summary.json says; undefined if that cannot be used, or is an incremental export's. */
  readonly summary: ManifestSummary | undefined;
  /** What the manifest-summary.json of an incremental export says, if it can be used. */
  readonly window?: WindowManifest | undefined;
  /** Whether it has the changes of a time, whatever else its manifest says. @default false */
  readonly isIncremental?: boolean;
  /** Why its manifest-summary.json cannot be used, `Manifest.Missing` where there is none. */
  readonly refused?: ManifestError | undefined;
  /** The table that manifest-summary.json names, one that is refused too. */
  readonly tableArn?: string | undefined;
  readonly files: number;
  readonly bytes: number;
}

/** Called for each file that was placed, with its number and the number of all. */
export type OnPlaced = (done: number, of: number) => void;

/**
 * Places a downloaded export into the store, under the keys that its manifests say, as it is: a broken one too, since
 * judging it is the workflow's job. The folder's files are linked or copied, never moved or changed.
 *
 * @param directory the export's own folder (`AWSDynamoDB/<ExportId>`), or one that holds exactly one of them
 * @param bucket created if there is none
 * @throws ImportError
 */
export async function importExport(
  store: FileStore,
  directory: string,
  bucket: string,
  onPlaced: OnPlaced = () => undefined,
): Promise<ImportedExport> {
  return placeFound(store, await findExport(directory), bucket, onPlaced);
}

/**
 * {@link importExport} of an export that was found. An incremental one whose data files lie in a folder that others share
 * gets a folder of its own, as a night of changes reads all that lies in it.
 */
export async function placeFound(
  store: FileStore,
  found: DownloadedExport,
  bucket: string,
  onPlaced: OnPlaced = () => undefined,
): Promise<ImportedExport> {
  const { files, layout, summary, window, isIncremental, refused, tableArn } = found;
  await refuseLongLines(files);
  await store.createBucket(bucket);
  let bytes = 0;
  const count = (size: number, index: number) => {
    bytes += size;
    onPlaced(index + 1, files.length);
  };
  const rest = { bucket, summary, isIncremental, refused, tableArn, files: files.length };
  if (window) return { ...rest, ...(await placeIncrement(store, found, window, bucket, count)), bytes };
  for (const [index, { key, path, size }] of files.entries()) {
    await store.putFile(bucket, key, path);
    count(size, index);
  }
  return { ...rest, layout, window, bytes };
}
