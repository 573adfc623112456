import { textRows, type QueryResult, type TextRow } from '../local/engine';
import type { LocalSystem } from '../local/system';
import { QUERIES, readQueries } from '../query-files';
import { isFor, sqlFor } from '../sql';
import { count, duration } from './format';
import { print } from './print';
import { resultTable } from './result-table';

/** Rows of each result that are shown. */
const SHOWN_ROWS = 8;

/** Prints the results of the saved queries that are about a table, the first rows of each. */
export async function showAnswers(system: LocalSystem): Promise<void> {
  const queries = readQueries(QUERIES).filter((query) => isFor(query, system.table));
  for (const query of queries) {
    const started = performance.now();
    const parameters = query.parameters.map(({ example }) => example);
    const result = await system.query(sqlFor(query, system.table), { parameters });
    const { rows, total } = await firstRows(result, SHOWN_ROWS);
    print(`\n${query.title} (queries/${query.name}.sql, ${duration(performance.now() - started)})`);
    print(resultTable(result.columns, rows));
    if (total > rows.length) print(`  ... ${count(total - rows.length)} more rows`);
  }
}

async function firstRows(result: QueryResult, most: number) {
  const first: TextRow[] = [];
  let total = 0;
  for await (const batch of textRows(result)) {
    total += batch.length;
    first.push(...batch.slice(0, Math.max(0, most - first.length)));
  }
  return { rows: first, total };
}
