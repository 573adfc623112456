import type { PartitionTest } from '../values/scan';
import type { ComparisonOperator } from '../syntax/ast';
import type { Value } from '../values/value';
import type { Field } from './scope';

/*
 * Athena drops partitions by their keys before it reads, and files by their statistics. DuckDB would, too, but only after it
 * has planned all of them, and all that is selected from them.
 */

/** Drops the partitions that a WHERE rules out, of scans whose rows come to it as they are. */
export function prune(where: Value, fields: readonly Field[]): void {
  const own = new Set(fields.flatMap(({ value }) => value.constantIn ?? []).map(({ scan }) => scan));
  for (const test of where.tests ?? []) if (own.has(test.scan)) test.scan.prune(test);
}

/** Fields that a condition must not prune by: NULL stands in for their rows, or others read the same scan. */
export const forbidPruning = <T extends { readonly value: Value }>(fields: readonly T[]): T[] =>
  fields.map((field) => {
    const { constantIn, ...value } = field.value;
    return constantIn === undefined ? field : { ...field, value };
  });

/** What a comparison with a text asks of partitions. */
export function comparisonTests(operator: ComparisonOperator, left: Value, right: Value): readonly PartitionTest[] {
  const [holds, flipped] = [COMPARE[operator], COMPARE[FLIPPED[operator]]];
  const [a, b] = [textOf(left), textOf(right)];
  if (b !== undefined) return testsOf(left, (text) => holds(order(text, b)));
  return a === undefined ? [] : testsOf(right, (text) => flipped(order(text, a)));
}

/** What IN a list of texts asks of partitions. */
export function listTests(operand: Value, list: readonly Value[], negated: boolean): readonly PartitionTest[] {
  const texts = list.flatMap((member) => textOf(member) ?? []);
  if (texts.length < list.length) return [];
  return testsOf(operand, (text) => texts.includes(text) !== negated);
}

const testsOf = ({ constantIn = [] }: Value, holds: PartitionTest['holds']): PartitionTest[] =>
  constantIn.map((column) => ({ ...column, holds }));

const textOf = ({ type, literal }: Value): string | undefined =>
  type.kind === 'varchar' && typeof literal === 'string' ? literal : undefined;

/** By code points, as Trino and DuckDB compare, which is the order of UTF-8's bytes. */
const order = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const COMPARE: Readonly<Record<ComparisonOperator, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const FLIPPED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};
