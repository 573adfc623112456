import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../package';
import { parseSavedCheck, parseSavedQuery, type SavedCheck, type SavedQuery } from '../sql';

/** The project's own saved queries. */
export const QUERIES = join(PACKAGE_ROOT, 'queries');

/** The project's own checks of the nights. */
export const CHECKS = join(QUERIES, 'checks');

/**
 * Reads the saved queries of a folder, in the order of their names.
 *
 * @param folder a folder that is not there has none
 * @throws Error naming the file whose header lacks something
 */
export function readQueries(folder: string): SavedQuery[] {
  return readFiles(folder, parseSavedQuery);
}

/**
 * Reads the checks of a folder, in the order of their names.
 *
 * @param folder a folder that is not there has none
 * @throws Error naming the file that cannot be a check, and why
 */
export function readChecks(folder: string): SavedCheck[] {
  return readFiles(folder, parseSavedCheck);
}

function readFiles<T>(folder: string, parse: (name: string, text: string) => T): T[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => parse(file.slice(0, -'.sql'.length), readFileSync(join(folder, file), 'utf8')));
}
