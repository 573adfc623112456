import type { ArithmeticOperator, ComparisonOperator, Expression } from './ast';
import type { Cursor } from './cursor';
import { parsePrimary } from './primary';

/** Reads an expression, by Trino's precedence: OR, AND, NOT, one predicate, ||, + -, * / %, sign, AT TIME ZONE. */
export function parseExpression(cursor: Cursor): Expression {
  return parseLogical(cursor, 'OR', () => parseLogical(cursor, 'AND', () => parseNot(cursor)));
}

function parseLogical(cursor: Cursor, operator: 'AND' | 'OR', operand: () => Expression): Expression {
  const first = operand();
  if (!cursor.at(operator)) return first;
  const operands = [first];
  while (cursor.take(operator)) operands.push(operand());
  return { kind: 'logical', operator, operands, offset: first.offset };
}

function parseNot(cursor: Cursor): Expression {
  const { offset } = cursor.peek();
  if (cursor.take('NOT')) return { kind: 'not', operand: parseNot(cursor), offset };
  return parsePredicate(cursor, parseValue(cursor));
}

const COMPARISONS: readonly ComparisonOperator[] = ['=', '<>', '<', '<=', '>', '>='];

function parsePredicate(cursor: Cursor, operand: Expression): Expression {
  const { offset } = operand;
  const operator = COMPARISONS.find((symbol) => cursor.take(symbol));
  if (operator !== undefined) return parseComparison(cursor, operator, operand);
  if (cursor.take('IS')) return parseIs(cursor, operand);
  const negated = cursor.at('NOT') && ['BETWEEN', 'IN', 'LIKE'].includes(cursor.peek(1).text) && cursor.take('NOT');
  if (cursor.take('BETWEEN')) {
    const low = parseValue(cursor);
    cursor.expect('AND');
    return { kind: 'between', operand, low, high: parseValue(cursor), negated, offset };
  }
  if (cursor.take('LIKE')) {
    const pattern = parseValue(cursor);
    const escape = cursor.take('ESCAPE') ? parseValue(cursor) : undefined;
    return { kind: 'like', operand, pattern, escape, negated, offset };
  }
  if (cursor.take('IN')) {
    cursor.expect('(');
    const isQuery = cursor.atQuery();
    const predicate: Expression = isQuery
      ? { kind: 'inQuery', operand, query: cursor.query(), negated, offset }
      : { kind: 'inList', operand, list: cursor.list(() => cursor.expression()), negated, offset };
    cursor.expect(')');
    return predicate;
  }
  return operand;
}

function parseComparison(cursor: Cursor, operator: ComparisonOperator, left: Expression): Expression {
  const { text, kind } = cursor.peek();
  if (kind === 'word' && ['ALL', 'ANY', 'SOME'].includes(text) && cursor.peek(1).text === '(') {
    cursor.next();
    cursor.expect('(');
    const query = cursor.query();
    cursor.expect(')');
    const quantifier = text === 'ALL' ? 'ALL' : 'ANY';
    return { kind: 'quantified', operator, quantifier, operand: left, query, offset: left.offset };
  }
  return { kind: 'comparison', operator, left, right: parseValue(cursor), offset: left.offset };
}

function parseIs(cursor: Cursor, operand: Expression): Expression {
  const negated = cursor.take('NOT');
  const { offset } = operand;
  if (cursor.take('NULL')) return { kind: 'isNull', operand, negated, offset };
  cursor.expect('DISTINCT', 'FROM');
  return { kind: 'distinctFrom', left: operand, right: parseValue(cursor), negated, offset };
}

const LEVELS: readonly (readonly ArithmeticOperator[])[] = [['||'], ['+', '-'], ['*', '/', '%']];

/** Reads what stands on either side of a predicate: no AND, OR, NOT, comparison. */
export function parseValue(cursor: Cursor, level = 0): Expression {
  const operators = LEVELS[level];
  if (operators === undefined) return parseSigned(cursor);
  let left = parseValue(cursor, level + 1);
  for (;;) {
    const operator = operators.find((symbol) => cursor.take(symbol));
    if (operator === undefined) return left;
    const right = parseValue(cursor, level + 1);
    left = { kind: 'binaryOperator', operator, left, right, offset: left.offset };
  }
}

function parseSigned(cursor: Cursor): Expression {
  const { offset } = cursor.peek();
  const operator = cursor.take('-') ? '-' : cursor.take('+') ? '+' : undefined;
  if (operator !== undefined) return { kind: 'unary', operator, operand: parseSigned(cursor), offset };
  let operand = parsePrimary(cursor);
  while (cursor.take('AT')) {
    cursor.expect('TIME', 'ZONE');
    const zone: Expression = cursor.at('INTERVAL')
      ? parsePrimary(cursor)
      : { kind: 'string', offset: cursor.peek().offset, value: cursor.string() };
    operand = { kind: 'atTimeZone', operand, zone, offset };
  }
  return operand;
}
