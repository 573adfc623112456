import { RefusedError } from '../errors';
import type { Cursor } from './cursor';
import { parseNamePath } from './names';
import type { CreateTableStatement, CreateViewStatement, DropStatement } from './other-statements';

/**
 * Reads what stands behind CREATE: a table of what a query selects, or a view (AWS "CREATE TABLE AS", "CREATE VIEW").
 *
 * @throws SqlSyntaxError; RefusedError for what else can be created
 */
export function parseCreate(cursor: Cursor): CreateTableStatement | CreateViewStatement {
  const orReplace = cursor.take('OR', 'REPLACE');
  if (cursor.take('VIEW')) return parseCreateView(cursor, orReplace);
  if (cursor.at('TABLE') && !orReplace) return parseCreateTable(cursor);
  const what = `${orReplace ? 'OR REPLACE ' : ''}${cursor.peek().text}`;
  throw new RefusedError(`CREATE ${what}`, 'CREATE TABLE .. AS, or CREATE VIEW', 'has it');
}

/** Reads what stands behind DROP. @throws SqlSyntaxError; RefusedError for what is neither a table nor a view */
export function parseDrop(cursor: Cursor): DropStatement {
  const what = cursor.take('TABLE') ? 'TABLE' : cursor.take('VIEW') ? 'VIEW' : undefined;
  if (what === undefined) throw new RefusedError(`DROP ${cursor.peek().text}`, 'DROP TABLE, or DROP VIEW', 'has it');
  const ifExists = cursor.take('IF', 'EXISTS');
  return { kind: 'drop', what, table: parseNamePath(cursor), ifExists };
}

function parseCreateView(cursor: Cursor, orReplace: boolean): CreateViewStatement {
  const view = parseNamePath(cursor);
  if (!cursor.at('AS')) throw new RefusedError('CREATE VIEW with more than a name', 'CREATE VIEW name AS', 'unknown');
  cursor.expect('AS');
  return { kind: 'createView', view, orReplace, sql: parseQueryText(cursor) };
}

function parseCreateTable(cursor: Cursor): CreateTableStatement {
  cursor.expect('TABLE');
  const ifNotExists = cursor.take('IF', 'NOT', 'EXISTS');
  const table = parseNamePath(cursor);
  if (cursor.at('(')) throw new RefusedError('CREATE TABLE with a list of columns', 'CREATE TABLE .. AS', 'has it');
  const properties = cursor.take('WITH') ? cursor.listInParentheses(() => parseProperty(cursor)) : [];
  cursor.expect('AS');
  const sql = parseQueryText(cursor);
  return {
    kind: 'createTable',
    table,
    ifNotExists,
    properties: new Map(properties),
    sql,
    withData: parseWithData(cursor),
  };
}

/** The text of a query, where it stands. */
function parseQueryText(cursor: Cursor): string {
  const text = cursor.rest();
  cursor.query();
  return text.slice(0, cursor.peek().offset);
}

function parseWithData(cursor: Cursor): boolean {
  if (!cursor.take('WITH')) return true;
  const no = cursor.take('NO');
  cursor.expect('DATA');
  return !no;
}

function parseProperty(cursor: Cursor): readonly [string, string] {
  const name = cursor.identifier().name.toLowerCase();
  cursor.expect('=');
  if (cursor.at('ARRAY'))
    throw new RefusedError(`CREATE TABLE AS with ${name}`, 'format and write_compression alone', 'has it');
  const value = cursor.peek().kind === 'string' ? cursor.string() : cursor.next().text.toLowerCase();
  return [name, value];
}
