import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonFile } from '../json-file';
import type { AbsoluteFolder } from '../local/absolute-folder';

/** What a local system keeps in its folder. */
const OWN = ['s3', 'catalog', 'catalog.json', 'reports', 'tables.json'];

/**
 * Empties the folder of a local system, or makes it.
 *
 * @throws Error where it holds anything else, which is left alone
 */
export function emptyFolder(path: AbsoluteFolder): void {
  const strangers = existsSync(path) ? readdirSync(path).filter((name) => !OWN.includes(name)) : [];
  if (strangers.length > 0)
    throw new Error(`${path} has files that no night put there (${strangers.join(', ')}); give another --folder`);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
}

/** Keeps the tables of a folder whose nights are of tables that cdk.json does not have, as `tables` of a configuration. */
export function keepTables(folder: AbsoluteFolder, tables: readonly object[]): void {
  writeFileSync(join(folder, 'tables.json'), `${JSON.stringify(tables, undefined, 2)}\n`);
}

/**
 * The tables that were kept for a folder; undefined where those of cdk.json are meant.
 *
 * @throws Error where they cannot be read
 */
export function keptTables(folder: AbsoluteFolder): unknown {
  const file = join(folder, 'tables.json');
  return readJsonFile(file, (reason) => new Error(`${file} is no JSON: ${reason}; begin anew with npm start`));
}
