import { BOOLEAN } from '../types';
import { value, type Value } from '../values/value';

/*
 * DuckDB evaluates the sides of AND and OR in any order, Trino from left to right and not beyond the answer. It shows
 * where a side can fail: such a side goes behind a CASE, which DuckDB does evaluate row by row.
 */

/** AND or OR with Trino's three-valued answer. */
export function analyzeLogical(operator: 'AND' | 'OR', operands: readonly Value[]): Value {
  const joined = operands.map((o) => o.sql).join(` ${operator} `);
  const firstThrowing = operands.findIndex((o, i) => i > 0 && o.throws);
  if (firstThrowing < 0) return value(`(${joined})`, BOOLEAN, ...operands);
  const decides = operator === 'AND' ? 'FALSE' : 'TRUE';
  const guards = operands.slice(0, -1).map((o) => ` WHEN ${o.sql} IS ${decides} THEN ${decides}`);
  return value(`(CASE${guards.join('')} ELSE (${joined}) END)`, BOOLEAN, ...operands);
}

/**
 * AND where false and NULL are the same, of which DuckDB evaluates no more than Trino does: where most rows are decided by
 * the first sides, this is much faster than its own AND.
 */
export function allTrue(operands: readonly Value[]): Value {
  // behind a NULL Trino goes on, and may fail
  const isSafe = operands.every((o, i) => !o.throws || operands.slice(0, i).every((before) => before.known === true));
  if (!isSafe) return analyzeLogical('AND', operands);
  const sql = operands.map((o) => o.sql).reduceRight((rest, o) => `(CASE WHEN ${o} THEN ${rest} ELSE FALSE END)`);
  return value(sql, BOOLEAN, ...operands);
}

/** AND where false and NULL are the same. Conditions on partition keys come first, as Athena prunes before it reads. */
export function and(operands: readonly Value[]): Value {
  return { ...inOrder(operands), tests: operands.flatMap(({ tests = [] }) => tests) };
}

function inOrder(operands: readonly Value[]): Value {
  const ordered = [...operands.filter(prunes), ...operands.filter((o) => !prunes(o))];
  const firstThrowing = ordered.findIndex((o) => o.throws);
  if (firstThrowing < 0 || ordered.length === 1)
    return value(`(${ordered.map((o) => o.sql).join(' AND ')})`, BOOLEAN, ...operands);
  const plain = ordered.slice(0, firstThrowing).map((o) => o.sql);
  const guarded = ordered
    .slice(firstThrowing)
    .reduceRight((rest, o) => (rest === '' ? o.sql : `CASE WHEN ${o.sql} THEN ${rest} ELSE FALSE END`), '');
  if (plain.length === 0) return value(`(${guarded})`, BOOLEAN, ...operands);
  return value(
    `(${plain.join(' AND ')} AND CASE WHEN ${plain.join(' AND ')} THEN ${guarded} ELSE FALSE END)`,
    BOOLEAN,
    ...operands,
  );
}

const prunes = (operand: Value): boolean => operand.fromPartition === true && !operand.throws;
