import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { tryLock, waitForLockSync } from 'fs-native-extensions';
import { FileError, isFileProblem } from '../../files/file-error';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { pathText } from '../../path-text';

/** The file whose lock says that nights of a folder run. */
export const IN_USE = '.in-use';

/** Makes a folder of nights where there is none. It has items of a table, so only its owner may read it. */
export function makeOwnFolder(folder: AbsoluteFolder): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw isFileProblem(error) ? new FileError(folder, 'made', error) : error;
  }
  try {
    chmodSync(folder, 0o700);
  } catch (error) {
    // a folder of another owner, who lets this user write to it
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}

/** Says that a night runs in a folder, until the function that it gives is called or the process ends. */
export function useFolder(folder: AbsoluteFolder): () => void {
  makeOwnFolder(folder);
  const file = openLock(folder);
  waitForLockSync(file, { shared: true });
  return () => {
    closeSync(file);
  };
}

/**
 * Does something during which no night may run.
 *
 * @throws Error where one runs; then nothing is done
 */
export function runWithoutNights(folder: AbsoluteFolder, work: () => void): void {
  const file = openLock(folder);
  try {
    if (!tryLock(file))
      throw new Error(
        `A night runs in ${pathText(folder)}; wait until it has ended, or give another folder with --folder`,
      );
    work();
  } finally {
    closeSync(file);
  }
}

function openLock(folder: AbsoluteFolder): number {
  const file = join(folder, IN_USE);
  try {
    return openSync(file, 'a+', 0o600);
  } catch (error) {
    throw isFileProblem(error) ? new FileError(file, 'written', error) : error;
  }
}
