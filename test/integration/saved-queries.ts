import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSavedQuery, sqlFor } from '../../lib/sql';
import type { TableUnderTest } from './system';

const FOLDER = join(__dirname, '../../queries');

/** A saved query as it is asked. */
export interface AskedQuery {
  readonly name: string;
  readonly sql: string;
  /** The examples of its parameters. */
  readonly parameters: readonly string[];
}

/** The saved queries that are about a table. */
export function savedQueriesOf({ table, newest }: TableUnderTest): AskedQuery[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => parseSavedQuery(file.slice(0, -'.sql'.length), readFileSync(join(FOLDER, file), 'utf8')))
    .filter((query) => query.table === undefined || query.table === newest)
    .map((query) => ({
      name: query.name,
      sql: sqlFor(query, table),
      parameters: query.parameters.map(({ example }) => example),
    }));
}
