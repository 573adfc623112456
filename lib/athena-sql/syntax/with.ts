import { RefusedError } from '../errors';
import type { Query } from './ast';
import type { Cursor } from './cursor';

/** Reads a WITH clause, if one begins here. @throws SqlSyntaxError; RefusedError for functions */
export function parseWith(cursor: Cursor): Pick<Query, 'with' | 'recursive'> {
  if (!cursor.take('WITH')) return { with: [], recursive: false };
  if (cursor.at('FUNCTION') && cursor.peek(1).kind !== 'symbol' && cursor.peek(2).text === '(')
    throw new RefusedError('WITH FUNCTION', 'the expression in place of the function');
  const recursive = cursor.take('RECURSIVE');
  const queries = cursor.list(() => {
    const name = cursor.identifier();
    const columns = cursor.at('(') ? cursor.listInParentheses(() => cursor.identifier()) : undefined;
    cursor.expect('AS', '(');
    const query = cursor.query();
    cursor.expect(')');
    return { name, columns, query };
  });
  return { with: queries, recursive };
}
