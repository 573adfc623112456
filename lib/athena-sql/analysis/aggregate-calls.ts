import { AthenaError } from '../errors';
import { AGGREGATES } from '../functions/aggregates';
import { refuseCase } from '../representation';
import type { Expression, FunctionCall } from '../syntax/ast';
import type { Value } from '../values/value';
import { analyze, analyzeCondition } from './analyze';
import { resolveField } from './names';
import type { Context } from './scope';
import { sortText } from './sorting';
import { unknownFunction } from './unknown-function';
import { containsWindow, some } from './walk';

/** Bytes of a text that listagg gives whole (Trino's DEFAULT_OUTPUT_LIMIT). */
const LONGEST_TEXT = 1_048_576;

/** Whether this is a call of an aggregate that is not a window function here. */
export const isAggregate = (node: Expression): boolean =>
  node.kind === 'call' && node.over === undefined && Object.hasOwn(AGGREGATES, node.name);

/** An aggregate behind a GROUP BY, or of a query without one: a column of the inner query. */
export function analyzeAggregate(node: FunctionCall, name: string, context: Context): Value {
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
  if (nested.some(containsWindow))
    throw new AthenaError('NESTED_WINDOW', `Cannot nest window functions inside aggregation '${name}'`);
  if (node.ignoreNulls)
    throw new AthenaError('FUNCTION_NOT_FOUND', 'IGNORE NULLS stands only beside a window function');
  const inner = {
    ...grouping.inner,
    clause: 'aggregate',
    ...(context.local === undefined ? {} : { local: context.local }),
  };
  return grouping.aggregate(writeAggregate(node, name, inner, ''));
}

/** Writes an aggregate with its DISTINCT, ORDER BY, FILTER and OVER. */
export function writeAggregate(node: FunctionCall, name: string, context: Context, over: string): Value {
  const filter = node.filter && analyzeCondition(node.filter, { ...context, clause: 'FILTER' });
  const args = node.arguments.map((a) => {
    const arg = analyze(a, context);
    // DuckDB computes an argument before it filters; that of a column costs nothing, if it need not be spelled
    const isComputed = arg.literal === undefined && (arg.openX !== undefined || resolveField(a, context) === undefined);
    if (filter === undefined || arg.throws || !isComputed) return arg;
    return { ...arg, sql: `(CASE WHEN ${filter.sql} THEN ${arg.sql} END)` };
  });
  if (node.star && name !== 'count') throw new AthenaError('FUNCTION_NOT_FOUND', `${name}(*)`);
  const order = sortText(node.orderBy, context);
  const build = AGGREGATES[name];
  if (build === undefined) throw unknownFunction(name);
  const suffix = `${filter === undefined ? '' : ` FILTER (WHERE ${filter.sql})`}${over}`;
  const { sql, type } = build({
    name,
    args,
    distinct: node.distinct,
    order,
    write: (duck, text, options) => {
      const distinct = node.distinct && options?.plain !== true ? 'DISTINCT ' : '';
      return `${duck}(${distinct}${text}${order === '' ? '' : ` ORDER BY ${order}`})${suffix}`;
    },
  });
  // from there on Trino cuts, and says how much
  const whole =
    node.truncates === true
      ? `(CASE ${refuseCase(`strlen(${sql}) > ${LONGEST_TEXT}`, 'listagg of more than a megabyte')} ELSE ${sql} END)`
      : sql;
  return {
    sql: whole,
    type,
    throws: node.truncates === true || args.some((a) => a.throws),
  };
}
