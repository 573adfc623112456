import { amount } from '../lib/amount';
import { cpuOfProgram, median } from './measure';
import { nightsOf } from './nights-of';
import { table, type Print } from './print';

/** Rows that are written, by the usual number of items of a benchmark. */
const ROWS = 1 / 50;

const ROUNDS = 5;

/** How much longer than csv a table may take. */
const MOST = 1.5;

/** What a table of many rows takes in a pipe, against csv. */
export async function output(items: number, print: Print): Promise<void> {
  const rows = Math.ceil(items * ROWS);
  const folder = await nightsOf(1, rows, print.progress);
  const ask = (format: string) =>
    cpuOfProgram(['query', 'SELECT * FROM sushiorderdata', '--format', format, '--folder', folder]);
  const seconds: Record<'csv' | 'table', number[]> = { csv: [], table: [] };
  for (let round = 1; round <= ROUNDS; round++) {
    print.progress(`round ${round} of ${ROUNDS}`);
    seconds.csv.push(ask('csv'));
    seconds.table.push(ask('table'));
  }
  const [csv, shown] = [median(seconds.csv), median(seconds.table)];
  print.line(
    `SELECT * of ${amount(rows, 'row')} into a pipe: seconds of all cores with Node's start, the middle of ${ROUNDS}`,
  );
  table(
    print,
    ['format', '', ''],
    [
      ['csv', csv.toFixed(2), ''],
      ['table', shown.toFixed(2), `x ${(shown / csv).toFixed(2)} (at most x ${MOST})`],
    ],
  );
}
