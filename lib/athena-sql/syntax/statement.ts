import { RefusedError } from '../errors';
import type { Query } from './ast';
import type { Cursor } from './cursor';
import { openCursor } from './grammar';

const OTHER_STATEMENTS =
  /^(SHOW|DESCRIBE|DESC|EXPLAIN|CREATE|INSERT|UPDATE|DELETE|MERGE|DROP|ALTER|UNLOAD|MSCK|PREPARE|EXECUTE|DEALLOCATE|ANALYZE|VACUUM|OPTIMIZE|CALL|SET|RESET|USE|GRANT|REVOKE|TRUNCATE|REFRESH|COMMENT|START|COMMIT|ROLLBACK)$/;

/** Of these, the ones in "SQL reference for Athena" and "Considerations for prepared statements". */
const ATHENA_HAS =
  /^(SHOW|DESCRIBE|DESC|EXPLAIN|CREATE|INSERT|UPDATE|DELETE|MERGE|DROP|ALTER|UNLOAD|MSCK|PREPARE|EXECUTE|DEALLOCATE|VACUUM|OPTIMIZE)$/;

/** Those that change tables: on Athena, too, nothing but the workflow changes those of the nights. */
const CHANGES = /^(?:ALTER|DELETE|INSERT|MERGE|TRUNCATE|UPDATE)$/;

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
  const cursor = openCursor(sql);
  try {
    return read(cursor);
  } catch (error) {
    if (error instanceof RefusedError) throw error.at(sql, cursor.peek().offset);
    throw error;
  }
}

function read(cursor: Cursor): Statement {
  const first = cursor.peek();
  if (first.kind === 'word' && OTHER_STATEMENTS.test(first.text)) {
    const construct = `The statement ${first.text.toUpperCase()}`;
    if (CHANGES.test(first.text))
      throw new RefusedError(
        `${construct}, which changes what is there,`,
        'CREATE TABLE scratch.name AS SELECT ..',
        'changes',
      );
    throw new RefusedError(construct, 'one SELECT', ATHENA_HAS.test(first.text) ? 'has it' : 'unknown');
  }
  const query = cursor.query();
  if (cursor.take(';')) {
    if (cursor.peek().kind !== 'end') throw new RefusedError('More than one statement', 'one SELECT', 'has not');
  }
  if (cursor.peek().kind !== 'end') cursor.fail('Expecting: <EOF>');
  return { query, parameters: cursor.parameters };
}
