import { QUERIES, readQueries } from '../../lib/query-files';
import { isFor, sqlFor } from '../../lib/sql';
import type { TableUnderTest } from './system';

/** A saved query as it is asked. */
export interface AskedQuery {
  readonly name: string;
  readonly sql: string;
  /** The examples of its parameters. */
  readonly parameters: readonly string[];
}

/** The saved queries that are about a table. */
export function savedQueriesOf({ table }: TableUnderTest): AskedQuery[] {
  return readQueries(QUERIES)
    .filter((query) => isFor(query, table))
    .map((query) => ({
      name: query.name,
      sql: sqlFor(query, table),
      parameters: query.parameters.map(({ example }) => example),
    }));
}
