import { AthenaError, RefusedError } from '../errors';

/** Elements beyond which array_sort with a comparator is not tried: each is compared with every other. */
const MOST = 1000;

/**
 * The order in which a comparator puts elements, as their indexes from 1; equal ones stay in their order.
 *
 * @param compared what the comparator gives for each pair, a row for each element
 * @throws AthenaError INVALID_FUNCTION_ARGUMENT for what is not -1, 0 or 1; RefusedError where the answers are no order, of
 * which Java makes something that depends on its way of sorting
 */
export function comparatorOrder(compared: readonly (readonly (number | null)[])[]): number[] {
  const count = compared.length;
  if (count > MOST) throw new RefusedError(`array_sort with a comparator of more than ${MOST} elements`);
  const before = compared.map((row, i) => row.filter((value, j) => i !== j && value === 1).length);
  for (const [i, row] of compared.entries())
    for (const [j, value] of row.entries()) {
      if (i === j) continue;
      if (value === null || Math.abs(value) > 1)
        throw new AthenaError('INVALID_FUNCTION_ARGUMENT', 'Lambda comparator must return either -1, 0, or 1');
      const expected = Math.sign((before[i] ?? 0) - (before[j] ?? 0));
      if (value !== expected) throw new RefusedError('array_sort with a comparator whose answers are no order');
    }
  return before
    .map((_, i) => i)
    .sort((a, b) => (before[a] ?? 0) - (before[b] ?? 0) || a - b)
    .map((i) => i + 1);
}

/** Sizes that Trino takes for combinations. */
const SIZES = 5;
const COMBINATIONS = 100_000;

/** The indexes from 1 of all combinations of a size, in Trino's order. @throws AthenaError INVALID_FUNCTION_ARGUMENT */
export function combinationIndexes(count: number, size: number): number[][] {
  const invalid = (text: string): AthenaError => new AthenaError('INVALID_FUNCTION_ARGUMENT', text);
  if (size < 0) throw invalid(`combination size must not be negative: ${size}`);
  if (size > SIZES) throw invalid(`combination size must not exceed ${SIZES}: ${size}`);
  let found: number[][] = [[]];
  for (let taken = 0; taken < size; taken++) {
    found = found.flatMap((head) => {
      const start = (head.at(-1) ?? 0) + 1;
      return Array.from({ length: Math.max(0, count - start + 1) }, (_, i) => [...head, start + i]);
    });
    if (found.length > COMBINATIONS) throw new RefusedError('combinations of so many elements');
  }
  return found.sort(compareFromEnd);
}

/** By the last index first: all combinations of the first elements come before one of the next. */
function compareFromEnd(a: readonly number[], b: readonly number[]): number {
  for (let i = a.length - 1; i >= 0; i--) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0);
  return 0;
}
