import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { FileError, isFileProblem } from './file-error';
import { removeLeftoversIn } from './leftovers';
import { pathText } from '../path-text';

/*
 * Files that are replaced as a whole: all bytes are written elsewhere and are on the disk before the file gets its name.
 * However the process ends, the name has what it had, or the new file.
 */

/**
 * Puts a text into a file that only its owner can read, in place of what it has.
 *
 * @param unfinished where the text is written first, on the same file system; what lies there is lost
 * @throws FileError; the file is as it was
 */
export function replaceFile(file: string, text: string, unfinished = `${file}.unfinished`): void {
  try {
    try {
      // a file of another owner, or a link, is not written to
      rmSync(unfinished, { force: true });
      // unlike write-file-atomic's single writeSync, this goes on after a short write, until all is written or it fails
      writeFileSync(unfinished, text, { flag: 'wx', mode: 0o600 });
      putInPlace(unfinished, file);
    } finally {
      rmSync(unfinished, { force: true });
    }
  } catch (error) {
    throw isFileProblem(error) ? new FileError(file, 'written', error) : error;
  }
}

/**
 * Writes a file for a person, piece by piece: beside its place first. What an earlier process that was killed left of the
 * same file is removed. A name that is no regular file (`/dev/stdout`, a pipe) is written to as it is.
 *
 * @param write is given the path to write to
 * @throws FileError where the file cannot be written; what `write` throws, and then nothing is left of the file
 */
export async function writeWholeFile<T>(file: string, write: (path: string) => Promise<T>): Promise<T> {
  try {
    const old = statSync(file, { throwIfNoEntry: false });
    if (old?.isFile() === false) return await write(file);
    // a link stays one: what it points to is replaced
    const place = old ? realpathSync(file) : resolve(file);
    const prefix = `.${firstBytes(basename(place))}.unfinished-`;
    removeLeftoversIn(dirname(place), prefix);
    const unfinished = join(dirname(place), `${prefix}${process.pid}-${randomUUID().slice(0, 8)}`);
    try {
      const result = await write(unfinished);
      if (old) chmodSync(unfinished, old.mode & 0o777);
      putInPlace(unfinished, place);
      return result;
    } finally {
      rmSync(unfinished, { force: true });
    }
  } catch (error) {
    const isOther = isFileProblem(error) && error.code !== 'ENOENT';
    if (!isOther && !existsSync(dirname(resolve(file))))
      throw new Error(`${pathText(file)} cannot be written: there is no folder ${pathText(dirname(file))}`, {
        cause: error,
      });
    throw isFileProblem(error) ? new FileError(file, 'written', error) : error;
  }
}

/** As much of a name as leaves place for more in the 255 bytes that file systems take. */
function firstBytes(name: string): string {
  return Buffer.from(name).subarray(0, 150).toString();
}

/** Gives a finished file its name: first its bytes are on the disk, then the name. */
function putInPlace(unfinished: string, place: string): void {
  sync(unfinished, 'r+');
  renameSync(unfinished, place);
  // a system that cannot do that for folders (Windows) keeps the order by itself
  if (process.platform !== 'win32') sync(dirname(place), 'r');
}

function sync(path: string, flags: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
