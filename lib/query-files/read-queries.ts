import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSavedQuery, type SavedQuery } from '../sql';

/** The project's own saved queries. */
export const QUERIES = join(__dirname, '../../queries');

/**
 * Reads the saved queries of a folder, in the order of their names.
 *
 * @param folder a folder that is not there has none
 * @throws Error naming the file whose header lacks something
 */
export function readQueries(folder: string): SavedQuery[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => parseSavedQuery(file.slice(0, -'.sql'.length), readFileSync(join(folder, file), 'utf8')));
}
