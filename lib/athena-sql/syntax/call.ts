import { RefusedError } from '../errors';
import type { Expression, FrameBound, SortItem, Window } from './ast';
import type { Cursor } from './cursor';

/** Reads a function call from its opening parenthesis to its window. */
export function parseCall(cursor: Cursor, name: string, offset: number): Expression {
  cursor.expect('(');
  const star = cursor.take('*');
  const distinct = !star && cursor.take('DISTINCT');
  if (!star && !distinct && cursor.at('ALL') && cursor.peek(1).kind !== 'symbol') cursor.next();
  const args = star || cursor.at(')') || cursor.at('ORDER') ? [] : cursor.list(() => parseArgument(cursor));
  const overflow = name === 'listagg' ? parseOverflow(cursor) : undefined;
  let orderBy = parseOrderBy(cursor);
  cursor.expect(')');
  if (name === 'listagg') {
    cursor.expect('WITHIN', 'GROUP', '(');
    orderBy = parseOrderBy(cursor);
    if (orderBy.length === 0) cursor.fail("Expecting: 'ORDER'");
    cursor.expect(')');
  }
  const filter = parseFilter(cursor);
  const ignoreNulls = cursor.take('IGNORE', 'NULLS');
  if (!ignoreNulls) cursor.take('RESPECT', 'NULLS');
  const over = cursor.take('OVER') ? parseWindow(cursor) : undefined;
  const truncates = overflow !== undefined && { truncates: true };
  return {
    kind: 'call',
    name,
    arguments: args,
    star,
    distinct,
    orderBy,
    filter,
    ignoreNulls,
    ...truncates,
    over,
    offset,
  };
}

function parseArgument(cursor: Cursor): Expression {
  if (cursor.atIdentifier() && cursor.peek(1).text === '=>')
    throw new RefusedError('A named argument (=>)', 'the argument by its place');
  return cursor.expression();
}

function parseOverflow(cursor: Cursor): string | undefined {
  if (!cursor.take('ON', 'OVERFLOW')) return undefined;
  const what = cursor.next().text;
  while (!cursor.at(')')) cursor.next();
  return what === 'ERROR' ? undefined : what;
}

function parseFilter(cursor: Cursor): Expression | undefined {
  if (!cursor.take('FILTER', '(')) return undefined;
  cursor.expect('WHERE');
  const filter = cursor.expression();
  cursor.expect(')');
  return filter;
}

/** Reads ORDER BY and its items; none when it is not there. Trino puts nulls last in both directions. */
export function parseOrderBy(cursor: Cursor): SortItem[] {
  if (!cursor.take('ORDER', 'BY')) return [];
  return cursor.list(() => {
    const expression = cursor.expression();
    const descending = cursor.take('DESC') || (cursor.take('ASC') && false);
    const nullsFirst = cursor.take('NULLS', 'FIRST');
    if (!nullsFirst) cursor.take('NULLS', 'LAST');
    return { expression, descending, nullsFirst };
  });
}

/** Reads what stands behind OVER, or behind a name's AS in a WINDOW clause. */
export function parseWindow(cursor: Cursor): Window {
  if (!cursor.at('('))
    return { base: { ...cursor.identifier(), isAll: true }, partitionBy: [], orderBy: [], frame: undefined };
  cursor.next();
  const isName = cursor.atIdentifier() && !['PARTITION', 'ROWS', 'RANGE', 'GROUPS'].includes(cursor.peek().text);
  const base = isName ? { ...cursor.identifier(), isAll: false } : undefined;
  const partitionBy = cursor.take('PARTITION', 'BY') ? cursor.list(() => cursor.expression()) : [];
  const orderBy = parseOrderBy(cursor);
  const unit = (['ROWS', 'RANGE', 'GROUPS'] as const).find((word) => cursor.take(word));
  const frame = unit === undefined ? undefined : { unit, ...parseFrame(cursor) };
  cursor.expect(')');
  return { base, partitionBy, orderBy, frame };
}

function parseFrame(cursor: Cursor): { start: FrameBound; end: FrameBound | undefined } {
  if (!cursor.take('BETWEEN')) return { start: parseBound(cursor), end: undefined };
  const start = parseBound(cursor);
  cursor.expect('AND');
  return { start, end: parseBound(cursor) };
}

function parseBound(cursor: Cursor): FrameBound {
  if (cursor.take('UNBOUNDED', 'PRECEDING')) return { kind: 'unboundedPreceding' };
  if (cursor.take('UNBOUNDED', 'FOLLOWING')) return { kind: 'unboundedFollowing' };
  if (cursor.take('CURRENT', 'ROW')) return { kind: 'currentRow' };
  const value = cursor.expression();
  if (cursor.take('PRECEDING')) return { kind: 'preceding', value };
  cursor.expect('FOLLOWING');
  return { kind: 'following', value };
}
