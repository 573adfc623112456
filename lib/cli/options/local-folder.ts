import { join } from 'node:path';
import * as z from 'zod';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { incrementalSchema, type Config, type Table } from '../../config';
import { readJsonFile } from '../../files/json-file';
import { replaceFile } from '../../files/whole-file';
import { pathText } from '../../path-text';

type Incremental = NonNullable<Table['incremental']>;

/** Settings `incremental`, by names of tables. */
type IncrementalTables = Readonly<Record<string, Incremental>>;

const incrementalTables = z.record(z.string(), incrementalSchema);

/**
 * Keeps the tables of a folder whose nights are of tables that cdk.json does not have, as `tables` of a configuration.
 *
 * @throws FileError
 */
export function keepTables(folder: AbsoluteFolder, tables: readonly object[]): void {
  replaceFile(join(folder, 'tables.json'), `${JSON.stringify(tables, undefined, 2)}\n`);
}

/**
 * The tables that were kept for a folder; undefined where those of cdk.json are meant.
 *
 * @throws Error where they cannot be read
 */
export function readKeptTables(folder: AbsoluteFolder): unknown {
  const file = join(folder, 'tables.json');
  return readJsonFile(
    file,
    (reason) =>
      new Error(
        `${pathText(file)} is no JSON: ${reason}; write the tables into it as "export-to-athena infer EXPORT --json" gives them, in [ and ]`,
      ),
  );
}

/**
 * Keeps which tables of cdk.json have nights of changes in a folder, whatever cdk.json says of that.
 *
 * @throws FileError
 */
export function keepIncremental(folder: AbsoluteFolder, tables: IncrementalTables): void {
  replaceFile(join(folder, 'incremental.json'), `${JSON.stringify(tables, undefined, 2)}\n`);
}

/**
 * The tables that {@link keepIncremental} kept for a folder; none where it did not.
 *
 * @throws Error where they cannot be read
 */
export function readKeptIncremental(folder: AbsoluteFolder): IncrementalTables {
  const file = join(folder, 'incremental.json');
  const refusal = (reason: string): Error =>
    new Error(`${file} cannot be read: ${reason}; remove it, and nights of changes are those of cdk.json alone`);
  const result = incrementalTables.safeParse(readJsonFile(file, refusal) ?? {});
  if (result.success) return result.data;
  throw refusal(z.prettifyError(result.error));
}

/** A table whose nights can be made of changes, with these settings where it has none of its own. */
export function withIncremental(table: Table, settings: Incremental): Table {
  return { ...table, columnar: true, incremental: table.incremental ?? settings };
}

/** The configuration with nights of changes for the tables that are given. */
export function applyIncremental(config: Config, tables: IncrementalTables): Config {
  const apply = (table: Table): Table => {
    const settings = tables[table.name];
    return settings === undefined ? table : withIncremental(table, settings);
  };
  return { ...config, tables: config.tables.map(apply) };
}
