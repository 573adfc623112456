import { join } from 'node:path';
import { readJsonFile } from '../../files/json-file';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { replaceFile } from '../../files/whole-file';

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
        `${file} is no JSON: ${reason}; write the tables into it as "export-to-athena infer EXPORT --json" gives them, in [ and ]`,
      ),
  );
}
