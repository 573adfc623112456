import type { AnswerStatistics } from '../../target';
import { bytes, duration, usDollars } from '../terminal/format';

/** What an answer took: bytes, time and, of Athena, about what it costs. */
export function answerStatistics({ dataScannedInBytes, milliseconds, cost }: AnswerStatistics): string {
  const paid = cost === undefined ? '' : `, about ${usDollars(cost)}`;
  return `${bytes(dataScannedInBytes)} read, ${duration(milliseconds)}${paid}`;
}
