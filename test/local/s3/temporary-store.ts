import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { FileStore } from '../../../lib/local/s3';

const folders: string[] = [];

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'export-to-athena-'));
  folders.push(folder);
  return folder;
}

/** A store with an empty bucket named `bucket`. */
export async function temporaryStore(): Promise<FileStore> {
  const store = new FileStore(absoluteFolder(await temporaryFolder()));
  await store.createBucket('bucket');
  return store;
}

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});
