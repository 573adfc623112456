import { AthenaError, RefusedError } from '../errors';
import { bindTypes, substitute } from '../functions/binding';
import { bindLength, type Call, type Overload, type Pattern } from '../functions/signature';
import type { Expression } from '../syntax/ast';
import { sameType, typeText, type Type } from '../types';
import { commonType } from '../values/common-type';
import { coerce } from '../values/coercion';
import { mark } from '../values/mark';
import { rowByRow } from '../values/row-by-row';
import { nullOf, type Value } from '../values/value';
import { analyze } from './analyze';
import { fresh, type Context, type Field } from './scope';

/** The call with the first overload that fits without converting, else with one that does; undefined if none fits. */
export function callOverload(
  overloads: readonly Overload[],
  args: readonly Expression[],
  context: Context,
): Value | undefined {
  const candidates = overloads.filter((o) => o.parameters.length === args.length);
  const plain = args.map((arg) => (arg.kind === 'lambda' ? undefined : analyze(arg, context)));
  if (plain.some((v) => v?.type.kind === 'unknown') && candidates.length > 1 && isUndecided(candidates, plain)) {
    throw new RefusedError('A literal NULL as an argument of a function with several types', 'CAST(NULL AS ..)');
  }
  for (const exact of [true, false]) {
    for (const candidate of candidates) {
      const result = tryOverload(candidate, args, plain, context, exact);
      if (result !== undefined) return result;
    }
  }
  return undefined;
}

/** Whether a literal NULL would fit several overloads: Trino then may refuse to choose. */
function isUndecided(candidates: readonly Overload[], plain: readonly (Value | undefined)[]): boolean {
  const fitting = candidates.filter((o) => {
    const types = new Map<string, Type>();
    return o.parameters.every((p, i) => {
      const v = plain[i];
      return v === undefined ? p.kind === 'function' : bindTypes(p, v.type, types, false);
    });
  });
  const shapes = new Set(
    fitting.map((o) => JSON.stringify(o.parameters.filter((_, i) => plain[i]?.type.kind === 'unknown'))),
  );
  return shapes.size > 1;
}

function tryOverload(
  o: Overload,
  args: readonly Expression[],
  plain: readonly (Value | undefined)[],
  context: Context,
  exact: boolean,
): Value | undefined {
  const types = new Map<string, Type>();
  for (const [i, p] of o.parameters.entries()) {
    const v = plain[i];
    if ((v === undefined) !== (p.kind === 'function')) return undefined;
    if (v !== undefined && !bindTypes(p, v.type, types, exact)) return undefined;
  }
  const values: Value[] = [];
  for (const [i, p] of o.parameters.entries()) {
    const v = plain[i];
    const arg = args[i];
    if (v !== undefined) values.push(coerce(v, substitute(p, types, v.type)));
    else if (arg?.kind === 'lambda' && p.kind === 'function') values.push(analyzeLambda(arg, p, types, context));
  }
  bindLength(plain[0]?.type, types);
  const call: Call = { values, given: plain, types, now: context.session.now, literal: (i) => values[i]?.literal };
  const type = typeof o.result === 'function' ? o.result(call) : substitute(o.result, types, values[0]?.type, values);
  // Trino calls no function for a NULL that is known before the query runs, nor what is in its other arguments
  if (!o.nullable && values.some((v, i) => plain[i] !== undefined && v.literal === null)) return nullOf(type);
  const texts = textsOf(values);
  const sql = o.emit(texts, call);
  const instant = o.instant?.(texts, call);
  const fails = typeof o.throws === 'function' ? o.throws(call) : o.throws;
  const throws = fails || values.some((v) => v.throws);
  return { sql, type, throws, ...(instant !== undefined && { instant }) };
}

/** SQL of the arguments, of lists and maps with what keeps a lambda that can fail from values of other rows. */
function textsOf(values: readonly Value[]): string[] {
  const lambda = values.find((v) => v.throws && v.sql.startsWith('lambda '));
  if (lambda === undefined) return values.map((v) => v.sql);
  return values.map(({ sql, type: { kind } }) =>
    (kind === 'array' || kind === 'map') && !sql.startsWith('lambda ') ? rowByRow(sql, kind, lambda.sql) : sql,
  );
}

/** Trino converts what a lambda gives to no other type, such as tinyint where the state of reduce is an integer. */
function requireSame(known: Type | undefined, given: Type, common: Type): void {
  if (known === undefined || given.kind === 'unknown') return;
  if (given.kind !== common.kind)
    throw new AthenaError(
      'FUNCTION_NOT_FOUND',
      `The lambda gives ${typeText(given)} where ${typeText(common)} is expected`,
    );
  if (given.kind === 'decimal' && !sameType(known, given))
    throw new RefusedError(`A lambda that gives ${typeText(given)} for ${typeText(known)}`, 'CAST in the lambda');
}

/** A lambda in DuckDB's words; its parameters hide columns of the same name. */
function analyzeLambda(
  node: Extract<Expression, { kind: 'lambda' }>,
  p: Extract<Pattern, { kind: 'function' }>,
  types: Map<string, Type>,
  context: Context,
): Value {
  if (node.parameters.length !== p.parameters.length) {
    throw new AthenaError(
      'INVALID_PARAMETER_USAGE',
      `Expected a lambda that takes ${p.parameters.length} argument(s) but got ${node.parameters.length}`,
    ).at(context.session.sql, node.offset);
  }
  const names = node.parameters.map(() => mark(fresh(context.session, 'v')));
  const fields = node.parameters.map((parameter, i): Field => {
    const wanted = p.parameters[i];
    const type = wanted === undefined ? { kind: 'unknown' as const } : substitute(wanted, types, undefined);
    return { name: parameter.name, relation: undefined, value: { sql: names[i] ?? '', type, throws: false } };
  });
  const local = { fields, ...(context.local === undefined ? {} : { parent: context.local }) };
  const body = analyze(node.body, { ...context, local });
  const expected = p.result;
  if (expected.kind === 'variable') {
    const known = types.get(expected.name);
    const common = known === undefined ? body.type : commonType(known, body.type);
    if (common === undefined)
      throw new AthenaError(
        'FUNCTION_NOT_FOUND',
        `The lambda gives ${typeText(body.type)} where ${typeText(known ?? body.type)} is expected`,
      );
    requireSame(known, body.type, common);
    types.set(expected.name, common);
  } else if (expected.kind === 'type' && commonType(body.type, expected.type)?.kind !== expected.type.kind) {
    throw new AthenaError(
      'FUNCTION_NOT_FOUND',
      `The lambda gives ${typeText(body.type)} where ${typeText(expected.type)} is expected`,
    );
  }
  const result = coerce(body, substitute(expected, types, undefined));
  return { ...result, sql: `lambda ${names.join(', ')}: ${result.sql}` };
}
