import { AthenaError, type OtherStatement } from '../../../athena-sql/dialect';
import type { StatementAnswer, StatementContext } from './context';
import { explain } from './explain';
import { createTable, createView, drop } from './scratch';
import { show } from './show';

/**
 * Carries out a statement that is no query.
 *
 * @throws AthenaError, SqlSyntaxError, RefusedError
 */
export async function answerStatement(statement: OtherStatement, context: StatementContext): Promise<StatementAnswer> {
  if (statement.kind === 'explain') return explain(statement, context);
  if (statement.kind === 'createTable') return createTable(statement, context);
  // the queries of these two can have parameters, the others cannot
  const given = context.options.parameters?.length ?? 0;
  if (given > 0)
    throw new AthenaError('INVALID_PARAMETER_USAGE', `Incorrect number of parameters: expected 0 but found ${given}`);
  if (statement.kind === 'createView') return createView(statement, context);
  if (statement.kind === 'drop') return drop(statement, context);
  return show(statement, context);
}
