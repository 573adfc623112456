import { AthenaError, RefusedError } from '../errors';
import { comparable, orders } from '../representation';
import type { Expression, Query, Relation } from '../syntax/ast';
import { BOOLEAN, isFloating, typeText } from '../types';
import { commonType } from '../values/common-type';
import { value, type Value } from '../values/value';
import { coerce } from '../values/coercion';
import { analyze, analyzeInnerQuery } from './analyze';
import { fresh, type Context } from './scope';

export function analyzeExists(query: Query, context: Context): Value {
  // Trino 476: "Given correlated subquery is not supported"
  if (query.body.kind === 'select' && unnests(query.body.from))
    throw new RefusedError('EXISTS of an UNNEST', 'any_match');
  const { sql } = analyzeInnerQuery(query, context.session, outer(context));
  return { sql: `EXISTS (${sql})`, type: BOOLEAN, throws: false };
}

/** One column, and one row at most: DuckDB too fails with two. */
export function analyzeScalarQuery(query: Query, context: Context): Value {
  const { sql, columns } = analyzeInnerQuery(query, context.session, outer(context));
  const [column] = columns;
  if (columns.length !== 1 || column === undefined)
    throw new RefusedError('A scalar subquery of several columns', 'one for each');
  return { sql: `(${sql})`, type: column.type, throws: true };
}

export function analyzeInQuery(node: Extract<Expression, { kind: 'inQuery' }>, context: Context): Value {
  const operand = analyze(node.operand, context);
  const { sql, columns } = analyzeInnerQuery(node.query, context.session, outer(context));
  const [column] = columns;
  if (columns.length !== 1 || column === undefined)
    throw new RefusedError('IN a subquery of several columns', 'EXISTS');
  const type = commonType(operand.type, column.type);
  if (type === undefined)
    throw new AthenaError(
      'TYPE_MISMATCH',
      `value and result of subquery must be of the same type for IN expression: ${typeText(operand.type)} vs ${typeText(column.type)}`,
    );
  if (['array', 'map', 'row'].includes(type.kind))
    throw new RefusedError(`IN a subquery of ${typeText(type)}`, 'EXISTS');
  const alias = fresh(context.session, 'r');
  const element = coerce({ sql: `${alias}.c1`, type: column.type, throws: false }, type);
  const inner = `SELECT ${comparable(element.sql, type)} FROM (${sql}) AS ${alias}`;
  const needle = comparable(coerce(operand, type).sql, type);
  return value(`(${needle} ${node.negated ? 'NOT ' : ''}IN (${inner}))`, BOOLEAN, operand);
}

/** `x < ALL (SELECT ..)` and the like; `= ANY` is IN. */
export function analyzeQuantified(node: Extract<Expression, { kind: 'quantified' }>, context: Context): Value {
  const operand = analyze(node.operand, context);
  const { sql, columns } = analyzeInnerQuery(node.query, context.session, outer(context));
  const [column] = columns;
  const type = columns.length === 1 && column !== undefined ? commonType(operand.type, column.type) : undefined;
  if (type === undefined || column === undefined)
    throw new AthenaError(
      'TYPE_MISMATCH',
      `Value expression and result of subquery must be of the same type: row(${typeText(operand.type)}) vs row(${columns.map((c) => typeText(c.type)).join(', ')})`,
    );
  const isMembership = node.quantifier === 'ALL' ? node.operator === '<>' : node.operator === '=';
  const isEquality = node.operator === '=' || node.operator === '<>';
  const isRefused = isFloating(type) && isEquality && !isMembership;
  if (isRefused || ['array', 'map', 'row', 'json', 'unknown'].includes(type.kind))
    throw new RefusedError(`${node.operator} ${node.quantifier} of ${typeText(type)}`, 'IN, EXISTS, min or max');
  const alias = fresh(context.session, 'r');
  const element = coerce({ sql: `${alias}.c1`, type: column.type, throws: false }, type);
  if (isFloating(type) && !isEquality) {
    const compared = orders(node.operator, coerce(operand, type).sql, element.sql, type);
    // Trino compares with the least or the greatest, which is NaN only where all are
    const numbers = `QUALIFY ${element.sql} IS NULL OR NOT isnan(${element.sql}) OR bool_and(isnan(${element.sql})) OVER ()`;
    return value(
      `(TRUE = ${node.quantifier} (SELECT ${compared} FROM (${sql}) AS ${alias} ${numbers}))`,
      BOOLEAN,
      operand,
    );
  }
  const inner = `SELECT ${comparable(element.sql, type)} FROM (${sql}) AS ${alias}`;
  const needle = comparable(coerce(operand, type).sql, type);
  return value(`(${needle} ${node.operator} ${node.quantifier} (${inner}))`, BOOLEAN, operand);
}

/** A subquery sees the columns of the query around it, and the lambda parameters it stands in. */
function outer(context: Context): Context['scope'] {
  if (context.local !== undefined) throw new RefusedError('A subquery within a lambda or ORDER BY', 'a join');
  return context.scope;
}

function unnests(relation: Relation | undefined): boolean {
  if (relation === undefined) return false;
  if (relation.kind === 'join') return unnests(relation.left) || unnests(relation.right);
  return relation.kind === 'unnest' || (relation.kind === 'alias' && unnests(relation.relation));
}
