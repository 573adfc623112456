import { dirname } from 'node:path';
import type { AbsoluteFolder } from '../absolute-folder';
import { AthenaError, quote, quoteName } from '../../dialect';
import { EMPTY_PART } from '../empty-part';
import type { Lines } from './lines';
import type { Partition } from './table-source';

/** The files of every scan that a statement may make: of a partition, or of several. */
export type ScanFiles = Pick<Partition, 'files' | 'sizes' | 'emptyBytes'>[];

/**
 * The scan of some partitions, with their keys and the hidden columns.
 *
 * @throws AthenaError HIVE_BAD_DATA for one whose files are others than those that were published
 */
export function branch(
  lines: Lines,
  keys: readonly string[],
  partitions: readonly Partition[],
  root: AbsoluteFolder,
): string {
  for (const { values, changed } of partitions)
    if (changed !== undefined)
      throw new AthenaError(
        'HIVE_BAD_DATA',
        `The files of the partition ${values.join(', ')} are not those that were published: ${changed}. "export-to-athena doctor --target local" says what to put back, and other partitions can be queried`,
      );
  const files = partitions.flatMap((partition) => partition.files);
  const texts = partitions.map((partition) => keyTexts(keys, partition));
  const textOf = (of: (texts: Map<string, string>) => string): string => {
    const [first = '', ...others] = texts.map(of);
    return others.length === 0 ? quote(first) : `([${[first, ...others].map(quote).join(', ')}])[${FOLDER_INDEX}]`;
  };
  const values = keys
    .map((key) => key.toLowerCase())
    .map((key) => `${textOf((of) => of.get(key) ?? '')} AS ${quoteName(key)}`);
  const hidden = [
    `${objectOf(files, root)} AS "$path"`,
    `${textOf((of) => [...of].map(([key, text]) => `${key}=${text}`).join('/'))} AS "$partition"`,
    't_file_size(filename) AS "$file_size"',
  ];
  const list = [...values, ...hidden].join(', ');
  if (partitions.length === 1) return `SELECT * EXCLUDE (filename), ${list} FROM (${lines(files)})`;
  return `SELECT * EXCLUDE (filename, ${FOLDER_INDEX}), ${list} FROM (SELECT *, ${folderIndex(partitions)} AS ${FOLDER_INDEX} FROM (${lines(files)}))`;
}

/** The column that says in which of several partitions a line's file is, from 1. */
const FOLDER_INDEX = '"$folder"';

/** The files of partitions that are read in one scan, in its order. */
export function joinFiles(partitions: readonly Partition[]): ScanFiles[number] {
  const known = partitions.every(({ sizes }) => sizes !== undefined);
  return {
    files: partitions.flatMap(({ files }) => files),
    sizes: known ? partitions.flatMap(({ sizes }) => sizes ?? []) : undefined,
    emptyBytes: partitions.reduce((sum, { emptyBytes = 0 }) => sum + emptyBytes, 0),
  };
}

/** By the folder of the file: a partition has one for all of its files, mostly. */
function folderIndex(partitions: readonly Partition[]): string {
  const folders = partitions.map(foldersOf);
  const places = folders.flatMap((own, index) => own.map(() => index + 1));
  const place = `list_position([${folders.flat().map(quote).join(', ')}], parse_dirpath(filename))`;
  return places.length === partitions.length ? place : `([${places.join(', ')}])[${place}]`;
}

/** The object that a file is, as `s3://bucket/key`. */
function objectOf(files: readonly string[], root: string): string {
  const path = `'s3:/' || substr(filename, ${Array.from(root).length + 1})`;
  const folder = `/${EMPTY_PART}`;
  return files.some((file) => file.includes(folder)) ? `replace(${path}, ${quote(folder)}, '/')` : path;
}

/** The texts of a partition's keys, by their names in lower case. */
export function keyTexts(keys: readonly string[], { values }: Pick<Partition, 'values'>): Map<string, string> {
  return new Map(keys.map((key, i) => [key.toLowerCase(), values[i] ?? '']));
}

/** Partitions that one scan can read: of one kind, and of folders that tell them apart. */
export function groupPartitions<P extends Partition>(
  partitions: readonly P[],
  kindOf: (partition: P) => boolean | string,
): P[][] {
  const groups: { readonly kind: boolean | string; readonly folders: Set<string>; readonly partitions: P[] }[] = [];
  for (const partition of partitions) {
    const [kind, folders] = [kindOf(partition), foldersOf(partition)];
    let group = groups.find((one) => one.kind === kind && !folders.some((folder) => one.folders.has(folder)));
    if (group === undefined) groups.push((group = { kind, folders: new Set(), partitions: [] }));
    for (const folder of folders) group.folders.add(folder);
    group.partitions.push(partition);
  }
  return groups.map((group) => group.partitions);
}

const foldersOf = ({ files }: Partition): string[] => [...new Set(files.map((file) => dirname(file)))];
