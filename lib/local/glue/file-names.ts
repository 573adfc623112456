import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Names are percent-encoded; a longer one is a hash, as a file system has 255 bytes for it. */
const LONGEST_NAME = 200;

/** The folder of a table in a catalog. */
export function tableFolder(catalog: string, database: string, table: string): string {
  return join(catalog, encodeFileName(database), encodeFileName(table));
}

/** The file of a partition in a catalog. */
export function partitionFile(catalog: string, database: string, table: string, values: readonly string[]): string {
  return join(tableFolder(catalog, database, table), 'partitions', `${encodeFileName(...values)}.json`);
}

/** Texts as one file name, which is no way out of the folder. */
export function encodeFileName(...texts: readonly string[]): string {
  const name = texts.map((text) => encodeURIComponent(text).replaceAll('.', '%2E')).join(',');
  return name.length <= LONGEST_NAME ? name : createHash('sha256').update(name).digest('hex');
}
