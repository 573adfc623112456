import { RefusedError } from '../errors';
import type { Query } from './ast';
import { Cursor } from './cursor';
import { parseQuery } from './query';

const OTHER_STATEMENTS =
  /^(SHOW|DESCRIBE|DESC|EXPLAIN|CREATE|INSERT|UPDATE|DELETE|MERGE|DROP|ALTER|UNLOAD|MSCK|PREPARE|EXECUTE|DEALLOCATE|ANALYZE|VACUUM|OPTIMIZE|CALL|SET|RESET|USE|GRANT|REVOKE|TRUNCATE|REFRESH|COMMENT|START|COMMIT|ROLLBACK)$/;

/** Parses one Trino query. Throws SqlSyntaxError, or RefusedError for another kind of statement. */
export function parseStatement(sql: string): { query: Query; parameters: number } {
  const cursor = new Cursor(sql);
  const first = cursor.peek();
  if (first.kind === 'word' && OTHER_STATEMENTS.test(first.text)) {
    throw new RefusedError(`The statement ${first.text}`, 'one SELECT');
  }
  const query = parseQuery(cursor);
  if (cursor.take(';')) {
    if (cursor.peek().kind !== 'end') throw new RefusedError('More than one statement', 'one SELECT');
  }
  if (cursor.peek().kind !== 'end') cursor.fail('Expecting: <EOF>');
  return { query, parameters: cursor.parameters };
}
