import { athenaText } from './athena-text';
import type { QueryResult } from './contract';

/** A row as Athena's results have it: texts, undefined for NULL. */
export type TextRow = readonly (string | undefined)[];

/** The rows of a result as texts, batch by batch; they can be read once. What fails while the query runs is thrown here. */
export async function* textRows({ columns, rows }: QueryResult): AsyncGenerator<readonly TextRow[]> {
  for await (const batch of rows)
    yield batch.map((row) => columns.map(({ type }, index) => athenaText(row[index] ?? null, type)));
}

/** All rows of a result as texts, for a result that is known to be small. */
export async function allTextRows(result: QueryResult): Promise<readonly TextRow[]> {
  const all: TextRow[] = [];
  for await (const batch of textRows(result)) all.push(...batch);
  return all;
}
