import { Readable } from 'node:stream';
import { openGunzip } from './gunzip';

/**
 * The lines of a gzip file, each without its newline; what follows the last newline is a line, too. Only `\n` ends a line:
 * JSON may have U+2028 in its texts, which other readers of lines take for an end.
 *
 * @throws Error of zlib where the bytes are no gzip, or end too early
 */
export async function* gunzipLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const source = Readable.from(bytes);
  const gunzip = openGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  let rest: Buffer[] = [];
  try {
    for await (const chunk of source.pipe(gunzip) as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
        yield Buffer.concat([...rest, chunk.subarray(from, at)]).toString('utf8');
        rest = [];
        from = at + 1;
      }
      if (from < chunk.length) rest.push(chunk.subarray(from));
    }
  } finally {
    source.destroy();
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString('utf8');
}
