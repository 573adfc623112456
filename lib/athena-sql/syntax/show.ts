import { RefusedError } from '../errors';
import type { Cursor } from './cursor';
import { parseName, parseNamePath } from './names';
import type { NamePath, ShowStatement } from './other-statements';

/** What can stand behind SHOW, for messages. */
const SHOWN =
  "'TABLES', 'VIEWS', 'COLUMNS', 'PARTITIONS', 'DATABASES', 'SCHEMAS', 'CREATE TABLE', 'CREATE VIEW', 'TBLPROPERTIES', 'FUNCTIONS'";

/** Reads what stands behind SHOW (AWS "DDL statements": SHOW COLUMNS and the pages that follow). @throws SqlSyntaxError */
export function parseShow(cursor: Cursor): ShowStatement {
  if (cursor.take('TABLES')) return { kind: 'showTables', database: parseIn(cursor), pattern: parsePattern(cursor) };
  if (cursor.take('VIEWS')) return { kind: 'showViews', database: parseIn(cursor), pattern: parsePattern(cursor) };
  if (cursor.take('DATABASES') || cursor.take('SCHEMAS'))
    return { kind: 'showDatabases', pattern: parsePattern(cursor) };
  if (cursor.take('FUNCTIONS')) return { kind: 'showFunctions', pattern: parsePattern(cursor) };
  if (cursor.take('PARTITIONS')) return { kind: 'showPartitions', table: parseNamePath(cursor) };
  if (cursor.take('CREATE', 'TABLE')) return { kind: 'showCreateTable', table: parseNamePath(cursor) };
  if (cursor.take('CREATE', 'VIEW')) return { kind: 'showCreateView', table: parseNamePath(cursor) };
  if (cursor.take('COLUMNS')) return { kind: 'showColumns', table: parseColumnsOf(cursor) };
  if (cursor.take('TBLPROPERTIES'))
    return { kind: 'showTableProperties', table: parseNamePath(cursor), property: parseProperty(cursor) };
  return cursor.fail(`Expecting: ${SHOWN}`);
}

/** Reads what stands behind DESCRIBE or DESC. @throws SqlSyntaxError; RefusedError for one that says more than columns */
export function parseDescribe(cursor: Cursor): ShowStatement {
  const first = cursor.peek();
  const second = cursor.peek(1);
  const isWord = (first.text === 'EXTENDED' || first.text === 'FORMATTED') && first.kind === 'word';
  if (isWord && second.kind !== 'end' && second.text !== '.' && second.text !== ';')
    throw new RefusedError(`DESCRIBE ${first.text}`, 'DESCRIBE, or SHOW CREATE TABLE', 'has it');
  const table = parseNamePath(cursor);
  if (cursor.peek().kind !== 'end' && !cursor.at(';'))
    throw new RefusedError('DESCRIBE of a partition or of a column', 'DESCRIBE of the table', 'has it');
  return { kind: 'describe', table };
}

/** `table`, `database.table`, or `table FROM database`. */
function parseColumnsOf(cursor: Cursor): NamePath {
  if (!cursor.take('FROM')) cursor.expect('IN');
  const table = parseNamePath(cursor);
  return { ...table, database: parseIn(cursor) ?? table.database };
}

function parseIn(cursor: Cursor): string | undefined {
  if (!cursor.take('IN') && !cursor.take('FROM')) return undefined;
  return parseName(cursor).name;
}

/** Hive has the pattern with LIKE and without. */
function parsePattern(cursor: Cursor): string | undefined {
  if (cursor.take('LIKE') || cursor.peek().kind === 'string') return cursor.string();
  return undefined;
}

function parseProperty(cursor: Cursor): string | undefined {
  return cursor.at('(') ? cursor.listInParentheses(() => cursor.string())[0] : undefined;
}
