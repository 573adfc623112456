import { RefusedError } from '../errors';
import type { Expression } from './ast';
import { parseCall } from './call';
import type { Cursor } from './cursor';
import { parseCase, parseCast, parseExtract, parseNormalize, parseTrim, simpleCall } from './forms';
import { parseJsonConstructor, parseJsonPathCall } from './sql-json';

/** Reads an expression that begins with a keyword of its own; undefined where none begins here. */
export function parseKeyword(cursor: Cursor): Expression | undefined {
  const { text: word, offset } = cursor.peek();
  switch (word) {
    case 'NULL':
      cursor.next();
      return { kind: 'null', offset };
    case 'TRUE':
    case 'FALSE':
      cursor.next();
      return { kind: 'boolean', value: word === 'TRUE', offset };
    case 'CASE':
      return parseCase(cursor);
    case 'CAST':
      return parseCast(cursor, false);
    case 'EXISTS': {
      cursor.next();
      cursor.expect('(');
      const query = cursor.query();
      cursor.expect(')');
      return { kind: 'exists', query, offset };
    }
    case 'EXTRACT':
      return parseExtract(cursor);
    case 'TRIM':
      return parseTrim(cursor);
    case 'GROUPING':
      cursor.next();
      return { kind: 'grouping', columns: cursor.listInParentheses(() => cursor.expression()), offset };
    case 'LISTAGG':
      return parseCall(cursor, cursor.next().text.toLowerCase(), offset);
    case 'NORMALIZE':
      return parseNormalize(cursor);
    case 'CURRENT_DATE':
    case 'CURRENT_TIMESTAMP':
    case 'LOCALTIMESTAMP':
      cursor.next();
      if (cursor.at('(')) throw new RefusedError(`${word} with a precision`, word);
      return simpleCall(word.toLowerCase(), [], offset);
    case 'CURRENT_TIME':
    case 'LOCALTIME':
    case 'CURRENT_USER':
    case 'CURRENT_CATALOG':
    case 'CURRENT_SCHEMA':
    case 'CURRENT_PATH':
      throw new RefusedError(word);
    case 'JSON_TABLE':
      throw new RefusedError(word, 'json_extract, json_extract_scalar or json_format');
    case 'JSON_EXISTS':
    case 'JSON_QUERY':
    case 'JSON_VALUE':
      return parseJsonPathCall(cursor);
    case 'JSON_ARRAY':
    case 'JSON_OBJECT':
      return parseJsonConstructor(cursor);
    default:
      return undefined;
  }
}
