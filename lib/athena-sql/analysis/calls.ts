import { AthenaError, RefusedError } from '../errors';
import { AGGREGATES } from '../functions/aggregates';
import { canonicalName, SCALARS } from '../functions/scalars';
import type { Overload } from '../functions/signature';
import { WINDOWS } from '../functions/windows';
import type { FunctionCall } from '../syntax/ast';
import { typeText } from '../types';
import type { Value } from '../values/value';
import { analyzeAggregate } from './aggregate-calls';
import { analyze } from './analyze';
import { analyzeIdiom } from './idioms';
import { callOverload } from './overloads';
import type { Context } from './scope';
import { SPECIAL } from './special';
import { unknownFunction } from './unknown-function';
import { analyzeWindow } from './window-calls';

/** A call: an aggregate, a window function, or a function of one row. An unknown name is refused, not passed on. */
export function analyzeCall(node: FunctionCall, context: Context): Value {
  const name = canonicalName(node.name);
  if (node.over !== undefined) return analyzeWindow(node, name, context);
  if (Object.hasOwn(AGGREGATES, name)) return analyzeAggregate(node, name, context);
  if (Object.hasOwn(WINDOWS, name))
    throw new AthenaError('FUNCTION_NOT_FOUND', `Window function ${name} requires an OVER clause`);
  if (node.distinct || node.star || node.orderBy.length > 0 || node.filter !== undefined || node.ignoreNulls) {
    throw new AthenaError('FUNCTION_NOT_FOUND', `${name} is not an aggregate function`);
  }
  const idiom = analyzeIdiom(node, name, context);
  if (idiom !== undefined) return idiom;
  const special = SPECIAL[name];
  if (special !== undefined) return special(node.arguments, context);
  const overloads = SCALARS[name];
  if (overloads === undefined) throw unknownFunction(node.name);
  const value = callOverload(overloads, node.arguments, context);
  if (value !== undefined) return value;
  refuseChar(node, overloads, context);
  const types = node.arguments.map((a) => (a.kind === 'lambda' ? 'function' : typeText(analyze(a, context).type)));
  throw new RefusedError(`${name}(${types.join(', ')})`, 'arguments of other types, if Athena takes these');
}

/**
 * A char as the first argument of a function that takes a text there: Trino converts none to a varchar.
 *
 * @throws AthenaError FUNCTION_NOT_FOUND
 */
function refuseChar(node: FunctionCall, overloads: readonly Overload[], context: Context): void {
  const [first] = node.arguments;
  if (first === undefined || first.kind === 'lambda') return;
  const { type } = analyze(first, context);
  if (type.kind !== 'char' || overloads.some(({ parameters: [p] }) => p?.kind !== 'type')) return;
  throw new AthenaError(
    'FUNCTION_NOT_FOUND',
    `${node.name} takes no ${typeText(type)} as its first argument. CAST(.. AS varchar) makes a text of it, with its spaces`,
  );
}
