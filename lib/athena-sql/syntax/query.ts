import { AthenaError, RefusedError } from '../errors';
import type { Expression, GroupingElement, Identifier, Query, QueryBody, SelectItem } from './ast';
import { parseOrderBy, parseWindow } from './call';
import type { Cursor } from './cursor';
import { parseRelations, parseTableName } from './relation';
import { parseWith } from './with';

/** Reads WITH, a query's body, ORDER BY, OFFSET and LIMIT, in that order: Trino has no LIMIT before OFFSET. */
export function parseQuery(cursor: Cursor): Query {
  const { offset } = cursor.peek();
  const clause = parseWith(cursor);
  const body = parseUnion(cursor);
  return { ...clause, body, ...parseTail(cursor), offset };
}

function parseTail(cursor: Cursor): Pick<Query, 'orderBy' | 'skip' | 'limit' | 'ties'> {
  const ties = false;
  const orderBy = parseOrderBy(cursor);
  let skip: number | undefined;
  if (cursor.take('OFFSET')) {
    skip = rowCount(cursor);
    if (!cursor.take('ROWS')) cursor.take('ROW');
  }
  if (cursor.take('LIMIT')) return { orderBy, skip, limit: cursor.take('ALL') ? undefined : rowCount(cursor), ties };
  const { offset } = cursor.peek();
  if (!cursor.take('FETCH')) return { orderBy, skip, limit: undefined, ties };
  if (!cursor.take('FIRST')) cursor.expect('NEXT');
  const limit = cursor.peek().kind === 'integer' ? cursor.integer() : 1;
  if (!cursor.take('ROWS')) cursor.expect('ROW');
  if (!cursor.take('WITH', 'TIES')) {
    cursor.expect('ONLY');
    return { orderBy, skip, limit, ties };
  }
  if (orderBy.length === 0)
    throw new AthenaError('MISSING_ORDER_BY', 'FETCH FIRST WITH TIES clause requires ORDER BY').at(cursor.sql, offset);
  return { orderBy, skip, limit, ties: true };
}

function rowCount(cursor: Cursor): number {
  if (cursor.at('?')) throw new RefusedError('A parameter in LIMIT or OFFSET', 'a number');
  return cursor.integer();
}

function parseUnion(cursor: Cursor): QueryBody {
  return parseSetOperation(cursor, ['UNION', 'EXCEPT'], () =>
    parseSetOperation(cursor, ['INTERSECT'], () => parseBody(cursor)),
  );
}

function parseSetOperation(
  cursor: Cursor,
  operators: readonly ('UNION' | 'EXCEPT' | 'INTERSECT')[],
  operand: () => QueryBody,
): QueryBody {
  let left = operand();
  for (;;) {
    const operator = operators.find((word) => cursor.take(word));
    if (operator === undefined) return left;
    const all = cursor.take('ALL');
    if (!all) cursor.take('DISTINCT');
    // CORRESPONDING is Trino's word for DuckDB's BY NAME
    if (cursor.at('CORRESPONDING'))
      throw new RefusedError(`${operator} CORRESPONDING`, 'the columns in the same order');
    left = { kind: 'setOperation', operator, all, left, right: operand(), offset: left.offset };
  }
}

function parseBody(cursor: Cursor): QueryBody {
  const { offset } = cursor.peek();
  if (cursor.take('SELECT')) return parseSelect(cursor, offset);
  if (cursor.take('VALUES')) return { kind: 'values', rows: cursor.list(() => cursor.expression()), offset };
  if (cursor.take('TABLE')) return allOf(parseTableName(cursor), offset);
  if (!cursor.take('(')) return cursor.fail("Expecting: '(', 'SELECT', 'TABLE', 'VALUES'");
  const query = cursor.query();
  cursor.expect(')');
  return { kind: 'nested', query, offset };
}

