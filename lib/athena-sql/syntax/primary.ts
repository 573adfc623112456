import { RefusedError, SqlSyntaxError } from '../errors';
import type { Expression } from './ast';
import { parseCall } from './call';
import type { Cursor } from './cursor';
import { parseCast, parseInterval, parsePosition, parseSubstring } from './forms';
import { parseKeyword } from './keyword';

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
  const { text: word, offset } = cursor.peek();
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
  if (cursor.at('POSITION', '(')) return parsePosition(cursor);
  if (cursor.at('SUBSTRING', '(')) return parseSubstring(cursor);
  return parseKeyword(cursor) ?? parseName(cursor);
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
