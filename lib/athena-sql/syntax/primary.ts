import { RefusedError, SqlSyntaxError } from '../errors';
import type { Expression } from './ast';
import { parseCall } from './call';
import type { Cursor } from './cursor';
import { parseJsonConstructor, parseJsonPathCall } from './sql-json';
import { parseCase, parseCast, parseInterval, parseSubstring, parseTrim, simpleCall } from './forms';

/** Reads an operand with its subscripts and fields. */
export function parsePrimary(cursor: Cursor): Expression {
  let base = parseAtom(cursor);
  for (;;) {
    const { offset } = base;
    if (cursor.take('[')) {
      const index = cursor.value();
      cursor.expect(']');
      base = { kind: 'subscript', base, index, offset };
    } else if (cursor.at('.') && !cursor.at('.', '*')) {
      cursor.next();
      base = { kind: 'field', base, name: cursor.identifier(), offset };
      if (cursor.at('(')) throw new RefusedError('A function with a qualified name');
    } else return base;
  }
}

const LITERAL_TYPES = new Set([
  'DATE',
  'TIME',
  'TIMESTAMP',
  'DECIMAL',
  'JSON',
  'BIGINT',
  'INTEGER',
  'SMALLINT',
  'TINYINT',
  'DOUBLE',
  'REAL',
  'BOOLEAN',
  'VARCHAR',
  'CHAR',
  'VARBINARY',
  'UUID',
  'IPADDRESS',
]);

function hexOf(cursor: Cursor): string {
  const { text, offset } = cursor.next();
  const hex = text.replace(/\s/g, '');
  if (/^(?:[0-9a-fA-F]{2})*$/.test(hex)) return hex;
  throw new SqlSyntaxError('Binary literal must contain an even number of hex digits', cursor.sql, offset);
}

const EXTRACT_FIELDS = new Set([
  'year',
  'quarter',
  'month',
  'week',
  'day',
  'day_of_month',
  'day_of_week',
  'dow',
  'day_of_year',
  'doy',
  'year_of_week',
  'yow',
  'hour',
  'minute',
  'second',
  'timezone_hour',
  'timezone_minute',
]);

function parseAtom(cursor: Cursor): Expression {
  const token = cursor.peek();
  const { offset } = token;
  switch (token.kind) {
    case 'integer':
    case 'decimal':
    case 'double':
      return { kind: token.kind, text: cursor.next().text, offset };
    case 'string':
      return { kind: 'string', value: cursor.next().text, offset };
    case 'binary':
      return { kind: 'binary', hex: hexOf(cursor), offset };
    case 'symbol':
      return parseSymbol(cursor);
    case 'word':
      return parseWord(cursor);
    case 'quoted':
    case 'backquoted':
      return parseName(cursor);
    case 'end':
      return cursor.fail();
  }
}

function parseSymbol(cursor: Cursor): Expression {
  const { offset } = cursor.peek();
  if (cursor.take('?')) return { kind: 'parameter', index: cursor.parameters++, offset };
  if (cursor.take('[')) return parseArray(cursor, offset);
  if (!cursor.at('(')) return cursor.fail();
  const lambda = parseLambda(cursor);
  if (lambda !== undefined) return lambda;
  cursor.next();
  if (cursor.atQuery()) {
    const query = cursor.query();
    cursor.expect(')');
    return { kind: 'scalarQuery', query, offset };
  }
  const elements = cursor.list(() => cursor.expression());
  cursor.expect(')');
  const [only] = elements;
  return elements.length === 1 && only !== undefined ? only : { kind: 'row', elements, offset };
}

function parseArray(cursor: Cursor, offset: number): Expression {
  const elements = cursor.at(']') ? [] : cursor.list(() => cursor.expression());
  cursor.expect(']');
  return { kind: 'array', elements, offset };
}

/** `x -> ..`, `(x, y) -> ..` or `() -> ..`, if one begins here. */
function parseLambda(cursor: Cursor): Expression | undefined {
  const mark = cursor.mark();
  const { offset } = cursor.peek();
  const parameters = [];
  if (cursor.take('(')) {
    while (cursor.atIdentifier()) {
      parameters.push(cursor.identifier());
      if (!cursor.take(',')) break;
    }
    if (!cursor.take(')')) {
      cursor.reset(mark);
      return undefined;
    }
  } else parameters.push(cursor.identifier());
  if (cursor.take('->')) return { kind: 'lambda', parameters, body: cursor.expression(), offset };
  cursor.reset(mark);
  return undefined;
}

function parseWord(cursor: Cursor): Expression {
  const word = cursor.peek().text;
  const { offset } = cursor.peek();
  if (LITERAL_TYPES.has(word) && cursor.peek(1).kind === 'string') {
    cursor.next();
    return { kind: 'typed', type: word.toLowerCase(), value: cursor.string(), offset };
  }
  if (cursor.take('DOUBLE', 'PRECISION')) return { kind: 'typed', type: 'double', value: cursor.string(), offset };
  if (word === 'INTERVAL' && (cursor.peek(1).kind === 'string' || ['+', '-'].includes(cursor.peek(1).text)))
    return parseInterval(cursor);
  if (cursor.take('ARRAY', '[')) return parseArray(cursor, offset);
  if (cursor.at('ROW', '(')) {
    cursor.next();
    return { kind: 'row', elements: cursor.listInParentheses(() => cursor.expression()), offset };
  }
  if (cursor.at('TRY_CAST', '(')) return parseCast(cursor, true);
  if (cursor.take('POSITION', '(')) {
    const needle = cursor.value();
    cursor.expect('IN');
    const operand = cursor.value();
    cursor.expect(')');
    return simpleCall('strpos', [operand, needle], offset);
  }
  if (cursor.at('SUBSTRING', '(')) return parseSubstring(cursor);
  return parseKeyword(cursor, word, offset) ?? parseName(cursor);
}

function parseKeyword(cursor: Cursor, word: string, offset: number): Expression | undefined {
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
    case 'EXTRACT': {
      cursor.next();
      cursor.expect('(');
      const field = cursor.identifier().name.toLowerCase();
      if (!EXTRACT_FIELDS.has(field)) throw new SqlSyntaxError(`Invalid EXTRACT field: ${field}`, cursor.sql, offset);
      cursor.expect('FROM');
      const operand = cursor.value();
      cursor.expect(')');
      return { kind: 'extract', field, operand, offset };
    }
    case 'TRIM':
      return parseTrim(cursor);
    case 'GROUPING':
      cursor.next();
      return { kind: 'grouping', columns: cursor.listInParentheses(() => cursor.expression()), offset };
    case 'LISTAGG':
      return parseCall(cursor, cursor.next().text.toLowerCase(), offset);
    case 'NORMALIZE': {
      cursor.next();
      cursor.expect('(');
      const operand = cursor.value();
      const form = cursor.take(',') ? cursor.identifier().name.toUpperCase() : 'NFC';
      cursor.expect(')');
      return simpleCall('normalize', [operand, { kind: 'string', value: form, offset }], offset);
    }
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

function parseName(cursor: Cursor): Expression {
  if (!cursor.atIdentifier()) return cursor.fail();
  const { offset } = cursor.peek();
  const lambda = parseLambda(cursor);
  if (lambda !== undefined) return lambda;
  const name = cursor.identifier();
  if (!cursor.at('(')) return { kind: 'column', name, offset };
  return parseCall(cursor, name.name.toLowerCase(), offset);
}
