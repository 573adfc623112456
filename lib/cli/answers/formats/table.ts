import type { Answer } from '../../../target';
import { colors } from '../../terminal/colors';
import type { Output } from '../../terminal/output';
import { visibleLine } from '../../terminal/visible';
import { resultTable } from '../result-table';
import { moreRows, type ResultFormat } from './format';

/** Rows that are laid out at once; a column is as wide as the widest of its values until then. */
const ALIGNED_ROWS = 500;

/**
 * A table for a person: long texts are cut, and said to be, on a terminal; where others read it, they are whole.
 *
 * @param whole whether they are
 * @param most rows that are shown; of more, it says how many there are and how to have them
 */
export const tableFormat =
  (most = Infinity, whole = false): ResultFormat =>
  async ({ columns, rows, isText = false }, output) => {
    if (isText) return writeText({ columns, rows }, output);
    const widths: number[] = [];
    let waiting: (readonly (string | undefined)[])[] = [];
    let [hasHead, seen] = [false, 0];
    const write = async () => {
      if (hasHead && waiting.length === 0) return;
      await output.write(`${resultTable(columns, waiting, { head: !hasHead, widths, whole })}\n`);
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

/** A plan, or a statement: every line whole, with the spaces that it has. */
async function writeText({ columns, rows }: Pick<Answer, 'columns' | 'rows'>, output: Output): Promise<void> {
  const { bold } = colors();
  await output.write(`${columns.map(({ name }) => bold(visibleLine(name))).join('  ')}\n`);
  for await (const batch of rows)
    await output.write(batch.map((row) => `${row.map((text) => visibleLine(text ?? '')).join('  ')}\n`).join(''));
}

/** All rows as a table. */
export const table = tableFormat();
