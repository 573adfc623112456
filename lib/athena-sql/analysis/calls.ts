import { AthenaError, RefusedError } from '../errors';
import { AGGREGATES } from '../functions/aggregates';
import { TRINO_FUNCTIONS } from '../functions/names';
import { canonicalName, SCALARS } from '../functions/scalars';
import { resolve } from '../functions/signature';
import { windowArguments, WINDOWS } from '../functions/windows';
import { comparable } from '../representation';
import type { FunctionCall, SortItem } from '../syntax/ast';
import { isFloating, typeText, type Type } from '../types';
import type { Value } from '../value';
import { analyze, condition } from './expression';
import { namedField } from './names';
import type { Context } from './scope';
import { SPECIAL } from './special';
import { some } from './walk';
import { frameText } from './frames';
import { isAggregate } from '../functions/aggregates';

type Node = FunctionCall & { readonly offset: number };

/** A call: an aggregate, a window function, or a function of one row. An unknown name is refused, not passed on. */
export function analyzeCall(node: Node, context: Context): Value {
  const name = canonicalName(node.name);
  if (node.over !== undefined) return analyzeWindow(node, name, context);
  if (Object.hasOwn(AGGREGATES, name)) return analyzeAggregate(node, name, context);
  if (Object.hasOwn(WINDOWS, name))
    throw new AthenaError('FUNCTION_NOT_FOUND', `Window function ${name} requires an OVER clause`);
  if (node.distinct || node.star || node.orderBy.length > 0 || node.filter !== undefined || node.ignoreNulls) {
    throw new AthenaError('FUNCTION_NOT_FOUND', `${name} is not an aggregate function`);
  }
  const special = SPECIAL[name];
  if (special !== undefined) return special(node.arguments, context);
  const overloads = SCALARS[name];
  if (overloads === undefined) throw unknown(node.name);
  const value = resolve(overloads, node.arguments, context);
  if (value !== undefined) return value;
  const types = node.arguments.map((a) => (a.kind === 'lambda' ? 'function' : typeText(analyze(a, context).type)));
  throw new RefusedError(`${name}(${types.join(', ')})`, 'arguments of other types, if Athena takes these');
}

function unknown(name: string): Error {
  if (TRINO_FUNCTIONS.has(name)) return new RefusedError(`The function ${name}`, undefined, 'has it');
  if (name.startsWith('$')) return new RefusedError(`The internal function ${name}`);
  return new AthenaError('FUNCTION_NOT_FOUND', `Function '${name}' not registered`);
}

function analyzeAggregate(node: Node, name: string, context: Context): Value {
  const { grouping } = context;
  if (grouping === undefined)
    throw new AthenaError(
      'EXPRESSION_NOT_SCALAR',
      `${context.clause} cannot contain aggregations, window functions or grouping operations: ${name}`,
    );
  if (node.arguments.some((a) => a.kind === 'lambda'))
    throw new AthenaError('FUNCTION_NOT_FOUND', `Unexpected parameters (<function>) for function ${name}`);
  const nested = [
    ...node.arguments,
    ...node.orderBy.map((s) => s.expression),
    ...(node.filter === undefined ? [] : [node.filter]),
  ];
  if (nested.some((n) => some(n, isAggregate)))
    throw new AthenaError('NESTED_AGGREGATION', `Cannot nest aggregations inside aggregation '${name}'`);
  if (nested.some((n) => some(n, ({ kind, ...call }) => kind === 'call' && 'over' in call && call.over !== undefined)))
    throw new AthenaError('NESTED_WINDOW', `Cannot nest window functions inside aggregation '${name}'`);
  if (node.ignoreNulls)
    throw new AthenaError('FUNCTION_NOT_FOUND', 'IGNORE NULLS stands only beside a window function');
  const inner = {
    ...grouping.inner,
    clause: 'aggregate',
    ...(context.local === undefined ? {} : { local: context.local }),
  };
  return grouping.aggregate(build(node, name, inner, ''));
}

/** Writes an aggregate with its DISTINCT, ORDER BY, FILTER and OVER. */
function build(node: Node, name: string, context: Context, over: string): Value {
  const filter = node.filter && condition(node.filter, { ...context, clause: 'FILTER' });
  const args = node.arguments.map((a) => {
    const arg = analyze(a, context);
    // DuckDB computes an argument before it filters; that of a column costs nothing, if it need not be spelled
    const isComputed = arg.literal === undefined && (arg.openX !== undefined || namedField(a, context) === undefined);
    if (filter === undefined || arg.throws || !isComputed) return arg;
    return { ...arg, sql: `(CASE WHEN ${filter.sql} THEN ${arg.sql} END)` };
  });
  if (node.star && name !== 'count') throw new AthenaError('FUNCTION_NOT_FOUND', `${name}(*)`);
  const order = sortText(node.orderBy, context);
  const make = AGGREGATES[name];
  if (make === undefined) throw unknown(name);
  const suffix = `${filter === undefined ? '' : ` FILTER (WHERE ${filter.sql})`}${over}`;
  const { sql, type } = make({
    name,
    args,
    distinct: node.distinct,
    order,
    write: (duck, text, options) => {
      const distinct = node.distinct && options?.plain !== true ? 'DISTINCT ' : '';
      return `${duck}(${distinct}${text}${order === '' ? '' : ` ORDER BY ${order}`})${suffix}`;
    },
  });
  return { sql, type, throws: args.some((a) => a.throws), inexactType: args.some((a) => a.inexactType === true) };
}

