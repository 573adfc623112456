import { Cursor, type Grammar } from './cursor';
import { parseExpression, parseValue } from './expression';
import { parseQuery } from './query';

const GRAMMAR: Grammar = { expression: parseExpression, value: parseValue, query: parseQuery };

/** Begins to read a text of Trino's SQL. @throws SqlSyntaxError, RefusedError for what is no token */
export const openCursor = (sql: string): Cursor => new Cursor(sql, GRAMMAR);
