import { RefusedError } from '../errors';
import type { Query } from './ast';
import { Cursor } from './cursor';
import { parseQuery } from './query';

const OTHER_STATEMENTS =
  /^(SHOW|DESCRIBE|DESC|EXPLAIN|CREATE|INSERT|UPDATE|DELETE|MERGE|DROP|ALTER|UNLOAD|MSCK|PREPARE|EXECUTE|DEALLOCATE|ANALYZE|VACUUM|OPTIMIZE|CALL|SET|RESET|USE|GRANT|REVOKE|TRUNCATE|REFRESH|COMMENT|START|COMMIT|ROLLBACK)$/;

interface Statement {
  readonly query: Query;
  /** How many `?` it has. */
  readonly parameters: number;
}

/** The texts parsed last: a view's stands in many statements, and a statement is read for its tables before it is translated. */
const parsed = new Map<string, Statement>();
const KEPT = 32;

/** Parses one Trino query. Throws SqlSyntaxError, or RefusedError for another kind of statement. */
export function parseStatement(sql: string): Statement {
  const statement = parsed.get(sql) ?? parse(sql);
  // the one that was used longest ago comes first
  parsed.delete(sql);
  parsed.set(sql, statement);
  for (const [oldest] of parsed) if (parsed.size > KEPT) parsed.delete(oldest);
  return statement;
}

function parse(sql: string): Statement {
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
