import type { JsonNode } from '../json-scanner';
import { applyMethod, arithmetic, negate } from './arithmetic';
import { numeric, PathEvaluationError, type Item } from './item';
import type { Path, PathNode, PathPredicate } from './path-tree';

/** What a path is evaluated on. */
export interface PathContext {
  readonly lax: boolean;
  readonly input: JsonNode;
  readonly variables: Readonly<Record<string, Item>>;
  /** What stands in for `@`, within a filter. */
  readonly item?: Item;
  /** The last index, within a subscript. */
  readonly last?: number;
  readonly holds: (predicate: PathPredicate, context: PathContext) => boolean | undefined;
}

/** All items that a path finds. @throws PathEvaluationError */
export function evaluatePath(path: Path, context: Omit<PathContext, 'lax'>): Item[] {
  return evaluate(path.root, { ...context, lax: path.lax });
}

/** The items of a part of a path. @throws PathEvaluationError */
export function evaluate(node: PathNode, context: PathContext): Item[] {
  switch (node.kind) {
    case 'context':
      return [context.input];
    case 'item':
      return context.item === undefined ? [] : [context.item];
    case 'last':
      return [{ kind: 'integer', value: BigInt(context.last ?? -1) }];
    case 'literal':
      return [
        typeof node.value === 'string' ? { kind: 'string', value: node.value } : { kind: 'literal', value: node.value },
      ];
    case 'number':
      return [numberOf(node.text)];
    case 'variable': {
      const value = context.variables[node.name];
      return value === undefined ? [] : [value];
    }
    case 'member':
      return objects(node.base, context).flatMap((entries) => memberOf(entries, node.name, context.lax));
    case 'members':
      return objects(node.base, context).flatMap((entries) => [...entries.values()]);
    case 'descendants':
      return evaluate(node.base, context).flatMap((item) => descendants(item, node.name));
    case 'elements':
      return evaluate(node.base, context).flatMap((item) => elementsOf(item, context));
    case 'subscripts':
      return evaluate(node.base, context).flatMap((item) =>
        applySubscripts(elementsOf(item, context), node.ranges, context),
      );
    case 'filter':
      return operands(node.base, context).filter(
        (item) => context.holds(node.predicate, { ...context, item }) === true,
      );
    case 'method':
      // size and type are asked of an array as a whole
      return ['size', 'type'].includes(node.name)
        ? evaluate(node.base, context).map((item) => applyMethod(node.name, item, context.lax))
        : operands(node.base, context).map((item) => applyMethod(node.name, item, context.lax));
    case 'sign':
      return operands(node.operand, context).map((item) => negate(item, node.negative));
    case 'arithmetic': {
      const [left, right] = [one(operands(node.left, context)), one(operands(node.right, context))];
      return [arithmetic(node.operator, left, right)];
    }
  }
}

/** The items of a path, in lax mode with the elements in place of an array. */
export function operands(node: PathNode, context: PathContext): Item[] {
  const items = evaluate(node, context);
  return context.lax
    ? items.flatMap((item): readonly Item[] => (item.kind === 'array' ? item.elements : [item]))
    : items;
}

function one(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined || items.length > 1) throw new PathEvaluationError('an operand that is not one item');
  return item;
}

function numberOf(text: string): Item {
  if (/[eE]/.test(text)) return { kind: 'double', value: Number(text) };
  return text.includes('.') ? { kind: 'decimal', text } : { kind: 'integer', value: BigInt(text) };
}

function objects(base: PathNode, context: PathContext): Map<string, JsonNode>[] {
  return operands(base, context).flatMap((item) => {
    if (item.kind === 'object') return [new Map(item.entries)];
    if (context.lax) return [];
    throw new PathEvaluationError(`structural error: an object is expected, not ${item.kind}`);
  });
}

function memberOf(entries: Map<string, JsonNode>, name: string, lax: boolean): Item[] {
  const member = entries.get(name);
  if (member !== undefined) return [member];
  if (lax) return [];
  throw new PathEvaluationError(`structural error: missing member '${name}' in JSON object`);
}

function descendants(item: Item, name: string): Item[] {
  if (item.kind === 'array') return item.elements.flatMap((element) => descendants(element, name));
  if (item.kind !== 'object') return [];
  const entries = new Map(item.entries);
  const own = entries.get(name);
  return [...(own === undefined ? [] : [own]), ...[...entries.values()].flatMap((value) => descendants(value, name))];
}

function elementsOf(item: Item, { lax }: PathContext): readonly Item[] {
  if (item.kind === 'array') return item.elements;
  if (lax) return [item];
  throw new PathEvaluationError(`structural error: an array is expected, not ${item.kind}`);
}

function applySubscripts(
  elements: readonly Item[],
  ranges: Extract<PathNode, { kind: 'subscripts' }>['ranges'],
  context: PathContext,
): Item[] {
  const inner = { ...context, last: elements.length - 1 };
  return ranges.flatMap(({ from, to }) => {
    const first = indexOf(from, inner);
    const last = to === undefined ? first : indexOf(to, inner);
    const isWithin = first >= 0 && last < elements.length && first <= last;
    if (!context.lax && !isWithin) throw new PathEvaluationError('structural error: invalid array subscript');
    return elements.slice(Math.max(0, first), Math.max(0, last + 1));
  });
}

function indexOf(node: PathNode, context: PathContext): number {
  const index = numeric(one(operands(node, context)));
  if (index?.kind !== 'integer') throw new PathEvaluationError('an array subscript that is no integer');
  return Number(index.value);
}
