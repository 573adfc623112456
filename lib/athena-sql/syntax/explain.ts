import { RefusedError } from '../errors';
import type { Cursor } from './cursor';
import type { ExplainStatement } from './other-statements';

/** Reads what stands behind EXPLAIN (AWS "Using EXPLAIN and EXPLAIN ANALYZE in Athena"). @throws SqlSyntaxError, RefusedError */
export function parseExplain(cursor: Cursor): ExplainStatement {
  if (cursor.at('ANALYZE'))
    throw new RefusedError('EXPLAIN ANALYZE', 'EXPLAIN; what a statement took stands behind its answer', 'has it');
  const options = hasOptions(cursor) ? cursor.listInParentheses(() => parseOption(cursor)) : [];
  return { kind: 'explain', sql: cursor.rest(), validates: options.includes('VALIDATE') };
}

/** A parenthesis may begin the options, or a query. */
function hasOptions(cursor: Cursor): boolean {
  return cursor.at('(', 'TYPE') || cursor.at('(', 'FORMAT');
}

function parseOption(cursor: Cursor): string {
  const option = cursor.take('TYPE') ? 'TYPE' : cursor.expect('FORMAT').text;
  const known = option === 'TYPE' ? ['LOGICAL', 'DISTRIBUTED', 'VALIDATE', 'IO'] : ['TEXT', 'GRAPHVIZ', 'JSON'];
  const value = known.find((word) => cursor.take(word));
  if (value === undefined) return cursor.fail(`Expecting: ${known.map((word) => `'${word}'`).join(', ')}`);
  if (['IO', 'GRAPHVIZ', 'JSON'].includes(value))
    throw new RefusedError(`EXPLAIN (${option} ${value})`, 'EXPLAIN without it', 'has it');
  return value;
}
