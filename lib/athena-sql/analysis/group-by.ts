import { AthenaError, RefusedError } from '../errors';
import type { Expression, GroupingElement, SortItem } from '../syntax/ast';
import { isAggregate } from './aggregate-calls';
import { analyze } from './analyze';
import { Grouping, type GroupKey } from './grouping';
import { resolveField } from './names';
import { isSameExpression } from './same-expression';
import type { Context } from './scope';
import { expressionsOf, type Select } from './select-items';
import { some } from './walk';

/**
 * The grouped query that a SELECT is, with the keys of its GROUP BY; undefined of one that does not group.
 */
export function analyzeGroupBy(node: Select, orderBy: readonly SortItem[], inner: Context): Grouping | undefined {
  const aggregated = node.having !== undefined || expressionsOf(node, orderBy).some((e) => some(e, isAggregate));
  if (node.groupBy === undefined) return aggregated ? new Grouping(inner, [], undefined) : undefined;
  const { keys, sets } = analyzeElements(node.groupBy, node, inner);
  return new Grouping(inner, keys, sets);
}

function analyzeElements(
  elements: readonly GroupingElement[],
  node: Select,
  inner: Context,
): { keys: GroupKey[]; sets: number[][] | undefined } {
  const keys: GroupKey[] = [];
  const toKey = (e: Expression) => ({ node: e, context: inner });
  const indexOf = (e: Expression): number => {
    const key = analyzeKey(e, node, inner);
    const known = keys.findIndex((other) => isSameExpression(toKey(other.node), toKey(key.node)));
    return known >= 0 ? known : keys.push(key) - 1;
  };
  const isSimple = elements.every((e) => e.kind === 'simple' && e.expressions.length > 0);
  let sets: number[][] = [[]];
  for (const element of elements) {
    const own = setsOf(element, element.kind === 'simple' ? indexOf : (e) => indexOf(requireColumn(e, inner)));
    sets = sets.flatMap((set) => own.map((other) => [...set, ...other]));
  }
  const whole = sets.map((set) => [...new Set(set)]);
  return { keys, sets: isSimple ? undefined : node.distinctSets ? distinctSets(whole) : whole };
}

/** Within GROUPING SETS, ROLLUP and CUBE Trino takes columns alone: neither numbers nor fields of rows, nor what is computed. */
function requireColumn(e: Expression, inner: Context): Expression {
  if (resolveField(e, inner) !== undefined) return e;
  analyze(e, inner);
  throw new AthenaError(
    'INVALID_COLUMN_REFERENCE',
    'GROUP BY expression must be a column reference within GROUPING SETS, ROLLUP and CUBE; name it in a subquery',
  ).at(inner.session.sql, e.offset);
}

/** Each set once, in whatever order its columns stand. */
function distinctSets(sets: readonly number[][]): number[][] {
  const known = new Map(sets.map((set) => [[...set].sort((a, b) => a - b).join(), set]));
  return [...known.values()];
}

function setsOf(element: GroupingElement, indexOf: (e: Expression) => number): number[][] {
  switch (element.kind) {
    case 'simple':
      return [element.expressions.map(indexOf)];
    case 'GROUPING SETS':
      return element.sets.map((set) => set.map(indexOf));
    case 'ROLLUP': {
      const columns = element.sets.map((set) => set.map(indexOf));
      return Array.from({ length: columns.length + 1 }, (_, i) => columns.slice(0, columns.length - i).flat());
    }
    case 'CUBE': {
      const columns = element.sets.map((set) => set.map(indexOf));
      if (columns.length > 10) throw new RefusedError('CUBE of more than ten columns');
      return columns.reduce<number[][]>((all, c) => all.flatMap((set) => [[...set, ...c], set]), [[]]);
    }
  }
}

/** A number is a place in the SELECT list; a name is a column, never an alias of an item. */
function analyzeKey(e: Expression, node: Select, inner: Context): GroupKey {
  if (some(e, isAggregate))
    throw new AthenaError(
      'EXPRESSION_NOT_SCALAR',
      'GROUP BY clause cannot contain aggregations, window functions or grouping operations',
    );
  if (e.kind !== 'integer') return { node: e, value: analyze(e, inner) };
  if (node.items.some((i) => i.kind !== 'expression'))
    throw new RefusedError('GROUP BY a number beside SELECT *', "the column's name");
  const item = node.items[Number(e.text) - 1];
  if (item?.kind !== 'expression')
    throw new AthenaError('INVALID_COLUMN_REFERENCE', `GROUP BY position ${e.text} is not in select list`);
  if (some(item.expression, isAggregate))
    throw new AthenaError(
      'EXPRESSION_NOT_SCALAR',
      'GROUP BY clause cannot contain aggregations, window functions or grouping operations',
    );
  return { node: item.expression, value: analyze(item.expression, inner) };
}
