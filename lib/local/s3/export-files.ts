import { createReadStream } from 'node:fs';
import {
  findChangedManifests,
  type ExportInspector,
  type ExportLayout,
  type ExportReader,
  type ExportWriter,
  type VerificationFinding,
  type Inspection,
  inspectExport,
  type Verification,
  md5OfStream,
  verifyExport,
  type VerifyOptions,
} from '../../export';
import { requireInside, textOf } from './downloaded-files';
import { READ_BYTES, type FileStore } from './file-store';
import { findExport } from './find-export';
import { Md5Workers } from './md5-workers';
import { StoreError } from './store-error';

/** An export below this is hashed where we are: of 39 MB that took 0.18 s, and 0.28 s with workers, which have to start. */
const WORKER_BYTES = 128 * 1024 * 1024;

type OnProgress = NonNullable<VerifyOptions['onProgress']>;

/** A bucket of the store as the place that exports are written to. */
export function exportWriter(store: FileStore, bucket: string): ExportWriter {
  return {
    put: (key, body) => store.put(bucket, key, body),
    createWriteStream: (key) => store.createWriteStream(bucket, key),
  };
}

/** An export's objects as files. */
interface ExportFiles extends Omit<ExportInspector, 'md5' | 'open'> {
  pathOf(key: string): string;
}

function openStoredFiles(store: FileStore, bucket: string): ExportFiles {
  return {
    list: (prefix) => store.list(bucket, prefix),
    text: async (key) => {
      try {
        return (await store.get(bucket, key)).toString('utf8');
      } catch (error) {
        if (error instanceof StoreError && error.code === 'NoSuchKey') return undefined;
        throw error;
      }
    },
    pathOf: (key) => store.pathOf(bucket, key),
  };
}

/**
 * Compares every byte of an export in the store with its checksums, on all cores.
 *
 * @param onProgress called with bytes done and bytes in all
 */
export function verifyStoredExport(
  store: FileStore,
  bucket: string,
  layout: ExportLayout,
  onProgress: OnProgress = () => undefined,
): Promise<Verification> {
  const files = openStoredFiles(store, bucket);
  return withMd5(files, layout, (md5, concurrency) =>
    verifyExport({ ...files, md5 }, layout, { concurrency, onProgress }),
  );
}

/**
 * Of an export in the store, the manifests whose md5 is not that of their own checksum files; see {@link
 * findChangedManifests}.
 */
export function findChangedStoredManifests(
  store: FileStore,
  bucket: string,
  layout: ExportLayout,
): Promise<readonly VerificationFinding[]> {
  const files = openStoredFiles(store, bucket);
  const md5 = (key: string, onBytes: (bytes: number) => void) =>
    md5OfStream(createReadStream(files.pathOf(key)), onBytes);
  return findChangedManifests({ ...files, md5 }, layout);
}

/** {@link verifyStoredExport} for a person: of a changed file it also says how it ends. */
export function inspectStoredExport(
  store: FileStore,
  bucket: string,
  layout: ExportLayout,
  onProgress: OnProgress,
): Promise<Inspection> {
  return inspectFiles(openStoredFiles(store, bucket), layout, onProgress);
}

/**
 * Compares every byte of a downloaded export with its checksums, where it lies.
 *
 * @param directory the export's own folder, or one that holds exactly one
 * @throws ImportError
 */
export async function inspectExportFolder(
  directory: string,
  onProgress: OnProgress,
): Promise<Inspection & { readonly layout: ExportLayout }> {
  const { files: found, layout } = await findExport(directory);
  const byKey = new Map(found.map((file) => [file.key, file]));
  const files: ExportFiles = {
    list: async function* (prefix) {
      for (const [key, { size }] of byKey) if (key.startsWith(prefix)) yield Promise.resolve({ key, size });
    },
    text: async (key) => {
      requireInside(key, layout.manifestSummary);
      const file = byKey.get(key);
      return file && textOf(file);
    },
    // only what was listed is read
    pathOf: (key) => byKey.get(key)?.path ?? '',
  };
  return { ...(await inspectFiles(files, layout, onProgress)), layout };
}

function inspectFiles(files: ExportFiles, layout: ExportLayout, onProgress: OnProgress): Promise<Inspection> {
  const open = (key: string) => createReadStream(files.pathOf(key), { highWaterMark: READ_BYTES });
  return withMd5(files, layout, (md5, concurrency) =>
    inspectExport({ ...files, open, md5 }, layout, { concurrency, onProgress }),
  );
}

/** Chooses the fastest way to hash files of this many bytes. */
async function withMd5<T>(
  files: ExportFiles,
  layout: ExportLayout,
  work: (md5: ExportReader['md5'], concurrency: number) => Promise<T>,
): Promise<T> {
  let total = 0;
  for await (const { size } of files.list(layout.folder)) total += size;
  if (total < WORKER_BYTES)
    return work((key, onBytes) => {
      const stream = createReadStream(files.pathOf(key), { highWaterMark: READ_BYTES });
      return md5OfStream(stream, onBytes);
    }, 2);
  const workers = new Md5Workers();
  try {
    return await work((key, onBytes) => workers.md5(files.pathOf(key), onBytes), Md5Workers.parallelism);
  } finally {
    await workers.close();
  }
}
