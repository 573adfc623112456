import { closeSync, fstatSync, openSync, statSync } from 'node:fs';
import { waitForLockSync } from 'fs-native-extensions';
import { FileError, isFileProblem } from '../../files/file-error';

/**
 * Does something that no other process does at the same time. The lock is the operating system's: it is gone with the
 * process that had it, however that ended, so nothing has to be guessed about locks that are old.
 *
 * @param file is made if need be, and stays; its folder must exist
 * @throws FileError where the file cannot be made
 */
export function withFileLock<T>(file: string, work: () => T): T {
  const lock = lockFile(file);
  try {
    return work();
  } finally {
    closeSync(lock);
  }
}

function lockFile(file: string): number {
  for (;;) {
    const lock = openLock(file);
    try {
      waitForLockSync(lock);
      if (isSameFile(lock, file)) return lock;
    } catch (error) {
      closeSync(lock);
      throw error;
    }
    closeSync(lock); // the folder was replaced while this waited
  }
}

function openLock(file: string): number {
  try {
    return openSync(file, 'a', 0o600);
  } catch (error) {
    throw isFileProblem(error) ? new FileError(file, 'written', error) : error;
  }
}

function isSameFile(lock: number, file: string): boolean {
  const there = statSync(file, { throwIfNoEntry: false });
  return there?.ino === fstatSync(lock).ino;
}
