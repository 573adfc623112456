import type { AnswerStatistics } from '../../target';
import { amount } from '../../amount';
import { bytes, duration, usDollars } from '../terminal/format';

/** What an answer took: bytes, time and, of Athena, about what it costs. */
export function answerStatistics({ dataScannedInBytes, milliseconds, cost }: AnswerStatistics): string {
  const paid = cost === undefined ? '' : `, about ${usDollars(cost)}`;
  return `${bytes(dataScannedInBytes)} read, ${duration(milliseconds)}${paid}`;
}

/**
 * The line behind an answer: how many rows it has, or the statement has written, and what it took.
 *
 * @param rows undefined of a statement that has no rows to show
 */
export function answerSummary(rows: number | undefined, statistics: AnswerStatistics): string {
  const { rowsWritten } = statistics;
  const number = rowsWritten ?? rows;
  const what = number === undefined ? 'done' : amount(number, 'row');
  return `${what}${rowsWritten === undefined ? '' : ' written'}, ${answerStatistics(statistics)}`;
}
