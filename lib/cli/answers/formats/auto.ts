import type { Answer, TextRow } from '../../../target';
import { resultTable } from '../result-table';
import { expandedFormat } from './expanded';
import type { ResultFormat } from './format';
import { tableFormat } from './table';

/** Rows that say how wide a table is. */
const MEASURED_ROWS = 500;

/**
 * A table where it fits, else one column a line.
 *
 * @param most rows that are shown
 * @param width columns of the terminal
 */
export const autoFormat =
  (most: number, width: number): ResultFormat =>
  async ({ columns, rows, isText = false }, output) => {
    if (isText) return tableFormat(most)({ columns, rows, isText }, output);
    const batches = rows[Symbol.asyncIterator]();
    const first: TextRow[] = [];
    let hasEnded = false;
    try {
      while (first.length < Math.min(most, MEASURED_ROWS) && !hasEnded) {
        const next = await batches.next();
        hasEnded = next.done === true;
        if (next.done !== true) first.push(...next.value);
      }
      const widths: number[] = [];
      resultTable(columns, first.slice(0, Math.min(most, MEASURED_ROWS)), { widths });
      const needed = widths.reduce((total, column) => total + 2 + column, 0);
      const format = needed > width && first.length > 0 ? expandedFormat(most) : tableFormat(most);
      await format({ columns, rows: join(first, batches) }, output);
    } finally {
      // a reader that has gone leaves rows that nothing asks for
      await batches.return?.();
    }
  };

async function* join(
  first: readonly TextRow[],
  rest: AsyncIterator<readonly TextRow[]>,
): AsyncGenerator<readonly TextRow[]> {
  if (first.length > 0) yield first;
  yield* { [Symbol.asyncIterator]: () => rest } satisfies Answer['rows'];
}
