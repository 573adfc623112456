import { RefusedError } from '../errors';
import { parseCreate, parseDrop } from './definitions';
import { parseExplain } from './explain';
import { openCursor } from './grammar';
import type { OtherStatement } from './other-statements';
import { parseDescribe, parseShow } from './show';
import type { Cursor } from './cursor';

/**
 * Parses a statement that is no query.
 *
 * @returns undefined for a query, and for what is none of these statements: the parser of queries says what it is
 * @throws SqlSyntaxError, RefusedError
 */
export function parseOtherStatement(sql: string): OtherStatement | undefined {
  const cursor = openCursor(sql);
  const parse = KINDS[cursor.peek().kind === 'word' ? cursor.peek().text : ''];
  if (parse === undefined) return undefined;
  try {
    cursor.next();
    const statement = parse(cursor);
    if (statement.kind === 'explain') return statement;
    if (cursor.take(';') && cursor.peek().kind !== 'end')
      throw new RefusedError('More than one statement', 'one statement', 'has not');
    if (cursor.peek().kind !== 'end') cursor.fail('Expecting: <EOF>');
    return statement;
  } catch (error) {
    if (error instanceof RefusedError) throw error.at(sql, cursor.peek().offset);
    throw error;
  }
}

const KINDS: Readonly<Record<string, (cursor: Cursor) => OtherStatement>> = {
  SHOW: parseShow,
  DESCRIBE: parseDescribe,
  DESC: parseDescribe,
  EXPLAIN: parseExplain,
  CREATE: parseCreate,
  DROP: parseDrop,
};
