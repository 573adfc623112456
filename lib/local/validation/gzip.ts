import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import { openGunzip, PIECE_BYTES } from '../../export';

/** Bytes of a file for which streams would take longer than its content. */
const SMALL = 16 * 1024;

/**
 * Why a gzip file cannot be read to its end: a checksum that does not fit, an end that is missing, be it one byte, bytes
 * that are no gzip. Trino's reader stops at all of these (476, measured); DuckDB does not look at the last nine bytes. What
 * stands behind the end Trino passes over, and DuckDB does not read: it is a problem here.
 *
 * @param file an absolute path
 * @returns undefined for a whole file
 */
export async function gzipProblem(file: string): Promise<string | undefined> {
  try {
    const { size } = await stat(file);
    if (size <= SMALL) gunzipSync(await readFile(file), { maxOutputLength: MOST_OF_SMALL });
    else await pipeline(createReadStream(file, { highWaterMark: PIECE_BYTES }), openGunzip(), nowhere());
    return undefined;
  } catch (error) {
    return (error as Error).message; // streams fail with nothing else
  }
}

/** Deflate packs a thousand bytes into one at the most. */
const MOST_OF_SMALL = 1100 * SMALL;

function nowhere(): Writable {
  return new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
}
