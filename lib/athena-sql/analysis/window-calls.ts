import { AthenaError, RefusedError } from '../errors';
import { AGGREGATES } from '../functions/aggregates';
import { windowArguments, WINDOWS } from '../functions/windows';
import { comparable } from '../representation';
import type { FunctionCall } from '../syntax/ast';
import type { Value } from '../values/value';
import { writeAggregate } from './aggregate-calls';
import { analyze } from './analyze';
import { frameText } from './frames';
import type { Context } from './scope';
import { resolveWindow } from './named-windows';
import { sortText } from './sorting';
import { unknownFunction } from './unknown-function';

/** A call with OVER: a window function, or an aggregate as one. */
export function analyzeWindow(node: FunctionCall, name: string, context: Context): Value {
  if (context.windows !== true || node.over === undefined)
    throw new AthenaError('EXPRESSION_NOT_SCALAR', `${context.clause} cannot contain window functions: ${name}`);
  const over = resolveWindow(node.over, context);
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
    if (!Object.hasOwn(AGGREGATES, name)) throw unknownFunction(name);
    if (node.filter !== undefined)
      throw new AthenaError('NOT_SUPPORTED', `FILTER is not yet supported for window functions: ${name}`);
    if (node.distinct)
      throw new AthenaError('FUNCTION_NOT_FOUND', `DISTINCT in window function parameters not yet supported: ${name}`);
    if (node.orderBy.length > 0 || node.ignoreNulls || name === 'listagg')
      throw new RefusedError(`${name} with ORDER BY or IGNORE NULLS as a window function`);
    return writeAggregate(node, name, inner, overText);
  }
  if (node.filter !== undefined || node.distinct || node.star || node.orderBy.length > 0)
    throw new AthenaError('FUNCTION_NOT_FOUND', `${name} takes no FILTER, DISTINCT or ORDER BY`);
  const args = node.arguments.map((a) => analyze(a, inner));
  const ignore = node.ignoreNulls && f.values === true ? ' IGNORE NULLS' : '';
  const sql = `${name}(${windowArguments(name, f, args).join(', ')}${ignore})${overText}`;
  return { sql, type: f.result(args), throws: args.some((a) => a.throws) };
}
