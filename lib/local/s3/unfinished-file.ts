import { randomUUID } from 'node:crypto';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FileError, isFileProblem, wrapWriteErrors } from '../../files/file-error';
import { errorCode } from './absent-file';
import { StoreError } from './store-error';

/** The folder, beside the buckets, of files that are no objects yet. */
const UNFINISHED = '.unfinished';

/**
 * A path for a file that is no object yet: beside the buckets, so that a rename is enough and no listing sees it; no
 * bucket's name starts with a dot. The process is in the name: a later one removes what this one leaves when it is killed.
 */
export function temporaryPath(root: string): string {
  return join(root, UNFINISHED, `${process.pid}-${randomUUID()}`);
}

/** Makes a folder, and those above it, that its owner alone can read. @throws FileError */
export function makeFolder(path: string): Promise<unknown> {
  return wrapWriteErrors(path, () => mkdir(path, { recursive: true, mode: 0o700 }));
}

/** Makes a finished file the object that has the key. @throws StoreError KeyConflict @throws FileError */
export async function moveTo(temporary: string, target: string, key: string): Promise<void> {
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await rename(temporary, target);
  } catch (error) {
    if (!['EEXIST', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY'].includes(errorCode(error)))
      throw isFileProblem(error) ? new FileError(target, 'written', error) : error;
    throw new StoreError(
      'KeyConflict',
      `Key ${key}: a part of it is an object already, or it is the folder of others.`,
    );
  }
}
