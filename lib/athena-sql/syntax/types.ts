import { RefusedError } from '../errors';
import type { Identifier, TypeNode } from './ast';
import type { Cursor } from './cursor';

/** Reads a type as it stands after CAST(.. AS. */
export function parseType(cursor: Cursor): TypeNode {
  let type = parseBaseType(cursor);
  // "integer array" is the same as array(integer)
  while (cursor.at('ARRAY')) type = { kind: 'array', element: type, offset: cursor.next().offset };
  return type;
}

function parseBaseType(cursor: Cursor): TypeNode {
  const { offset } = cursor.peek();
  if (cursor.take('ARRAY', '<') || cursor.take('MAP', '<')) cursor.fail("Expecting: '('");
  if (cursor.take('ARRAY', '(')) {
    const element = parseType(cursor);
    cursor.expect(')');
    return { kind: 'array', element, offset };
  }
  if (cursor.take('MAP', '(')) {
    const key = parseType(cursor);
    cursor.expect(',');
    const value = parseType(cursor);
    cursor.expect(')');
    return { kind: 'map', key, value, offset };
  }
  if (cursor.take('ROW', '(')) {
    const fields = cursor.list(() => parseField(cursor));
    cursor.expect(')');
    return { kind: 'row', fields, offset };
  }
  return parseSimpleType(cursor, offset);
}

function parseField(cursor: Cursor): { name: Identifier | undefined; type: TypeNode } {
  const mark = cursor.mark();
  if (cursor.atIdentifier()) {
    const name = cursor.identifier();
    const startsType = cursor.atIdentifier() && !cursor.at('WITH');
    if (startsType && !(/^double$/i.test(name.name) && cursor.at('PRECISION')))
      return { name, type: parseType(cursor) };
  }
  cursor.reset(mark);
  return { name: undefined, type: parseType(cursor) };
}

const INTERVALS = [
  ['INTERVAL', 'DAY', 'TO', 'SECOND'],
  ['INTERVAL', 'YEAR', 'TO', 'MONTH'],
] as const;

function parseSimpleType(cursor: Cursor, offset: number): TypeNode {
  const interval = INTERVALS.find((words) => cursor.take(...words));
  if (interval !== undefined) return { kind: 'simple', name: interval.join(' ').toLowerCase(), arguments: [], offset };
  const name = cursor.identifier().name.toLowerCase();
  if (name === 'double') cursor.take('PRECISION');
  const args = cursor.at('(') ? cursor.listInParentheses(() => typeArgument(cursor, name)) : [];
  if (name !== 'timestamp' && name !== 'time') return { kind: 'simple', name, arguments: args, offset };
  if (cursor.take('WITHOUT')) cursor.expect('TIME', 'ZONE');
  else if (cursor.take('WITH')) {
    cursor.expect('TIME', 'ZONE');
    return { kind: 'simple', name: `${name} with time zone`, arguments: args, offset };
  }
  return { kind: 'simple', name, arguments: args, offset };
}

/** A number of a type; one of another type, as in qdigest(double), is refused: the laptop has none of these. */
function typeArgument(cursor: Cursor, name: string): number {
  if (cursor.atIdentifier()) throw new RefusedError(`The type ${name}`);
  return cursor.integer();
}
