import { AthenaError, RefusedError } from '../errors';
import type { Expression } from '../syntax/ast';
import { commonType, sameType, timestamp, timestampTz, typeText, type Type } from '../types';
import { mark } from '../analysis/mark';
import { nullOf, type Value } from '../value';
import { coerce } from '../analysis/coercion';
import { analyze } from '../analysis/expression';
import { fresh, type Context, type Field } from '../analysis/scope';

/** What an overload's SQL is made from. */
export interface Call {
  readonly values: readonly Value[];
  /** The arguments before they were brought to the parameters' types. */
  readonly given: readonly (Value | undefined)[];
  readonly types: ReadonlyMap<string, Type>;
  /** A literal argument's value, or undefined. */
  readonly literal: (index: number) => string | number | boolean | null | undefined;
  readonly context: Context;
}

export interface Overload {
  readonly parameters: readonly Pattern[];
  readonly result: Pattern | ((call: Call) => Type);
  readonly emit: (args: readonly string[], call: Call) => string;
  readonly throws: boolean;
  /** Whether the result may be known where an argument is NULL. */
  readonly nullable: boolean;
  /** The result's `instant`, where that is one of the arguments. */
  readonly instant?: ((args: readonly string[], call: Call) => string | undefined) | undefined;
}

type Pattern =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'any'; readonly name: 'decimal' | 'time' | 'timetz' | 'timestamp' | 'timestamptz' | 'row' }
  | { readonly kind: 'argument'; readonly index: number }
  | { readonly kind: 'type'; readonly type: Type }
  | { readonly kind: 'array'; readonly element: Pattern }
  | { readonly kind: 'map'; readonly key: Pattern; readonly value: Pattern }
  | { readonly kind: 'function'; readonly parameters: readonly Pattern[]; readonly result: Pattern };

/**
 * One overload, `name(types) -> type`. Capital letters are type variables, `decimal` and `timestamp` stand for any
 * precision, `arg1` for the type of the first argument.
 */
export function overload(
  signature: string,
  emit: (args: readonly string[], call: Call) => string,
  options: { throws?: boolean; nullable?: boolean; result?: (call: Call) => Type; instant?: Overload['instant'] } = {},
): Overload {
  const [parameters = '', result = ''] = signature.split(' -> ');
  return {
    parameters: splitTop(parameters).map(pattern),
    result: options.result ?? pattern(result),
    emit,
    throws: options.throws ?? false,
    nullable: options.nullable ?? false,
    instant: options.instant,
  };
}

const ANY = ['decimal', 'time', 'timetz', 'timestamp', 'timestamptz', 'row'] as const;
const isAny = (text: string): text is (typeof ANY)[number] => (ANY as readonly string[]).includes(text);

function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const ch of text) {
    if (ch === '(') depth += 1;
    if (ch === ')') depth -= 1;
    if (ch === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += ch;
  }
  return [...parts, part.trim()].filter((p) => p !== '');
}

function pattern(text: string): Pattern {
  const m = /^(\w+)\((.*)\)$/s.exec(text);
  const [, outer = '', inside = ''] = m ?? [];
  const parts = splitTop(inside).map(pattern);
  const [first, second] = parts;
  if (outer === 'array' && first !== undefined) return { kind: 'array', element: first };
  if (outer === 'map' && first !== undefined && second !== undefined) return { kind: 'map', key: first, value: second };
  const last = parts.at(-1);
  if (outer === 'function' && last !== undefined)
    return { kind: 'function', parameters: parts.slice(0, -1), result: last };
  if (/^[A-Z]$/.test(text)) return { kind: 'variable', name: text };
  if (isAny(text)) return { kind: 'any', name: text };
  const argument = /^arg(\d)$/.exec(text);
  if (argument !== null) return { kind: 'argument', index: Number(argument[1]) - 1 };
  return { kind: 'type', type: { kind: text as 'bigint' } };
}

