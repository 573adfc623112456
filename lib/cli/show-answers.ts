import { join } from 'node:path';
import { athenaText, type QueryResult } from '../local/engine';
import type { LocalSystem } from '../local/system';
import { sqlFor } from '../sql';
import { count, duration } from './format';
import { print } from './print';
import { PROJECT } from './project';
import { resultTable } from './result-table';
import { savedQueries } from './saved-queries';

/** Rows of each result that are shown. */
const SHOWN_ROWS = 8;

/** Prints the results of the saved queries that are about a table, the first rows of each. */
export async function showAnswers(system: LocalSystem): Promise<void> {
  for (const query of savedQueries(join(PROJECT, 'queries'), system.names.newest)) {
    const started = performance.now();
    const parameters = query.parameters.map(({ example }) => example);
    const result = await system.query(sqlFor(query, system.table), { parameters });
    const { rows, total } = await firstRows(result, SHOWN_ROWS);
    print(`\n${query.title} (queries/${query.name}.sql, ${duration(performance.now() - started)})`);
    print(resultTable(result.columns, rows));
    if (total > rows.length) print(`  ... ${count(total - rows.length)} more rows`);
  }
}

async function firstRows({ columns, rows }: QueryResult, most: number) {
  const first: (string | undefined)[][] = [];
  let total = 0;
  for await (const batch of rows) {
    total += batch.length;
    const wanted = batch.slice(0, Math.max(0, most - first.length));
    first.push(...wanted.map((row) => columns.map(({ type }, index) => athenaText(row[index] ?? null, type))));
  }
  return { rows: first, total };
}
