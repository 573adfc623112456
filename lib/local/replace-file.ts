import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { FileError, isFileProblem } from '../file-error';

/**
 * Puts a text into a file, in place of what it has. The file has the old text or the new one at any time, whatever happens:
 * all bytes are written elsewhere and are on the disk before the file is replaced.
 *
 * @param unfinished where the text is written first, on the same file system; what lies there is lost
 * @throws FileError; the file is as it was
 */
export function replaceFile(file: string, text: string, unfinished = `${file}.unfinished`): void {
  try {
    try {
      // a file of another owner, or a link, is not written to
      rmSync(unfinished, { force: true });
      writeWhole(unfinished, text);
      renameSync(unfinished, file);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
    syncFolder(dirname(file));
  } catch (error) {
    throw isFileProblem(error) ? new FileError(file, 'written', error) : error;
  }
}

function writeWhole(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    // unlike write-file-atomic's single writeSync, this goes on after a short write, until all is written or it fails
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes what was renamed in a folder last. A system that cannot do that for folders (Windows) keeps the order by itself. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
