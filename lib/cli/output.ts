import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** Where an answer goes, piece by piece. */
export interface Output {
  /** Resolves when the next piece can be taken: an answer is never held here. */
  write(text: string): Promise<void>;
  /** Resolves when all of it is where it should be. */
  end(): Promise<void>;
}

/** Standard output, or a file that is made or replaced. */
export function output(file?: string): Output {
  if (file === undefined) return { write: writer(process.stdout), end: () => Promise.resolve() };
  const stream = createWriteStream(file);
  const done = finished(stream);
  // what fails is thrown by end()
  done.catch(() => undefined);
  return {
    write: writer(stream),
    end: async () => {
      stream.end();
      await done;
    },
  };
}

function writer(stream: Writable): Output['write'] {
  return async (text) => {
    if (stream.errored) throw stream.errored;
    if (!stream.write(text)) await once(stream, 'drain');
  };
}
