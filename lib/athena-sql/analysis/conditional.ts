import type { Expression } from '../syntax/ast';
import { BOOLEAN, type Type } from '../types';
import { value, type Value } from '../values/value';
import { coerce, unify } from '../values/coercion';
import { analyze, analyzeBoolean } from './analyze';
import { allTrue } from './logical';
import { analyzeComparison } from './predicates';
import type { Context } from './scope';
import { requireFixed } from './walk';

export function analyzeCase(node: Extract<Expression, { kind: 'case' }>, context: Context): Value {
  if (node.operand !== undefined) requireFixed(node.operand, 'CASE');
  const operand = node.operand && analyze(node.operand, context);
  const whens = node.whens.map(({ when }) =>
    operand === undefined ? whenTrue(when, context) : analyzeComparison('=', operand, analyze(when, context)),
  );
  const thens = [...node.whens.map((w) => w.then), ...(node.otherwise === undefined ? [] : [node.otherwise])].map((n) =>
    analyze(n, context),
  );
  const { values, type } = unify(thens, 'All CASE results must be the same type');
  return choice(whens, values, type);
}

function whenTrue(node: Expression, context: Context): Value {
  const isKey = context.grouping?.keyOf(node, context) !== undefined;
  if (node.kind !== 'logical' || node.operator === 'OR' || isKey)
    return analyzeBoolean(node, context, 'CASE WHEN clause');
  return allTrue(node.operands.map((o) => analyzeBoolean(o, context, 'AND')));
}

/** CASE: one result for each condition, and one more for none of them. DuckDB too evaluates only what it needs. */
export function choice(conditions: readonly Value[], results: readonly Value[], type: Type): Value {
  const branches = conditions.map((when, i) => ` WHEN ${when.sql} THEN ${results[i]?.sql ?? 'NULL'}`);
  const otherwise = results[conditions.length];
  const sql = `(CASE${branches.join('')}${otherwise === undefined ? '' : ` ELSE ${otherwise.sql}`} END)`;
  return value(sql, type, ...conditions, ...results);
}

/** if(c, a) and if(c, a, b). */
export function ifElse(when: Value, then: Value, otherwise: Value | undefined): Value {
  const { values, type } = unify(
    [then, ...(otherwise === undefined ? [] : [otherwise])],
    'Result types for IF must be the same',
  );
  return choice([coerce(when, BOOLEAN)], values, type);
}
