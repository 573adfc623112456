import { evaluate, operands, type PathContext } from './evaluate';
import { comparableNumber, numeric, PathEvaluationError, type Item } from './item';
import type { PathNode, PathPredicate } from './path-tree';

type Comparison = Extract<PathPredicate, { kind: 'comparison' }>;

/** Whether a predicate of a filter holds; undefined where that is unknown, as of what cannot be compared. */
export function holds(predicate: PathPredicate, context: PathContext): boolean | undefined {
  switch (predicate.kind) {
    case 'and': {
      const left = holds(predicate.left, context);
      if (left === false) return false;
      const right = holds(predicate.right, context);
      return right === false ? false : left === undefined ? undefined : right;
    }
    case 'or': {
      const left = holds(predicate.left, context);
      if (left === true) return true;
      const right = holds(predicate.right, context);
      return right === true ? true : left === undefined ? undefined : right;
    }
    case 'not': {
      const operand = holds(predicate.operand, context);
      return operand === undefined ? undefined : !operand;
    }
    case 'isUnknown':
      return holds(predicate.operand, context) === undefined;
    case 'exists': {
      const items = tryRead(predicate.path, context, evaluate);
      return items === undefined ? undefined : items.length > 0;
    }
    case 'startsWith':
      return startsWith(predicate.whole, predicate.start, context);
    case 'comparison':
      return compare(predicate, context);
  }
}

/** The items of a path; undefined where it cannot be followed. */
function tryRead(
  node: PathNode,
  context: PathContext,
  read: (node: PathNode, context: PathContext) => Item[],
): Item[] | undefined {
  try {
    return read(node, context);
  } catch (error) {
    if (error instanceof PathEvaluationError) return undefined;
    throw error;
  }
}

function startsWith(whole: PathNode, start: PathNode, context: PathContext): boolean | undefined {
  const starts = tryRead(start, context, evaluate);
  const [prefix] = starts ?? [];
  const texts = tryRead(whole, context, operands);
  if (prefix?.kind !== 'string' || starts?.length !== 1 || texts === undefined) return undefined;
  return anyOf(
    texts,
    (item) => (item.kind === 'string' ? item.value.startsWith(prefix.value) : undefined),
    context.lax,
  );
}

function compare({ operator, left, right }: Comparison, context: PathContext): boolean | undefined {
  const [a, b] = [tryRead(left, context, operands), tryRead(right, context, operands)];
  if (a === undefined || b === undefined) return undefined;
  if (a.length === 0 || b.length === 0) return false;
  const pairs = a.flatMap((x) => b.map((y) => [x, y] as const));
  if ([...a, ...b].some(isNested)) return undefined;
  const withNull = pairs.some(([x, y]) => nullAnswer(operator, x, y));
  if (withNull && context.lax) return true;
  const scalars = pairs.filter(([x, y]) => !isNull(x) && !isNull(y));
  const answer = anyOf(scalars, ([x, y]) => compareScalars(operator, x, y), context.lax);
  return answer === undefined ? undefined : answer || withNull;
}

/** Lax mode ends at the first true, strict mode looks at all; what cannot be told makes the whole unknown. */
function anyOf<T>(values: readonly T[], test: (value: T) => boolean | undefined, lax: boolean): boolean | undefined {
  let any = false;
  for (const value of values) {
    const answer = test(value);
    if (answer === undefined) return undefined;
    if (answer && lax) return true;
    any ||= answer;
  }
  return any;
}

const isNull = (item: Item): boolean => item.kind === 'literal' && item.value === null;
const isNested = ({ kind }: Item): boolean => kind === 'object' || kind === 'array';

/** JSON's null is equal to itself and differs from all else; it has no order. */
function nullAnswer(operator: Comparison['operator'], a: Item, b: Item): boolean {
  if (operator === '==') return isNull(a) && isNull(b);
  return operator === '<>' && isNull(a) !== isNull(b);
}

function compareScalars(operator: Comparison['operator'], a: Item, b: Item): boolean | undefined {
  try {
    const [x, y] = [numeric(a), numeric(b)];
    if (x !== undefined && y !== undefined) return decide(operator, comparableNumber(x), comparableNumber(y));
  } catch (error) {
    if (error instanceof PathEvaluationError) return undefined;
    throw error;
  }
  if (a.kind === 'string' && b.kind === 'string') return decide(operator, utf8(a.value), utf8(b.value));
  if (a.kind === 'literal' && b.kind === 'literal') return decide(operator, Number(a.value), Number(b.value));
  return undefined;
}

/** Trino orders texts by their bytes. */
const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

function decide<T extends number | string>(operator: Comparison['operator'], a: T, b: T): boolean {
  switch (operator) {
    case '==':
      return a === b;
    case '<>':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}
