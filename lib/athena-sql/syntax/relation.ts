import { AthenaError, RefusedError, SqlSyntaxError } from '../errors';
import type { Identifier, Relation } from './ast';
import type { Cursor } from './cursor';

/** Reads what stands after FROM: relations with commas between, a comma being a CROSS JOIN. */
export function parseRelations(cursor: Cursor): Relation {
  let left = parseRelation(cursor);
  while (cursor.take(',')) {
    const right = parseRelation(cursor);
    left = { kind: 'join', type: 'CROSS', left, right, on: undefined, using: undefined, offset: left.offset };
  }
  return left;
}

function parseRelation(cursor: Cursor): Relation {
  let left = parseAliased(cursor);
  for (;;) {
    if (cursor.at('NATURAL')) throw new AthenaError('NOT_SUPPORTED', 'Natural join not supported');
    const { offset } = left;
    if (cursor.take('CROSS')) {
      cursor.expect('JOIN');
      left = {
        kind: 'join',
        type: 'CROSS',
        left,
        right: parseAliased(cursor),
        on: undefined,
        using: undefined,
        offset,
      };
      continue;
    }
    const type = joinType(cursor);
    if (type === undefined) return left;
    const right = parseRightSide(cursor);
    if (cursor.take('USING')) {
      const using = cursor.listInParentheses(() => cursor.identifier());
      left = { kind: 'join', type, left, right, on: undefined, using, offset };
    } else {
      cursor.expect('ON');
      left = { kind: 'join', type, left, right, on: cursor.expression(), using: undefined, offset };
    }
  }
}

/** The right side of a join: it may itself be a join whose ON comes first, `a JOIN b JOIN c ON .. ON ..`. */
function parseRightSide(cursor: Cursor): Relation {
  const right = parseAliased(cursor);
  if (['JOIN', 'INNER', 'LEFT', 'RIGHT', 'FULL'].includes(cursor.peek().text) && cursor.peek().kind === 'word') {
    throw new RefusedError('A join within a join without parentheses', 'parentheses around the inner join');
  }
  return right;
}

function joinType(cursor: Cursor): 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | undefined {
  if (cursor.take('JOIN') || cursor.take('INNER', 'JOIN')) return 'INNER';
  const type = (['LEFT', 'RIGHT', 'FULL'] as const).find((word) => cursor.take(word));
  if (type === undefined) return undefined;
  cursor.take('OUTER');
  cursor.expect('JOIN');
  return type;
}

function parseAliased(cursor: Cursor): Relation {
  const relation = parseNamed(cursor);
  if (!cursor.at('TABLESAMPLE')) return relation;
  cursor.next();
  if (cursor.at('SYSTEM')) throw new RefusedError('TABLESAMPLE SYSTEM', 'TABLESAMPLE BERNOULLI', 'has it');
  cursor.expect('BERNOULLI', '(');
  const { offset } = cursor.peek();
  const percentage = parsePercentage(cursor);
  cursor.expect(')');
  if (percentage < 0 || percentage > 100) {
    const limit = percentage < 0 ? 'greater than or equal to 0' : 'less than or equal to 100';
    throw new AthenaError('NUMERIC_VALUE_OUT_OF_RANGE', `Sample percentage must be ${limit}`).at(cursor.sql, offset);
  }
  return { kind: 'sample', relation, percentage, offset: relation.offset };
}

function parsePercentage(cursor: Cursor): number {
  const sign = cursor.take('-') ? -1 : 1;
  if (!['integer', 'decimal', 'double'].includes(cursor.peek().kind))
    throw new RefusedError('A percentage of TABLESAMPLE that is computed', 'a number', 'has it');
  return sign * Number(cursor.next().text);
}

function parseNamed(cursor: Cursor): Relation {
  const relation = parsePlain(cursor);
  if (cursor.at('MATCH_RECOGNIZE')) throw new RefusedError('MATCH_RECOGNIZE');
  if (cursor.at('FOR', 'TIMESTAMP') || cursor.at('FOR', 'VERSION'))
    throw new RefusedError('FOR TIMESTAMP or VERSION AS OF');
  const named = cursor.take('AS');
  if (!named && !cursor.atAlias()) return relation;
  const alias = cursor.identifier();
  const columns = cursor.at('(') ? cursor.listInParentheses(() => cursor.identifier()) : undefined;
  return { kind: 'alias', relation, alias, columns, offset: relation.offset };
}

function parsePlain(cursor: Cursor): Relation {
  const { offset } = cursor.peek();
  if (cursor.at('UNNEST')) {
    cursor.next();
    const expressions = cursor.listInParentheses(() => cursor.expression());
    return { kind: 'unnest', expressions, ordinality: cursor.take('WITH', 'ORDINALITY'), offset };
  }
  if (cursor.take('LATERAL', '(')) {
    const query = cursor.query();
    cursor.expect(')');
    return { kind: 'lateral', query, offset };
  }
  if (cursor.at('JSON_TABLE')) throw new RefusedError('JSON_TABLE', 'UNNEST(CAST(json_parse(..) AS array(..)))');
  if (cursor.at('TABLE', '(')) throw new RefusedError('A table function (TABLE(...))');
  if (!cursor.at('(')) return { kind: 'table', parts: parseTableName(cursor), offset };
  const mark = cursor.mark();
  cursor.next();
  if (cursor.atQuery()) {
    try {
      const query = cursor.query();
      cursor.expect(')');
      return { kind: 'subquery', query, offset };
    } catch (error) {
      // ((SELECT ..) AS a JOIN b ..) begins as a query does
      if (!(error instanceof SqlSyntaxError) || cursor.sql[offset + 1] !== '(') throw error;
      cursor.reset(mark);
      cursor.next();
    }
  }
  const relation = parseRelations(cursor);
  cursor.expect(')');
  return relation;
}

/** A table's name, with its database and catalog where they are given. */
export function parseTableName(cursor: Cursor): Identifier[] {
  const parts = [cursor.identifier()];
  while (cursor.take('.')) parts.push(cursor.identifier());
  return parts;
}
