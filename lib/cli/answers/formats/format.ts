import { amount } from '../../../amount';
import type { Answer, AnswerColumn } from '../../../target';
import type { Output } from '../../terminal/output';

/** Writes the columns and rows of an answer, as the rows come. */
export type ResultFormat = (answer: Pick<Answer, 'columns' | 'rows' | 'isText'>, output: Output) => Promise<void>;

/** For formats whose columns are found by name. @throws Error where two columns have one name */
export function refuseEqualNames(columns: readonly AnswerColumn[]): void {
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new Error(`Two columns are called ${twice}: give one another name (AS ...), or use --format csv`);
}

/** The line below an answer that was cut. */
export const moreRows = (rows: number): string =>
  `… ${amount(rows, 'more row')}: --rows all shows them, --format csv writes them\n`;
