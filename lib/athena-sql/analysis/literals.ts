import { AthenaError, RefusedError } from '../errors';
import type { Expression } from '../syntax/ast';
import {
  BIGINT,
  char,
  decimal,
  DOUBLE,
  duckType,
  INTEGER,
  IPADDRESS,
  JSON_TYPE,
  VARBINARY,
  varchar,
  type Type,
} from '../types';
import type { Value } from '../values/value';
import { quote } from '../quote';
import { castTo } from './cast';
import { readIpAddress } from '../runtime/ip-address';
import { canonicalJson } from '../runtime/json';
import { timeLiteral, timestampLiteral } from './temporal-literals';

type Literal = Extract<Expression, { kind: 'integer' | 'decimal' | 'double' | 'string' | 'binary' | 'typed' }>;

export function analyzeLiteral(node: Literal): Value {
  switch (node.kind) {
    case 'integer':
      return integerLiteral(node.text);
    case 'decimal':
      return decimalLiteral(node.text);
    case 'double':
      return constant(`CAST(${quote(node.text)} AS DOUBLE)`, DOUBLE, Number(node.text));
    case 'string':
      return stringLiteral(node.value);
    case 'binary':
      return binaryLiteral(node.hex);
    case 'typed':
      return readTypedLiteral(node.type, node.value);
  }
}

const constant = (sql: string, type: Type, literal: string | number): Value => ({ sql, type, throws: false, literal });

const binaryLiteral = (hex: string): Value => constant(`unhex(${quote(hex)})`, VARBINARY, hex);

/** varchar(n): n counts code points. NUL can't pass through DuckDB's literals. */
export function stringLiteral(text: string): Value {
  if (text.includes('\0')) throw new RefusedError('A NUL character in a string');
  return constant(quote(text), varchar(Array.from(text).length), text);
}

export function integerLiteral(text: string): Value {
  const number = BigInt(text);
  if (number > 9223372036854775807n) throw new AthenaError('INVALID_LITERAL', `Invalid numeric literal: ${text}`);
  const type = number > 2147483647n ? BIGINT : INTEGER;
  return constant(`CAST(${number} AS ${duckType(type)})`, type, Number(number));
}

export function decimalLiteral(text: string): Value {
  const [whole = '', fraction = ''] = text.replace(/^-/, '').split('.');
  const digits = whole.replace(/^0+/, '');
  const precision = Math.max(1, digits.length + fraction.length);
  if (precision > 38) throw new AthenaError('INVALID_LITERAL', `Decimal literal has more than 38 digits: ${text}`);
  const type = decimal(precision, fraction.length);
  return constant(`CAST(${quote(text)} AS ${duckType(type)})`, type, text);
}

/** CHAR '..', as long as its text; its value is no literal of a varchar. */
function charLiteral(text: string): Value {
  const { sql } = stringLiteral(text);
  return { sql, type: char(Array.from(text).length), throws: false };
}

/** IPADDRESS '..', which is read before the query runs. */
function ipAddressLiteral(text: string): Value {
  const bytes = readIpAddress(text);
  if (bytes === undefined) throw new AthenaError('INVALID_LITERAL', `'${text}' is not a valid IPADDRESS literal`);
  return { sql: `unhex('${Buffer.from(bytes).toString('hex')}')`, type: IPADDRESS, throws: false };
}

const INTEGERS = ['bigint', 'integer', 'smallint', 'tinyint'];

function readTypedLiteral(type: string, text: string): Value {
  if (type === 'timestamp') return timestampLiteral(text);
  if (type === 'time') return timeLiteral(text);
  if (type === 'decimal') {
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text.trim()))
      throw new AthenaError('INVALID_LITERAL', `'${text}' is not a valid decimal literal`);
    return decimalLiteral(text.trim().replace(/^\+/, ''));
  }
  if (type === 'json') {
    const canonical = canonicalJson(text);
    if (canonical === undefined) throw new AthenaError('INVALID_LITERAL', `'${text}' is not a valid json literal`);
    return constant(quote(canonical), JSON_TYPE, canonical);
  }
  if (type === 'ipaddress') return ipAddressLiteral(text);
  if (type === 'char') return charLiteral(text);
  if (type === 'varbinary') return binaryLiteral(Buffer.from(text).toString('hex'));
  if (type === 'varchar') return { ...stringLiteral(text), type: { kind: 'varchar' } };
  if (type === 'date' && /^\d{4}-\d{1,2}-\d{1,2}$/.test(text.trim())) {
    const day = text.trim().replace(/-(?=\d(-|$))/g, '-0');
    const valid = new Date(`${day}T00:00:00Z`);
    if (Number.isNaN(valid.getTime()) || valid.toISOString().slice(0, 10) !== day)
      throw new AthenaError('INVALID_LITERAL', `'${text}' is not a valid date literal`);
    return constant(`CAST(${quote(day)} AS DATE)`, { kind: 'date' }, day);
  }
  if (INTEGERS.includes(type) || type === 'double' || type === 'real' || type === 'boolean') {
    const cast = castTo(stringLiteral(text), { kind: type as 'bigint' }, false);
    // the text is known now: a bad one must fail before the query runs, which DuckDB's constant folding does
    return { ...cast, throws: false, ...(INTEGERS.includes(type) ? { literal: Number(text) } : {}) };
  }
  throw new RefusedError(`The literal ${type.toUpperCase()} '${text}'`);
}
