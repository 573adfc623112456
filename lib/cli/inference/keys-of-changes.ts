import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { DownloadedExport } from '../../local/s3';

const NEWLINE = 10;

/**
 * The names of a table's key attributes, which items do not tell for certain and each record of its changes does.
 *
 * @returns in the order of the first record, the partition key first as far as is known; undefined where no record can be
 * read, which is for the nights to judge
 */
export async function keysOfChanges(increments: readonly DownloadedExport[]): Promise<readonly string[] | undefined> {
  for (const { files } of increments)
    for (const { name, path } of files) {
      if (!name.startsWith('data/')) continue;
      const names = namesIn(await firstLine(path));
      if (names !== undefined) return names;
    }
  return undefined;
}

async function firstLine(path: string): Promise<string | undefined> {
  const text = createGunzip();
  const file = createReadStream(path);
  file.on('error', (error) => text.destroy(error));
  file.pipe(text);
  const read: Buffer[] = [];
  try {
    for await (const chunk of text as AsyncIterable<Buffer>) {
      read.push(chunk);
      if (chunk.includes(NEWLINE)) break;
    }
  } catch {
    // what cannot be read the night says, with the name of the file
    return undefined;
  } finally {
    file.destroy();
  }
  return Buffer.concat(read).toString().split('\n', 1)[0];
}

function namesIn(line: string | undefined): readonly string[] | undefined {
  if (line === undefined) return undefined;
  try {
    const { Keys: keys } = JSON.parse(line) as { readonly Keys?: unknown };
    const names = typeof keys === 'object' && keys !== null ? Object.keys(keys) : [];
    return names.length === 1 || names.length === 2 ? names : undefined;
  } catch {
    return undefined;
  }
}
