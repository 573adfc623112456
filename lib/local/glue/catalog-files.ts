import { mkdirSync, readdirSync, renameSync, rmSync, statSync, type BigIntStats } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TableInput } from '@aws-sdk/client-glue';
import { FileError, isFileProblem } from '../../files/file-error';
import { readJsonFile } from '../../files/json-file';
import { withFileLock } from '../folder/file-lock';
import { replaceFile } from '../../files/whole-file';
import { encodeFileName, partitionFile, tableFolder } from './file-names';
import {
  CatalogError,
  type CatalogPartition,
  type CatalogStorage,
  type CatalogTable,
  type PartitionsChange,
} from './catalog-storage';

interface Known {
  readonly stats: BigIntStats;
  readonly value: unknown;
}

/**
 * A catalog's tables in a folder: `<database>/<table>/table.json`, and for each partition a file of its own beside it in
 * `partitions`, so that a change of one night writes one night, however many there are. Each file is replaced as a whole.
 */
export class CatalogFiles implements CatalogStorage {
  constructor(private readonly folder: string) {}

  exclusively<T>(change: () => T): T {
    makeFolder(this.folder);
    return withFileLock(join(this.folder, 'lock'), change);
  }

  databases(): string[] {
    return namesIn(this.folder);
  }

  tables(database: string): string[] {
    return namesIn(join(this.folder, encodeFileName(database)));
  }

  read(database: string, table: string): CatalogTable | undefined {
    const folder = this.folderOf(database, table);
    const input = this.json(join(folder, 'table.json')) as TableInput | undefined;
    if (!input) return undefined;
    const partitions = filesIn(join(folder, 'partitions')).flatMap(
      (file) => (this.json(file) as CatalogPartition | undefined) ?? [],
    );
    return { input, partitions };
  }

  writeTable(database: string, input: TableInput): void {
    this.write(join(this.folderOf(database, input.Name ?? ''), 'table.json'), input);
  }

  removeTable(database: string, table: string): void {
    const folder = this.folderOf(database, table);
    // from here on there is no such table
    rmSync(join(folder, 'table.json'), { force: true });
    rmSync(folder, { recursive: true, force: true });
  }

  writePartitions(database: string, table: string, { changed, removed }: PartitionsChange): void {
    for (const partition of changed) this.write(this.partitionFile(database, table, partition), partition);
    for (const partition of removed) rmSync(this.partitionFile(database, table, partition), { force: true });
  }

  unreadable(): CatalogError[] {
    return this.databases().flatMap((database) =>
      this.tables(database).flatMap((table) => {
        const folder = this.folderOf(database, table);
        return [join(folder, 'table.json'), ...filesIn(join(folder, 'partitions'))].flatMap(
          (file) => this.problem(file) ?? [],
        );
      }),
    );
  }

  setUnreadableAside(): string[] {
    const files = this.unreadable().map(({ file }) => file);
    for (const file of files) renameSync(file, `${file}.broken`);
    return files;
  }

  private folderOf(database: string, table: string): string {
    return tableFolder(this.folder, database, table);
  }

  private partitionFile(database: string, table: string, { Values }: CatalogPartition): string {
    return partitionFile(this.folder, database, table, Values);
  }

  private write(file: string, value: object): void {
    const text = `${JSON.stringify(value, undefined, 1)}\n`;
    if (this.problem(file) === undefined && isSame(this.json(file), value)) return;
    makeFolder(dirname(file));
    // the lock is held: what lies there was left by a process that was killed
    replaceFile(file, text, join(this.folder, 'unfinished'));
  }

  private problem(file: string): CatalogError | undefined {
    try {
      this.json(file);
      return undefined;
    } catch (error) {
      if (error instanceof CatalogError) return error;
      throw error;
    }
  }

  /** What a file holds; read again when it was replaced. Undefined where there is none (any more). @throws CatalogError */
  private json(file: string): unknown {
    const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
    if (!stats) return undefined;
    const before = known.get(file);
    if (before && isUnchanged(before.stats, stats)) return before.value;
    const value = readJsonFile(file, (reason) => new CatalogError(file, reason));
    if (value !== undefined && !isEntry(value)) throw new CatalogError(file, 'it is no entry of a catalog');
    known.set(file, { stats, value });
    return value;
  }
}

/** What files held, by their paths: a command opens the catalog of its folder several times. */
const known = new Map<string, Known>();

/** A table has a name, a partition has values. */
function isEntry(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { Name, Values } = value as { Name?: unknown; Values?: unknown };
  return typeof Name === 'string' || Array.isArray(Values);
}

function isSame(one: unknown, other: object): boolean {
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other);
}

function isUnchanged(one: BigIntStats, other: BigIntStats): boolean {
  return one.ino === other.ino && one.mtimeNs === other.mtimeNs && one.size === other.size;
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw isFileProblem(error) ? new FileError(path, 'made', error) : error;
  }
}

/** The decoded names of the folders in a folder. */
function namesIn(folder: string): string[] {
  const entries = orNothing(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries.flatMap((entry) => (entry.isDirectory() ? decodeURIComponent(entry.name) : [])).sort();
}

function filesIn(folder: string): string[] {
  const names = orNothing(() => readdirSync(folder)) ?? [];
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}

function orNothing<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
