import { AthenaError, RefusedError } from '../errors';
import { comparable, equals, orders } from '../representation';
import type { ComparisonOperator, Expression } from '../syntax/ast';
import { BOOLEAN, isFloating, LONGEST_CHAR, VARCHAR, type Type } from '../types';
import { commonType } from '../values/common-type';
import { value, type Value } from '../values/value';
import { quote } from '../quote';
import { mismatch } from './mismatch';
import { coerce, unify } from '../values/coercion';
import { analyze } from './analyze';
import { comparisonTests, listTests } from './pruning';
import type { Context } from './scope';
import { requireFixed } from './walk';

type Node<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

export function analyzeComparison(operator: ComparisonOperator, left: Value, right: Value): Value {
  const type = commonType(left.type, right.type);
  if (type === undefined) throw mismatch(operator, left, right);
  if (type.kind === 'char' && type.length === LONGEST_CHAR && (operator === '=' || operator === '<>'))
    return value(`(${trimChar(left)} ${operator} ${trimChar(right)})`, BOOLEAN, left, right);
  const [a, b] = [coerce(left, type), coerce(right, type)];
  const tests = comparisonTests(operator, left, right);
  return { ...value(compare(operator, a, b, type), BOOLEAN, left, right), tests };
}

/** A text without its last spaces: a char beside a varchar without a length would be filled up to 65,536 characters. */
const trimChar = ({ sql }: Value): string => `rtrim(left(${sql}, ${LONGEST_CHAR}), ' ')`;

function compare(operator: ComparisonOperator, a: Value, b: Value, type: Type): string {
  if (type.kind === 'unknown') return 'CAST(NULL AS BOOLEAN)';
  if (isFloating(type) && (isFinite(a) || isFinite(b))) return finiteComparison(operator, a, b);
  if (operator === '=') return equals(a.sql, b.sql, type);
  if (operator !== '<>') return orders(operator, a.sql, b.sql, type);
  // an operator that DuckDB can push into a scan
  if (hasPlainEquality(type)) return `(${comparable(a.sql, type)} <> ${comparable(b.sql, type)})`;
  return `(NOT ${equals(a.sql, b.sql, type)})`;
}

/** Whether two values of a type that are not NULL are equal or not: without NaN, and without NULL within. */
const hasPlainEquality = (type: Type): boolean => !isFloating(type) && !['array', 'map', 'row'].includes(type.kind);

const isFinite = (v: Value): boolean => typeof v.literal === 'number';

/** One side is a number for certain: only the other may be NaN, which DuckDB takes for the greatest. */
function finiteComparison(operator: ComparisonOperator, a: Value, b: Value): string {
  const other = isFinite(a) ? b : a;
  const plain = `(${a.sql} ${operator} ${b.sql})`;
  const nanWins = isFinite(a) ? ['<', '<='].includes(operator) : ['>', '>='].includes(operator);
  return nanWins ? `(${plain} AND NOT isnan(${other.sql}))` : plain;
}

export function analyzeDistinctFrom(node: Node<'distinctFrom'>, context: Context): Value {
  const left = analyze(node.left, context);
  const right = analyze(node.right, context);
  const type = commonType(left.type, right.type);
  if (type === undefined) throw mismatch('IS DISTINCT FROM', left, right);
  const [a, b] = [comparable(coerce(left, type).sql, type), comparable(coerce(right, type).sql, type)];
  const sql = `(${a} IS ${node.negated ? 'NOT ' : ''}DISTINCT FROM ${b})`;
  const tests = comparisonTests(node.negated ? '=' : '<>', left, right);
  return { ...value(sql, BOOLEAN, left, right), known: true, tests };
}

export function analyzeBetween(node: Node<'between'>, context: Context): Value {
  requireFixed(node.operand, 'BETWEEN');
  const operand = analyze(node.operand, context);
  const low = analyzeComparison('>=', operand, analyze(node.low, context));
  const high = analyzeComparison('<=', operand, analyze(node.high, context));
  const both = value(`(${node.negated ? 'NOT ' : ''}(${low.sql} AND ${high.sql}))`, BOOLEAN, low, high);
  return node.negated ? both : { ...both, tests: [...(low.tests ?? []), ...(high.tests ?? [])] };
}

export function analyzeInList(node: Node<'inList'>, context: Context): Value {
  const all = [node.operand, ...node.list].map((n) => analyze(n, context));
  const { values, type } = unify(all, 'All IN list values must be the same type');
  const [operand, ...list] = values;
  if (operand === undefined) throw new RefusedError('IN without a list');
  const sql = hasPlainEquality(type)
    ? `${comparable(operand.sql, type)} IN (${list.map((v) => comparable(v.sql, type)).join(', ')})`
    : list.map((v) => compare('=', operand, v, type)).join(' OR ');
  const tests = listTests(operand, list, node.negated);
  return {
    ...value(node.negated ? `(NOT (${sql}))` : `(${sql})`, BOOLEAN, ...all),
    tests,
  };
}

export function analyzeLike(node: Node<'like'>, context: Context): Value {
  const operand = toMatched(analyze(node.operand, context));
  const pattern = text(analyze(node.pattern, context));
  const not = node.negated ? 'NOT ' : '';
  if (node.escape === undefined) return value(`(${operand.sql} ${not}LIKE ${pattern.sql})`, BOOLEAN, operand, pattern);
  const escape = analyze(node.escape, context).literal;
  if (typeof escape !== 'string' || typeof pattern.literal !== 'string')
    throw new RefusedError('LIKE with an ESCAPE or a pattern that is computed', 'literals');
  checkEscapes(pattern.literal, escape);
  return value(`(${operand.sql} ${not}LIKE ${pattern.sql} ESCAPE ${quote(escape)})`, BOOLEAN, operand);
}

/** What LIKE looks at: a text, or a char with its spaces. */
const toMatched = (v: Value): Value => (v.type.kind === 'char' ? v : text(v));

function text(v: Value): Value {
  if (v.type.kind === 'varchar' || v.type.kind === 'unknown') return coerce(v, VARCHAR);
  throw new AthenaError('TYPE_MISMATCH', `The argument of LIKE must be a varchar, is ${v.type.kind}`);
}

function checkEscapes(pattern: string, escape: string): void {
  if (Array.from(escape).length !== 1)
    throw new AthenaError('INVALID_FUNCTION_ARGUMENT', 'Escape string must be a single character');
  if (escape.length !== 1) throw new RefusedError('An ESCAPE character outside the basic plane');
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] !== escape) continue;
    i += 1;
    if (!['%', '_', escape].includes(pattern[i] ?? '')) {
      throw new AthenaError(
        'INVALID_FUNCTION_ARGUMENT',
        "Escape character must be followed by '%', '_' or the escape character itself",
      );
    }
  }
}
