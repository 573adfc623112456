import { RefusedError } from '../errors';
import type { Expression, JsonBehavior, JsonConstructor, JsonInput, JsonPathCall, TypeNode } from './ast';
import type { Cursor } from './cursor';
import { parseType } from './types';

const BEHAVIORS = {
  EXISTS: ['TRUE', 'FALSE', 'UNKNOWN', 'ERROR'],
  VALUE: ['ERROR', 'NULL', 'DEFAULT'],
  QUERY: ['ERROR', 'NULL', 'EMPTY'],
} as const;

/** Reads JSON_EXISTS, JSON_VALUE or JSON_QUERY from its name on. @throws SqlSyntaxError; RefusedError */
export function parseJsonPathCall(cursor: Cursor): JsonPathCall {
  const { text, offset } = cursor.next();
  const what = text === 'JSON_EXISTS' ? 'EXISTS' : text === 'JSON_VALUE' ? 'VALUE' : 'QUERY';
  cursor.expect('(');
  const input = parseInput(cursor);
  cursor.expect(',');
  const pathOffset = cursor.peek().offset + 1;
  const path = cursor.string();
  const passing = cursor.take('PASSING')
    ? cursor.list(() => {
        const passed = parseInput(cursor);
        cursor.expect('AS');
        return { ...passed, name: cursor.identifier() };
      })
    : [];
  const returning = what === 'EXISTS' ? undefined : parseReturning(cursor);
  const wrapper = what === 'QUERY' ? parseWrapper(cursor) : undefined;
  const quotes = what === 'QUERY' ? parseQuotes(cursor) : undefined;
  const onEmpty = what === 'EXISTS' ? undefined : parseBehavior(cursor, what, 'EMPTY');
  const onError = parseBehavior(cursor, what, 'ERROR');
  cursor.expect(')');
  return {
    kind: 'jsonPath',
    what,
    input,
    path,
    pathOffset,
    passing,
    returning,
    wrapper,
    quotes,
    onEmpty,
    onError,
    offset,
  };
}

/** Reads JSON_OBJECT or JSON_ARRAY from its name on. @throws SqlSyntaxError; RefusedError */
export function parseJsonConstructor(cursor: Cursor): JsonConstructor {
  const { text, offset } = cursor.next();
  const what = text === 'JSON_OBJECT' ? 'OBJECT' : 'ARRAY';
  cursor.expect('(');
  const isEmpty = cursor.at(')') || cursor.at('RETURNING');
  const member = (): JsonConstructor['members'][number] =>
    what === 'OBJECT' ? parseMember(cursor) : { ...parseInput(cursor), key: undefined };
  const members = isEmpty ? [] : cursor.list(member);
  const clause = atNullClause(cursor) ? cursor.next().text : undefined;
  if (clause !== undefined) cursor.expect('ON', 'NULL');
  const unique = what === 'OBJECT' && parseUnique(cursor);
  const returning = parseReturning(cursor);
  cursor.expect(')');
  const absentOnNull = (clause ?? (what === 'OBJECT' ? 'NULL' : 'ABSENT')) === 'ABSENT';
  return { kind: 'jsonConstructor', what, members, absentOnNull, unique, returning, offset };
}

const atNullClause = (cursor: Cursor): boolean => cursor.at('NULL', 'ON', 'NULL') || cursor.at('ABSENT', 'ON', 'NULL');

/** `key : value`, `key VALUE value` or `KEY key VALUE value`. */
function parseMember(cursor: Cursor): JsonConstructor['members'][number] {
  const isKeyword = cursor.at('KEY') && ![':', 'VALUE', '.', '['].includes(cursor.peek(1).text);
  if (isKeyword) cursor.next();
  const key = cursor.expression();
  if (isKeyword || !cursor.take(':')) cursor.expect('VALUE');
  return { ...parseInput(cursor), key };
}

function parseUnique(cursor: Cursor): boolean {
  const without = cursor.take('WITHOUT');
  if (!without && !cursor.take('WITH')) return false;
  cursor.expect('UNIQUE');
  cursor.take('KEYS');
  return !without;
}

function parseInput(cursor: Cursor): JsonInput {
  const value: Expression = cursor.expression();
  return { value, isJson: parseFormat(cursor) };
}

function parseFormat(cursor: Cursor): boolean {
  if (!cursor.take('FORMAT')) return false;
  cursor.expect('JSON');
  if (cursor.at('ENCODING')) throw new RefusedError('FORMAT JSON ENCODING', 'from_utf8(..) FORMAT JSON', 'has it');
  return true;
}

function parseReturning(cursor: Cursor): TypeNode | undefined {
  if (!cursor.take('RETURNING')) return undefined;
  const type = parseType(cursor);
  parseFormat(cursor);
  return type;
}

function parseWrapper(cursor: Cursor): JsonPathCall['wrapper'] {
  if (cursor.take('WITHOUT')) {
    cursor.take('ARRAY');
    cursor.expect('WRAPPER');
    return undefined;
  }
  if (!cursor.take('WITH')) return undefined;
  const conditional = cursor.take('CONDITIONAL');
  if (!conditional) cursor.take('UNCONDITIONAL');
  cursor.take('ARRAY');
  cursor.expect('WRAPPER');
  return conditional ? 'CONDITIONAL' : 'UNCONDITIONAL';
}

function parseQuotes(cursor: Cursor): JsonPathCall['quotes'] {
  const quotes = cursor.take('KEEP') ? 'KEEP' : cursor.take('OMIT') ? 'OMIT' : undefined;
  if (quotes === undefined) return undefined;
  cursor.expect('QUOTES');
  if (cursor.take('ON')) cursor.expect('SCALAR', 'STRING');
  return quotes;
}

/** What is to be done ON EMPTY or ON ERROR; undefined where the clause is not there. */
function parseBehavior(cursor: Cursor, what: JsonPathCall['what'], on: 'EMPTY' | 'ERROR'): JsonBehavior | undefined {
  const word = BEHAVIORS[what].find((each) => cursor.at(each));
  if (word === undefined) return undefined;
  const mark = cursor.mark();
  cursor.next();
  const behavior = behaviorOf(cursor, word);
  if (cursor.take('ON', on)) return behavior;
  if (on === 'ERROR') cursor.expect('ON', 'ERROR');
  cursor.reset(mark);
  return undefined;
}

function behaviorOf(cursor: Cursor, word: (typeof BEHAVIORS)[JsonPathCall['what']][number]): JsonBehavior {
  if (word === 'DEFAULT') return { kind: 'DEFAULT', value: cursor.expression() };
  if (word !== 'EMPTY') return { kind: word };
  if (cursor.take('ARRAY')) return { kind: 'EMPTY ARRAY' };
  cursor.expect('OBJECT');
  return { kind: 'EMPTY OBJECT' };
}
