import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { LONGEST_LINE } from '../../athena-sql/engine/longest-line';
import { inParallel } from '../../in-parallel';
import type { DownloadedFile } from './downloaded-files';
import { ImportError } from './import-error';
import { pathText } from '../../path-text';

/** Items are compressed to a tenth or so. */
const UNUSUAL_RATIO = 100;
/** Compressed bytes of a file after which its ratio is known. */
const BEGINNING = 16 * 1024;
/** Unpacked bytes of a file that are looked at: a line that is too long and begins in the first half of them is seen. */
const LOOKED_AT = 2 * LONGEST_LINE;
const FILES_AT_ONCE = 4;

/**
 * Refuses files that unpack to lines that no item has, as a few bytes that become gigabytes: the engine would read for
 * long before it failed. Of a file its beginning is read, and only while it is packed more densely than items are, so it costs
 * next to nothing. A long line behind a usual beginning is left to the engine, which fails for it.
 *
 * @throws ImportError `Import.LongLine`
 */
export async function refuseLongLines(files: readonly DownloadedFile[]): Promise<void> {
  const packed = files.filter(({ name, size }) => name.endsWith('.gz') && size > BEGINNING);
  await inParallel(packed, FILES_AT_ONCE, async ({ path }) => {
    if (!(await hasLongLine(path))) return;
    throw new ImportError(
      'Import.LongLine',
      `${pathText(path)} unpacks to a line of more than ${LONGEST_LINE} bytes: no item is that long, so the file is none of DynamoDB's. Download the export again.`,
    );
  });
}

/** Bytes that are no gzip have no line; what they are is for the night to judge. */
async function hasLongLine(path: string): Promise<boolean> {
  const file = createReadStream(path);
  const gunzip = createGunzip();
  file.once('error', (error) => gunzip.destroy(error));
  let [unpacked, line] = [0, 0];
  try {
    for await (const piece of file.pipe(gunzip) as AsyncIterable<Buffer>) {
      unpacked += piece.length;
      const [first, last] = [piece.indexOf('\n'), piece.lastIndexOf('\n')];
      if (line + (first === -1 ? piece.length : first) > LONGEST_LINE) return true;
      line = last === -1 ? line + piece.length : piece.length - last - 1;
      if (unpacked >= LOOKED_AT) return false;
      if (gunzip.bytesWritten >= BEGINNING && unpacked < UNUSUAL_RATIO * gunzip.bytesWritten) return false;
    }
    return false;
  } catch (error) {
    if (isOfZlib(error)) return false;
    throw error;
  } finally {
    file.destroy();
  }
}

const isOfZlib = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
