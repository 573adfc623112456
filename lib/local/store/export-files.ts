import {
  type ExportLayout,
  type ExportReader,
  type ExportWriter,
  type Verification,
  md5OfStream,
  verifyExport,
} from '../../export';
import type { FileStore } from './file-store';
import { Md5Workers } from './md5-workers';
import { StoreError } from './store-error';

/** An export below this is hashed where we are: workers take 30 to 50 ms to start, as long as 32 MB take to hash. */
const WORKER_BYTES = 32 * 1024 * 1024;

/** A bucket of the store as the place that exports are written to. */
export function exportWriter(store: FileStore, bucket: string): ExportWriter {
  return {
    put: (key, body) => store.put(bucket, key, body),
    createWriteStream: (key) => store.createWriteStream(bucket, key),
  };
}

/** A bucket of the store as the place that exports are read from. */
function exportReader(store: FileStore, bucket: string, md5: ExportReader['md5']): ExportReader {
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
    md5,
  };
}

/**
 * Compares every byte of an export in the store with its checksums, on all cores.
 *
 * @param onProgress called with bytes done and bytes in all
 */
export async function verifyStoredExport(
  store: FileStore,
  bucket: string,
  layout: ExportLayout,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Verification> {
  let total = 0;
  for await (const { size } of store.list(bucket, layout.folder)) total += size;
  if (total < WORKER_BYTES) {
    const md5: ExportReader['md5'] = (key, onBytes) => md5OfStream(store.createReadStream(bucket, key), onBytes);
    return verifyExport(exportReader(store, bucket, md5), layout, { onProgress });
  }
  const workers = new Md5Workers();
  try {
    const md5: ExportReader['md5'] = (key, onBytes) => workers.md5(store.pathOf(bucket, key), onBytes);
    const concurrency = Md5Workers.parallelism;
    return await verifyExport(exportReader(store, bucket, md5), layout, { concurrency, onProgress });
  } finally {
    await workers.close();
  }
}
