import { RefusedError } from '../errors';
import type { Expression } from '../syntax/ast';

/** The expressions directly within one; not those of subqueries. */
export function children(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'field':
      return [node.base];
    case 'subscript':
      return [node.base, node.index];
    case 'array':
    case 'row':
      return node.elements;
    case 'unary':
    case 'not':
    case 'isNull':
    case 'cast':
    case 'extract':
    case 'inQuery':
    case 'quantified':
      return [node.operand];
    case 'binaryOperator':
    case 'comparison':
    case 'distinctFrom':
      return [node.left, node.right];
    case 'atTimeZone':
      return [node.operand, node.zone];
    case 'logical':
      return node.operands;
    case 'between':
      return [node.operand, node.low, node.high];
    case 'inList':
      return [node.operand, ...node.list];
    case 'like':
      return [node.operand, node.pattern, ...listPresent(node.escape)];
    case 'case':
      return [
        ...listPresent(node.operand),
        ...node.whens.flatMap((w) => [w.when, w.then]),
        ...listPresent(node.otherwise),
      ];
    case 'trim':
      return [...listPresent(node.characters), node.operand];
    case 'grouping':
      return node.columns;
    case 'jsonPath':
      return [
        node.input.value,
        ...node.passing.map(({ value }) => value),
        ...[node.onEmpty, node.onError].flatMap((b) => (b?.kind === 'DEFAULT' ? [b.value] : [])),
      ];
    case 'jsonConstructor':
      return node.members.flatMap(({ key, value }) => [...listPresent(key), value]);
    case 'lambda':
      return [node.body];
    case 'call':
      return [
        ...node.arguments,
        ...node.orderBy.map((s) => s.expression),
        ...listPresent(node.filter),
        ...(node.over === undefined ? [] : [...node.over.partitionBy, ...node.over.orderBy.map((s) => s.expression)]),
      ];
    default:
      return [];
  }
}

const listPresent = (node: Expression | undefined): readonly Expression[] => (node === undefined ? [] : [node]);

/** Whether an expression, or one within it, is such. */
export const some = (node: Expression, test: (node: Expression) => boolean): boolean =>
  test(node) || children(node).some((child) => some(child, test));

/** Whether an expression is, or has within it, a subquery. */
export const containsQuery = (node: Expression): boolean =>
  some(node, ({ kind }) => kind === 'scalarQuery' || kind === 'exists' || kind === 'inQuery' || kind === 'quantified');

/** Whether an expression has, or is, a call of a window function. */
export const containsWindow = (node: Expression): boolean =>
  some(node, (part) => part.kind === 'call' && part.over !== undefined);

const RANDOM: readonly string[] = ['rand', 'random', 'uuid'];

/**
 * Refuses a random value that the SQL names several times: each would be another one.
 *
 * @throws RefusedError
 */
export function requireFixed(node: Expression, where: string): void {
  if (some(node, (e) => e.kind === 'call' && RANDOM.includes(e.name)))
    throw new RefusedError(`A random value in ${where}`, 'a subquery that gives it a name', 'has it');
}