function analyzeWindow(node: Node, name: string, context: Context): Value {
  const { over } = node;
  if (context.windows !== true || over === undefined)
    throw new AthenaError('EXPRESSION_NOT_SCALAR', `${context.clause} cannot contain window functions: ${name}`);
  const inner: Context = { ...context, windows: false };
  const partition = over.partitionBy.map((p) => {
    const key = analyze(p, inner);
    return comparable(key.sql, key.type);
  });
  const parts = [
    partition.length === 0 ? '' : `PARTITION BY ${partition.join(', ')}`,
    over.orderBy.length === 0 ? '' : `ORDER BY ${sortText(over.orderBy, inner)}`,
    frameText(over, inner),
  ];
  const overText = ` OVER (${parts.filter((p) => p !== '').join(' ')})`;
  const f = WINDOWS[name];
  if (f === undefined) {
    if (!Object.hasOwn(AGGREGATES, name)) throw unknown(name);
    if (node.filter !== undefined)
      throw new AthenaError('NOT_SUPPORTED', `FILTER is not yet supported for window functions: ${name}`);
    if (node.distinct)
      throw new AthenaError('FUNCTION_NOT_FOUND', `DISTINCT in window function parameters not yet supported: ${name}`);
    if (node.orderBy.length > 0 || node.ignoreNulls || name === 'listagg')
      throw new RefusedError(`${name} with ORDER BY or IGNORE NULLS as a window function`);
    return build(node, name, inner, overText);
  }
  if (node.filter !== undefined || node.distinct || node.star || node.orderBy.length > 0)
    throw new AthenaError('FUNCTION_NOT_FOUND', `${name} takes no FILTER, DISTINCT or ORDER BY`);
  const args = node.arguments.map((a) => analyze(a, inner));
  const ignore = node.ignoreNulls && f.values === true ? ' IGNORE NULLS' : '';
  const sql = `${name}(${windowArguments(name, f, args).join(', ')}${ignore})${overText}`;
  return { sql, type: f.result(args), throws: args.some((a) => a.throws) };
}

/** ORDER BY within a call or a window: nulls last in both directions unless it says otherwise. */
export function sortText(items: readonly SortItem[], context: Context): string {
  return items
    .map((item) => {
      const key = analyze(item.expression, context);
      return key.literal === undefined ? sortKeys(key.sql, key.type, item) : `(${key.sql}) ${sortDirection(item)}`;
    })
    .join(', ');
}

/** The keys of ORDER BY that a value gives. NaN is the greatest number, as to DuckDB, but the least with NULLS FIRST. */
export function sortKeys(sql: string, type: Type, item: SortItem): string {
  requireOrder(type, item);
  const direction = sortDirection(item);
  const key = `${comparable(sql, type)} ${direction}`;
  if (!isFloating(type) || !item.nullsFirst) return key;
  return `isnan(${sql}) ${item.descending ? 'ASC' : 'DESC'} NULLS FIRST, ${key}`;
}

function requireOrder(type: Type, item: SortItem): void {
  if (['map', 'json'].includes(type.kind))
    throw new AthenaError(
      'TYPE_MISMATCH',
      `Type ${typeText(type)} is not orderable, and therefore cannot be used in ORDER BY`,
    );
  const parts = type.kind === 'array' ? [type.element] : type.kind === 'row' ? type.fields.map((f) => f.type) : [];
  if (item.nullsFirst && parts.some((part) => hasFloating(part)))
    throw new RefusedError(`ORDER BY .. NULLS FIRST of ${typeText(type)}`);
  for (const part of parts) requireOrder(part, { ...item, nullsFirst: false });
}

const hasFloating = (type: Type): boolean =>
  isFloating(type) ||
  (type.kind === 'array' && hasFloating(type.element)) ||
  (type.kind === 'row' && type.fields.some((f) => hasFloating(f.type)));

export const sortDirection = (item: SortItem): string =>
  `${item.descending ? 'DESC' : 'ASC'} NULLS ${item.nullsFirst ? 'FIRST' : 'LAST'}`;
