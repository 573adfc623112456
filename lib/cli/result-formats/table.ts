import { resultTable } from '../result-table';
import type { ResultFormat } from './format';

/** Rows that are aligned with each other; a longer result comes in pieces of so many, each with widths of its own. */
const ALIGNED_ROWS = 500;

/** A table for a person: long texts are cut, and said to be. */
export const table: ResultFormat = async ({ columns, rows }, output) => {
  let waiting: (readonly (string | undefined)[])[] = [];
  let hasHead = false;
  const write = async () => {
    if (hasHead && waiting.length === 0) return;
    await output.write(`${resultTable(columns, waiting, { head: !hasHead })}\n`);
    [waiting, hasHead] = [[], true];
  };
  for await (const batch of rows) {
    for (const row of batch) {
      waiting.push(row);
      if (waiting.length === ALIGNED_ROWS) await write();
    }
  }
  // An answer without rows has its head at least.
  await write();
};
