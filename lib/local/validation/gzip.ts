import { createReadStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/**
 * Why a gzip file cannot be read to its end: a checksum that does not fit, an end that is missing, bytes that are no gzip.
 * Athena's reader stops at all of these; DuckDB does not look at the checksum (measured).
 *
 * @param file an absolute path
 * @returns undefined for a whole file
 */
export async function gzipProblem(file: string): Promise<string | undefined> {
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  try {
    await pipeline(createReadStream(file), createGunzip(), nowhere);
    return undefined;
  } catch (error) {
    return (error as Error).message; // streams fail with nothing else
  }
}