/** What TABLE with a name stands for. */
function allOf(parts: readonly Identifier[], offset: number): QueryBody {
  const none = { where: undefined, whereText: undefined, groupBy: undefined, having: undefined, windows: [] };
  const items: SelectItem[] = [{ kind: 'star', relation: undefined, columns: undefined, offset }];
  return {
    kind: 'select',
    distinct: false,
    distinctSets: false,
    items,
    from: { kind: 'table', parts, offset },
    ...none,
    offset,
  };
}

function parseSelect(cursor: Cursor, offset: number): QueryBody {
  const distinct = cursor.take('DISTINCT');
  if (!distinct) cursor.take('ALL');
  const items = cursor.list(() => parseItem(cursor));
  const from = cursor.take('FROM') ? parseRelations(cursor) : undefined;
  const start = cursor.at('WHERE') ? cursor.peek(1).offset : undefined;
  const where = cursor.take('WHERE') ? cursor.expression() : undefined;
  const whereText = start === undefined ? undefined : cursor.textFrom(start);
  const distinctSets = cursor.at('GROUP', 'BY', 'DISTINCT');
  const groupBy = parseGroupBy(cursor);
  const having = cursor.take('HAVING') ? cursor.expression() : undefined;
  const windows = parseWindows(cursor);
  return { kind: 'select', distinct, items, from, where, whereText, groupBy, distinctSets, having, windows, offset };
}

function parseWindows(cursor: Cursor): Extract<QueryBody, { kind: 'select' }>['windows'] {
  if (!cursor.take('WINDOW')) return [];
  return cursor.list(() => {
    const name = cursor.identifier();
    cursor.expect('AS');
    if (!cursor.at('(')) cursor.fail("Expecting: '('");
    return { name, window: parseWindow(cursor) };
  });
}

/** The names of `.* AS (a, b)`. */
function parseStarColumns(cursor: Cursor): readonly Identifier[] | undefined {
  return cursor.at('AS', '(') && cursor.take('AS') ? cursor.listInParentheses(() => cursor.identifier()) : undefined;
}

function parseItem(cursor: Cursor): SelectItem {
  const { offset } = cursor.peek();
  if (cursor.take('*')) return { kind: 'star', relation: undefined, columns: undefined, offset };
  if (
    cursor.atIdentifier() &&
    cursor.peek(1).text === '.' &&
    cursor.peek(2).text === '*' &&
    cursor.peek(2).kind === 'symbol'
  ) {
    const relation = cursor.identifier();
    cursor.expect('.', '*');
    return { kind: 'star', relation, columns: parseStarColumns(cursor), offset };
  }
  const expression = cursor.expression();
  if (cursor.take('.', '*')) {
    const columns = parseStarColumns(cursor);
    // a name alone is one of a relation
    if (expression.kind === 'column') return { kind: 'star', relation: expression.name, columns, offset };
    return { kind: 'fields', row: expression, columns };
  }
  if (cursor.take('AS')) return { kind: 'expression', expression, alias: cursor.identifier() };
  return { kind: 'expression', expression, alias: cursor.atAlias() ? cursor.identifier() : undefined };
}

function parseGroupBy(cursor: Cursor): GroupingElement[] | undefined {
  if (!cursor.take('GROUP', 'BY')) return undefined;
  if (!cursor.take('DISTINCT')) cursor.take('ALL');
  return cursor.list(() => {
    const kind = cursor.take('ROLLUP') ? 'ROLLUP' : cursor.take('CUBE') ? 'CUBE' : undefined;
    if (cursor.at('AUTO')) throw new RefusedError('GROUP BY AUTO', 'the columns');
    if (kind !== undefined) return { kind, sets: cursor.listInParentheses(() => parseSet(cursor)) };
    if (cursor.take('GROUPING', 'SETS'))
      return { kind: 'GROUPING SETS', sets: cursor.listInParentheses(() => parseSet(cursor)) };
    return { kind: 'simple', expressions: parseSet(cursor) };
  });
}

/** `e`, `(e, ...)` or `()`. */
function parseSet(cursor: Cursor): readonly Expression[] {
  if (cursor.take('(', ')')) return [];
  const expression = cursor.expression();
  return expression.kind === 'row' ? expression.elements : [expression];
}