/** The call with the first overload that fits without converting, else with one that does; undefined if none fits. */
export function resolve(
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
      return v === undefined ? p.kind === 'function' : bind(p, v.type, types, false);
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
    if (v !== undefined && !bind(p, v.type, types, exact)) return undefined;
  }
  const values: Value[] = [];
  for (const [i, p] of o.parameters.entries()) {
    const v = plain[i];
    const arg = args[i];
    if (v !== undefined) values.push(coerce(v, substitute(p, types, v.type)));
    else if (arg?.kind === 'lambda' && p.kind === 'function') values.push(lambda(arg, p, types, context));
  }
  const call: Call = { values, given: plain, types, context, literal: (i) => values[i]?.literal };
  const type = typeof o.result === 'function' ? o.result(call) : substitute(o.result, types, values[0]?.type, values);
  // Trino calls no function for a NULL that is known before the query runs, nor what is in its other arguments
  if (!o.nullable && values.some((v, i) => plain[i] !== undefined && v.literal === null)) return nullOf(type);
  const texts = values.map((v) => v.sql);
  const sql = o.emit(texts, call);
  const instant = o.instant?.(texts, call);
  const throws = o.throws || values.some((v) => v.throws);
  return { sql, type, throws, inexactType: true, ...(instant !== undefined && { instant }) };
}

function bind(p: Pattern, type: Type, types: Map<string, Type>, exact: boolean): boolean {
  switch (p.kind) {
    case 'variable': {
      const known = types.get(p.name);
      const common = known === undefined ? type : commonType(known, type);
      if (common === undefined || (exact && known !== undefined && !sameType(known, type))) return false;
      types.set(p.name, common);
      return true;
    }
    case 'any':
      if (type.kind === p.name) return true;
      if (exact) return false;
      if (type.kind === 'unknown') return true;
      if (p.name === 'timetz') return type.kind === 'time';
      return p.name === 'timestamp'
        ? type.kind === 'date'
        : p.name === 'timestamptz' && (type.kind === 'date' || type.kind === 'timestamp');
    case 'type':
      if (exact) return type.kind === p.type.kind;
      return commonType(type, p.type)?.kind === p.type.kind;
    case 'array':
      return type.kind === 'array'
        ? bind(p.element, type.element, types, exact)
        : !exact && type.kind === 'unknown' && bind(p.element, type, types, exact);
    case 'map':
      return type.kind === 'map' && bind(p.key, type.key, types, exact) && bind(p.value, type.value, types, exact);
    default:
      return false;
  }
}

function substitute(
  p: Pattern,
  types: ReadonlyMap<string, Type>,
  given: Type | undefined,
  values: readonly Value[] = [],
): Type {
  switch (p.kind) {
    case 'variable':
      return types.get(p.name) ?? { kind: 'unknown' };
    case 'any': {
      if (given?.kind === p.name) return given;
      const precision =
        given !== undefined && 'precision' in given ? given.precision : p.name === 'timestamptz' ? 3 : 0;
      if (p.name === 'time' || p.name === 'timetz') return { kind: p.name, precision };
      return p.name === 'timestamptz' ? timestampTz(precision) : timestamp(precision);
    }
    case 'argument':
      return values[p.index]?.type ?? { kind: 'unknown' };
    case 'type':
      return p.type;
    case 'array':
      return {
        kind: 'array',
        element: substitute(p.element, types, given?.kind === 'array' ? given.element : undefined),
      };
    case 'map':
      return { kind: 'map', key: substitute(p.key, types, undefined), value: substitute(p.value, types, undefined) };
    case 'function':
      return { kind: 'unknown' };
  }
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
function lambda(
  node: Extract<Expression, { kind: 'lambda' }>,
  p: Extract<Pattern, { kind: 'function' }>,
  types: Map<string, Type>,
  context: Context,
): Value {
  if (node.parameters.length !== p.parameters.length) {
    throw new AthenaError('INVALID_ARGUMENTS', `A lambda with ${p.parameters.length} parameters is expected`);
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
        'TYPE_MISMATCH',
        `The lambda gives ${typeText(body.type)} where ${typeText(known ?? body.type)} is expected`,
      );
    requireSame(known, body.type, common);
    types.set(expected.name, common);
  } else if (expected.kind === 'type' && commonType(body.type, expected.type)?.kind !== expected.type.kind) {
    throw new AthenaError(
      'TYPE_MISMATCH',
      `The lambda gives ${typeText(body.type)} where ${typeText(expected.type)} is expected`,
    );
  }
  const result = coerce(body, substitute(expected, types, undefined));
  return { ...result, sql: `lambda ${names.join(', ')}: ${result.sql}` };
}
