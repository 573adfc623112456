import { RefusedError } from '../errors';
import type { Expression } from '../syntax/ast';
import { withinLambda } from '../values/within-lambda';
import { analyze } from './analyze';
import { fresh } from './scope';
import { analyzeAll, requireCount, type Special } from './special-call';
import { children, containsQuery, containsWindow, some } from './walk';

/** TRY, which gives NULL for what fails. */
export const tryExpression: Special = (args, context) => {
  requireCount(args, 'try', 1, 1);
  const [node] = args;
  // the same, and a value that cannot be cast is no exception, which takes DuckDB a millisecond
  if (node?.kind === 'cast' && isColumn(node.operand)) return analyze({ ...node, safe: true }, context);
  const [operand] = analyzeAll(args, context);
  if (node === undefined || !operand?.throws)
    return operand ?? { sql: 'NULL', type: { kind: 'unknown' }, throws: false };
  if (containsQuery(node)) throw new RefusedError('TRY around a subquery');
  // DuckDB computes what is named twice ahead of the whole, out of TRY; it does not look into a lambda
  const hides = isComposed(node) || crashesInTry(operand.sql);
  if (hides && containsWindow(node)) throw new RefusedError('TRY around a window function', 'a subquery that has it');
  const sql = hides ? withinLambda(operand.sql, fresh(context.session, 'v')) : operand.sql;
  return { sql: `TRY(${sql})`, type: operand.type, throws: false };
};

/** Whether it is a column or a field of one, which cannot fail. */
const isColumn = (node: Expression): boolean =>
  node.kind === 'column' || (node.kind === 'field' && isColumn(node.base));

/** Whether something that can fail may stand within something else: then the SQL may name it several times. */
function isComposed(node: Expression): boolean {
  if (node.kind === 'cast' && node.type.kind === 'simple' && node.type.name.endsWith('time zone')) return true;
  if (node.kind === 'call' && node.name === 'parse_datetime') return true;
  return children(node).some((child) => some(child, canFail));
}

/** After a failure TRY computes row by row, and with COALESCE right in it writes where it must not: the process dies (1.5.6). */
const crashesInTry = (sql: string): boolean => sql.includes('coalesce(');

const canFail = (node: Expression): boolean =>
  ['cast', 'subscript', 'binaryOperator', 'unary', 'scalarQuery'].includes(node.kind) ||
  (node.kind === 'call' && !['element_at', 'coalesce', 'if', 'try'].includes(node.name));
