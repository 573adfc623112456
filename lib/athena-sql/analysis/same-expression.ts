import type { Expression, Identifier } from '../syntax/ast';
import { resolveField } from './names';
import type { Context } from './scope';
import { containsQuery } from './walk';

/** An expression, and what its names mean. */
export interface PlacedExpression {
  readonly node: Expression;
  readonly context: Pick<Context, 'local' | 'scope'>;
}

/** Parameters of the lambdas around an expression, the outermost lambda first. */
type Lambdas = readonly (readonly Identifier[])[];

/**
 * Whether two expressions are one to Trino, as a GROUP BY key is the one in the SELECT list: their trees are equal. Names of
 * columns are equal where they mean the same column, however it is written, and parameters of lambdas by their place.
 * Expressions with subqueries are not compared: false.
 */
export function isSameExpression(a: PlacedExpression, b: PlacedExpression): boolean {
  if (a.node.kind !== b.node.kind && !(isName(a.node) && isName(b.node))) return false;
  return !containsQuery(a.node) && isSame(a, b, [], []);
}

const isName = ({ kind }: Expression): boolean => kind === 'column' || kind === 'field';

function isSame(a: PlacedExpression, b: PlacedExpression, outerA: Lambdas, outerB: Lambdas): boolean {
  const [left, right] = [a.node, b.node];
  const [parameterA, parameterB] = [parameterOf(left, outerA), parameterOf(right, outerB)];
  if (parameterA !== undefined || parameterB !== undefined) return parameterA === parameterB;
  const [fieldA, fieldB] = [fieldOf(a, outerA), fieldOf(b, outerB)];
  if (fieldA !== undefined || fieldB !== undefined) return fieldA === fieldB;
  // a column that is not found is for the analysis to tell
  if (left.kind === 'column' || right.kind === 'column') return false;
  if (left.kind === 'lambda' && right.kind === 'lambda')
    return (
      left.parameters.length === right.parameters.length &&
      isSame(
        { ...a, node: left.body },
        { ...b, node: right.body },
        [...outerA, left.parameters],
        [...outerB, right.parameters],
      )
    );
  return isSamePart(left, right, (x, y) => isSame({ ...a, node: x }, { ...b, node: y }, outerA, outerB));
}

/** The place of a lambda's parameter, from the outermost lambda; undefined of what is none. */
function parameterOf(node: Expression, lambdas: Lambdas): string | undefined {
  if (node.kind !== 'column') return undefined;
  const wanted = node.name.name.toLowerCase();
  for (let depth = lambdas.length - 1; depth >= 0; depth--) {
    const place = lambdas[depth]?.findIndex(({ name }) => name.toLowerCase() === wanted) ?? -1;
    if (place >= 0) return `${depth}.${place}`;
  }
  return undefined;
}

function fieldOf({ node, context }: PlacedExpression, lambdas: Lambdas): ReturnType<typeof resolveField> {
  if (!isName(node)) return undefined;
  // x.f of a parameter x is a field of a row
  if (node.kind === 'field' && parameterOf(node.base, lambdas) !== undefined) return undefined;
  return resolveField(node, context);
}

/** Compares what stands within two nodes; `compare` is asked for the expressions among it. */
function isSamePart(
  a: unknown,
  b: unknown,
  compare: (a: Expression, b: Expression) => boolean,
  isRoot = true,
): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((member, i) => isSamePart(member, b[i], compare, false))
    );
  if (!isRoot && isExpression(a) && isExpression(b)) return compare(a, b);
  const [left, right] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  const members = new Set([...Object.keys(left), ...Object.keys(right)]);
  // where it stands in the statement
  members.delete('offset');
  members.delete('pathOffset');
  members.delete('quoted');
  return [...members].every((member) => {
    const [x, y] = [left[member], right[member]];
    if (member === 'name' && typeof x === 'string' && typeof y === 'string') return x.toLowerCase() === y.toLowerCase();
    return isSamePart(x, y, compare, false);
  });
}

/** Expressions have a kind and an offset; types have both, too, but compare as what they are. */
const isExpression = (part: object): part is Expression => 'kind' in part && 'offset' in part;
