import { amount, count } from '../../amount';
import { createHash } from 'node:crypto';
import { sum } from '../../sum';

/** What the files of a partition were when it was made. */
export interface FilesRecord {
  readonly count: number;
  /** Of all of them. */
  readonly bytes: number;
  /** Of the names and sizes of all files. */
  readonly md5: string;
}

/** @param files in the order of their names */
export function filesRecord(files: readonly { readonly key: string; readonly size: number }[]): FilesRecord {
  const hash = createHash('md5');
  for (const { key, size } of files) hash.update(`${size} ${key}\n`);
  return { count: files.length, bytes: sum(files.map(({ size }) => size)), md5: hash.digest('hex') };
}

/** How files differ from those that a partition was made of; undefined where they do not, or where nothing is known. */
export function filesChange(before: FilesRecord | undefined, now: FilesRecord): string | undefined {
  if (before === undefined || before.md5 === now.md5) return undefined;
  return `${amount(now.count, 'file')} of ${amount(now.bytes, 'byte')} ${now.count === 1 ? 'is' : 'are'} there, ${count(before.count)} of ${amount(before.bytes, 'byte')} ${before.count === 1 ? 'was' : 'were'} published`;
}
