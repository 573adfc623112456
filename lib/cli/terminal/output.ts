import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { FileError, isFileProblem } from '../../files/file-error';
import { visible } from './visible';

/** Where an answer goes, piece by piece. */
export interface Output {
  /** Resolves when the next piece can be taken: an answer is never held here. @throws ClosedOutputError */
  write(text: string): Promise<void>;
  /** Resolves when all of it is where it should be. */
  end(): Promise<void>;
}

/** The reader of standard output has closed it: `... | head`. */
export class ClosedOutputError extends Error {
  override readonly name = 'ClosedOutputError';
}

/** Standard output, exactly as it is written. Always end it, also after an error. */
export function standardOutput(): Output {
  const { write, release } = writer(process.stdout);
  return {
    write: (text) =>
      write(text).catch((error: unknown) => {
        throw isFileProblem(error) ? new FileError('Standard output', 'written', error) : error;
      }),
    end: () => {
      release();
      return Promise.resolve();
    },
  };
}

/** A file that is made or replaced. Always end it, also after an error. */
export function fileOutput(file: string): Output {
  const stream = createWriteStream(file);
  const done = finished(stream);
  // what fails is thrown by end()
  done.catch(() => undefined);
  return {
    write: writer(stream).write,
    end: async () => {
      stream.end();
      await done;
    },
  };
}

/** An output for a person: control characters are shown, not sent. */
export function visibleOutput(output: Output): Output {
  return { write: (text) => output.write(visible(text)), end: () => output.end() };
}

/** Writes to a stream; `release` lets go of it. */
export function writer(stream: Writable): { write: Output['write']; release: () => void } {
  let failure: NodeJS.ErrnoException | undefined;
  const noteFailure = (error: Error) => {
    failure = error;
  };
  stream.on('error', noteFailure);
  const write = async (text: string) => {
    if (!failure && !stream.write(text)) await once(stream, 'drain').catch(() => undefined);
    if (!failure) return;
    throw failure.code === 'EPIPE' ? new ClosedOutputError(failure.message, { cause: failure }) : failure;
  };
  return { write, release: () => stream.off('error', noteFailure) };
}
