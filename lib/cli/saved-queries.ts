import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSavedQuery, type SavedQuery } from '../sql';

/** The saved queries of a folder that are about a table, by file name. */
export function savedQueries(folder: string, table: string): SavedQuery[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  const queries = files
    .sort()
    .map((name) => parseSavedQuery(name.slice(0, -4), readFileSync(join(folder, name), 'utf8')));
  return queries.filter((query) => query.table === undefined || query.table === table);
}
