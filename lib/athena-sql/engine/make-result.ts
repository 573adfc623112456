import { typeText, type Translation } from '../dialect';
import type { QueryResult, Statistics } from './contract';
import type { EngineValue } from './values';

/**
 * A result whose statistics are known when its rows have been read.
 *
 * @param makeStatistics is given the number of rows, when the last one was read
 */
export function makeResult(
  columns: Translation['columns'],
  batches: AsyncIterable<EngineValue[][]>,
  makeStatistics: (count: number) => Statistics,
): QueryResult {
  let statistics: Statistics | undefined;
  const rows = (async function* (): AsyncGenerator<readonly (readonly EngineValue[])[]> {
    let count = 0;
    for await (const batch of batches) {
      count += batch.length;
      yield batch;
    }
    statistics = makeStatistics(count);
  })();
  return {
    columns: columns.map(({ name, type }) => ({ name, type, typeText: typeText(type) })),
    rows,
    statistics: () => {
      if (statistics === undefined) throw new Error('The statistics are known when all rows have been read');
      return statistics;
    },
  };
}
