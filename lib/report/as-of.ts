import type { Resources } from '../config';
import { withClause, withQueries } from '../athena-sql/dialect';
import { identifier, literal } from '../sql';
import { StatementError } from '../target';

/**
 * The statement as it would have answered when a night was the newest: what it calls the newest and the previous night are
 * queries that are put before it (WITH), which hide the views and tables of these names.
 *
 * @throws StatementError where the statement cannot be read, so that it is not known where its own WITH is
 */
export function asOf(sql: string, names: Resources, exportDate: string, previousDate: string | undefined): string {
  const slot = (name: string, date: string) =>
    `SELECT item, '${name}' AS slot FROM ${identifier(names.raw)} WHERE export_date = ${literal(date)}`;
  const slots = [slot('newest', exportDate), ...(previousDate === undefined ? [] : [slot('previous', previousDate)])];
  return withQueries(sql, clauseOf(sql), [
    `${identifier(names.newest)} AS (SELECT * FROM ${identifier(names.history)} WHERE export_date = ${literal(exportDate)})`,
    `${identifier(names.latest)} AS (${slots.join(' UNION ALL ')})`,
  ]);
}

function clauseOf(sql: string) {
  try {
    return withClause(sql);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StatementError(`It cannot be asked about an earlier night, as it cannot be read here: ${reason}`, {
      cause: error,
    });
  }
}
