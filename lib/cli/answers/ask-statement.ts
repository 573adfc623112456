import { isQuery } from '../../athena-sql/syntax/is-query';
import { readPublishedNights } from '../../night';
import type { Target } from '../../target';
import { explainNumbers } from '../options/parameters';
import { note } from '../terminal/print';
import { answerSummary } from './answer-statistics';
import type { WriteAnswer } from './write-answer';

/** How a statement is asked. */
export interface AskOptions {
  /** Values of `?`, each a SQL literal. */
  readonly parameters?: readonly string[];
  /** The date of the night that the newest one gives way to. */
  readonly date?: string | undefined;
  readonly signal: AbortSignal;
  /** Whether the line with rows, bytes, time and cost stands behind the answer. @default true */
  readonly summary?: boolean;
}

/**
 * Asks one statement and lets its answer be written; what it took goes to standard error.
 *
 * @throws StatementError, InterruptedError; Error where the date cannot be applied
 */
export async function askStatement(
  target: Target,
  written: string,
  write: WriteAnswer,
  { parameters = [], date, signal, summary = true }: AskOptions,
): Promise<void> {
  let sql = written;
  if (date !== undefined) {
    const { statementOfNight } = await import('./night-statement');
    const dated = await statementOfNight(sql, date, target);
    for (const added of dated.added) note(`WITH ${added}`);
    sql = dated.sql;
  }
  const answer = await target.query(sql, { parameters, signal }).catch((error: unknown) => {
    throw explainNumbers(error, parameters);
  });
  const rows = await write(answer);
  const statistics = answer.statistics();
  if (summary) note(answerSummary(answer.columns.length === 0 ? undefined : rows, statistics));
  if (statistics.dataScannedInBytes === 0 && isQuery(written)) await noteMissingNights(target);
}

/** A query that reads nothing may have nothing to read. */
async function noteMissingNights(target: Target): Promise<void> {
  const raw = (await target.tables()).filter(({ name }) => name.endsWith('_raw'));
  for (const { name } of raw) if (readPublishedNights(await target.partitions(name)).length > 0) return;
  note(`No night has been published yet in ${target.place}: the tables are empty`);
}
