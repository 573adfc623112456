import { fstatSync, writeFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { FileError } from '../../files/file-error';
import { note } from './print';

/** The exit code of a command whose output could not be written. */
const NOT_WRITTEN = 2;

/**
 * Lets standard output fail in order. Where it is closed (`... | head`), its reader has had enough: that is no error. Where
 * it cannot be written, such as to a full disk, the process ends with one line about it and exit code 2.
 */
export function guardStandardOutput(): void {
  if (isFile(process.stdout)) writeWhole(process.stdout);
  let failure: NodeJS.ErrnoException | undefined;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') failure ??= error;
  });
  // there is nowhere to say it
  process.stderr.on('error', () => undefined);
  process.on('exit', () => {
    if (!failure) return;
    // the command that failed for it has said so
    if (process.exitCode !== NOT_WRITTEN) note(new FileError('Standard output', 'written', failure).message);
    process.exitCode = NOT_WRITTEN;
  });
}

function isFile({ fd }: { readonly fd: number }): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch {
    return false; // it is closed
  }
}

/** Node writes to a file once and takes a part of it for all (SyncWriteStream): a full disk would cut the output silently. */
function writeWhole(stream: Writable & { readonly fd: number }): void {
  stream._write = (chunk: Buffer, _encoding, done) => {
    try {
      writeFileSync(stream.fd, chunk);
      done();
    } catch (error) {
      done(error as Error);
    }
  };
}
