import { AthenaError, RefusedError } from '../../errors';
import { parsePredicate } from './predicate-syntax';
import { PathReader } from './path-reader';
import { PathSyntaxError } from './path-tokens';
import type { Path, PathMethod, PathNode } from './path-tree';

const METHODS: readonly PathMethod[] = ['abs', 'ceiling', 'double', 'floor', 'size', 'type'];

/**
 * Reads a path such as `lax $.a[*] ? (@.b > 1)`, by the grammar of Trino's JsonPath.g4.
 *
 * @throws PathSyntaxError; AthenaError NOT_SUPPORTED for what Trino cannot do; RefusedError for what is not proven here
 */
export function parseSqlJsonPath(text: string): Path {
  const reader = new PathReader(text, { path: parseSum, predicate: parsePredicate });
  const mode = reader.next();
  if (mode.kind !== 'name' || (mode.text !== 'lax' && mode.text !== 'strict'))
    throw new PathSyntaxError(`mismatched input '${mode.text}' expecting {'lax', 'strict'}`, mode.offset);
  const root = parseSum(reader);
  if (reader.peek().kind !== 'end') reader.fail();
  return { lax: mode.text === 'lax', root };
}

function parseSum(reader: PathReader): PathNode {
  return parseBinary(reader, ['+', '-'], () => parseBinary(reader, ['*', '/', '%'], () => parseSigned(reader)));
}

function parseBinary(
  reader: PathReader,
  operators: readonly ('+' | '-' | '*' | '/' | '%')[],
  operand: () => PathNode,
): PathNode {
  let left = operand();
  for (;;) {
    const operator = operators.find((symbol) => reader.take(symbol));
    if (operator === undefined) return left;
    left = { kind: 'arithmetic', operator, left, right: operand() };
  }
}

function parseSigned(reader: PathReader): PathNode {
  const negative = reader.take('-');
  if (negative || reader.take('+')) return { kind: 'sign', negative, operand: parseSigned(reader) };
  return parseAccessors(reader, parsePrimary(reader));
}

function parsePrimary(reader: PathReader): PathNode {
  const token = reader.next();
  switch (token.kind) {
    case 'variable':
      return { kind: 'variable', name: token.text };
    case 'number':
      return { kind: 'number', text: token.text };
    case 'text':
      return { kind: 'literal', value: token.text };
    case 'name':
      if (token.text === 'last') return { kind: 'last' };
      if (token.text === 'null') return { kind: 'literal', value: null };
      if (token.text === 'true' || token.text === 'false') return { kind: 'literal', value: token.text === 'true' };
      break;
    default:
  }
  if (token.kind === 'symbol' && token.text === '$') return { kind: 'context' };
  if (token.kind === 'symbol' && token.text === '@') return { kind: 'item' };
  if (token.kind !== 'symbol' || token.text !== '(') return reader.fail(token);
  const inner = parseSum(reader);
  reader.expect(')');
  return inner;
}

function parseAccessors(reader: PathReader, primary: PathNode): PathNode {
  let base = primary;
  for (;;) {
    if (reader.take('..')) base = { kind: 'descendants', base, name: reader.memberName() };
    else if (reader.take('.')) base = parseMember(reader, base);
    else if (reader.take('[')) base = parseSubscripts(reader, base);
    else if (reader.take('?')) {
      reader.expect('(');
      base = { kind: 'filter', base, predicate: parsePredicate(reader) };
      reader.expect(')');
    } else return base;
  }
}

function parseMember(reader: PathReader, base: PathNode): PathNode {
  if (reader.take('*')) return { kind: 'members', base };
  const isName = reader.peek().kind === 'name';
  const name = reader.memberName();
  if (!isName || !reader.take('(')) return { kind: 'member', base, name };
  const method = METHODS.find((known) => known === name);
  if (method !== undefined) {
    reader.expect(')');
    return { kind: 'method', base, name: method };
  }
  if (name === 'datetime') throw new AthenaError('NOT_SUPPORTED', 'datetime method in JSON path is not yet supported');
  if (name === 'keyvalue') throw new RefusedError('The method keyvalue() of a JSON path', undefined, 'has it');
  return reader.fail();
}

function parseSubscripts(reader: PathReader, base: PathNode): PathNode {
  if (reader.take('*')) {
    reader.expect(']');
    return { kind: 'elements', base };
  }
  const ranges = [];
  do {
    const from = parseSum(reader);
    ranges.push({ from, to: reader.takeName('to') ? parseSum(reader) : undefined });
  } while (reader.take(','));
  reader.expect(']');
  return { kind: 'subscripts', base, ranges };
}
