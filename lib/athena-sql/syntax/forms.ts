import { SqlSyntaxError } from '../errors';
import type { Expression } from './ast';
import type { Cursor } from './cursor';
import { parseType } from './types';

/** A call that was written as something else. */
export function simpleCall(name: string, args: Expression[], offset: number): Expression {
  return {
    kind: 'call',
    name,
    arguments: args,
    star: false,
    distinct: false,
    orderBy: [],
    filter: undefined,
    ignoreNulls: false,
    over: undefined,
    offset,
  };
}

export function parseInterval(cursor: Cursor): Expression {
  const { offset } = cursor.next();
  const negative = cursor.take('-') || (cursor.take('+') && false);
  const value = cursor.string();
  const from = cursor.identifier().name.toUpperCase();
  const to = cursor.take('TO') ? cursor.identifier().name.toUpperCase() : undefined;
  return { kind: 'interval', value, negative, from, to, offset };
}

export function parseCase(cursor: Cursor): Expression {
  const { offset } = cursor.next();
  const operand = cursor.at('WHEN') ? undefined : cursor.expression();
  const whens: { when: Expression; then: Expression }[] = [];
  do {
    cursor.expect('WHEN');
    const when = cursor.expression();
    cursor.expect('THEN');
    whens.push({ when, then: cursor.expression() });
  } while (cursor.at('WHEN'));
  const otherwise = cursor.take('ELSE') ? cursor.expression() : undefined;
  cursor.expect('END');
  return { kind: 'case', operand, whens, otherwise, offset };
}

export function parseCast(cursor: Cursor, safe: boolean): Expression {
  const { offset } = cursor.next();
  cursor.expect('(');
  const operand = cursor.expression();
  cursor.expect('AS');
  const type = parseType(cursor);
  cursor.expect(')');
  return { kind: 'cast', operand, type, safe, offset };
}

export function parseSubstring(cursor: Cursor): Expression {
  const { offset } = cursor.next();
  cursor.expect('(');
  const args = [cursor.value()];
  if (cursor.take('FROM')) {
    args.push(cursor.value());
    if (cursor.take('FOR')) args.push(cursor.value());
  } else while (cursor.take(',')) args.push(cursor.value());
  cursor.expect(')');
  return simpleCall('substr', args, offset);
}

export function parseTrim(cursor: Cursor): Expression {
  const { offset } = cursor.next();
  cursor.expect('(');
  const side = (['BOTH', 'LEADING', 'TRAILING'] as const).find((word) => cursor.take(word));
  let characters: Expression | undefined;
  if (side !== undefined && cursor.take('FROM')) characters = undefined;
  else {
    const first = cursor.value();
    if (cursor.take(')')) return { kind: 'trim', side: side ?? 'BOTH', characters: undefined, operand: first, offset };
    characters = first;
    if (!cursor.take(',')) cursor.expect('FROM');
    else {
      // trim(s, characters) has its arguments the other way round
      const second = cursor.value();
      cursor.expect(')');
      return { kind: 'trim', side: 'BOTH', characters: second, operand: first, offset };
    }
  }
  const operand = cursor.value();
  cursor.expect(')');
  return { kind: 'trim', side: side ?? 'BOTH', characters, operand, offset };
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

export function parseExtract(cursor: Cursor): Expression {
  const { offset } = cursor.next();
  cursor.expect('(');
  const field = cursor.identifier().name.toLowerCase();
  if (!EXTRACT_FIELDS.has(field)) throw new SqlSyntaxError(`Invalid EXTRACT field: ${field}`, cursor.sql, offset);
  cursor.expect('FROM');
  const operand = cursor.value();
  cursor.expect(')');
  return { kind: 'extract', field, operand, offset };
}

export function parsePosition(cursor: Cursor): Expression {
  const { offset } = cursor.next();
  cursor.expect('(');
  const needle = cursor.value();
  cursor.expect('IN');
  const operand = cursor.value();
  cursor.expect(')');
  return simpleCall('strpos', [operand, needle], offset);
}

export function parseNormalize(cursor: Cursor): Expression {
  const { offset } = cursor.next();
  cursor.expect('(');
  const operand = cursor.value();
  const form = cursor.take(',') ? cursor.identifier().name.toUpperCase() : 'NFC';
  cursor.expect(')');
  return simpleCall('normalize', [operand, { kind: 'string', value: form, offset }], offset);
}
