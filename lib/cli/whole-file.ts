import { randomUUID } from 'node:crypto';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { FileError, isFileProblem } from '../file-error';

/**
 * Writes a file for a person: beside its place, and renamed when it is whole. Whatever ends the process before, the name has
 * what it had, or nothing. A name that is no regular file (`/dev/stdout`, a pipe) is written to as it is.
 *
 * @param write is given the path to write to
 * @throws FileError where the file cannot be written; what `write` throws, and then nothing is left of the file
 */
export async function writeWholeFile<T>(file: string, write: (path: string) => Promise<T>): Promise<T> {
  try {
    if (existsSync(file) && !statSync(file).isFile()) return await write(file);
    // a link stays one: what it points to is replaced
    const place = existsSync(file) ? realpathSync(file) : resolve(file);
    const unfinished = join(dirname(place), `.${basename(place)}.${randomUUID().slice(0, 8)}.unfinished`);
    try {
      const result = await write(unfinished);
      await sync(unfinished);
      await rename(unfinished, place);
      return result;
    } finally {
      await rm(unfinished, { force: true });
    }
  } catch (error) {
    if (isFileProblem(error)) throw new FileError(file, 'written', error);
    if (!existsSync(dirname(resolve(file))))
      throw new Error(`${file} cannot be written: there is no folder ${dirname(file)}`, { cause: error });
    throw error;
  }
}

/** Waits until all bytes are on the disk: a name must not outlive what it names. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
