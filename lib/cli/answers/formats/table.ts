import { resultTable } from '../result-table';
import { moreRows, type ResultFormat } from './format';

/** Rows that are laid out at once; a column is as wide as the widest of its values until then. */
const ALIGNED_ROWS = 500;

/**
 * A table for a person: long texts are cut, and said to be.
 *
 * @param most rows that are shown; of more, it says how many there are and how to have them
 */
export const tableFormat =
  (most = Infinity): ResultFormat =>
  async ({ columns, rows }, output) => {
    const widths: number[] = [];
    let waiting: (readonly (string | undefined)[])[] = [];
    let [hasHead, seen] = [false, 0];
    const write = async () => {
      if (hasHead && waiting.length === 0) return;
      await output.write(`${resultTable(columns, waiting, { head: !hasHead, widths })}\n`);
      [waiting, hasHead] = [[], true];
    };
    for await (const batch of rows) {
      const shown = batch.slice(0, Math.max(0, most - seen));
      seen += batch.length;
      for (const row of shown) {
        waiting.push(row);
        if (waiting.length === ALIGNED_ROWS) await write();
      }
      if (seen < most) continue;
      // shown before the rest is counted; where the reader has gone, nothing is
      await write();
      await output.write('');
    }
    // An answer without rows has its head at least.
    await write();
    if (seen > most) await output.write(moreRows(seen - most));
  };

/** All rows as a table. */
export const table = tableFormat();
