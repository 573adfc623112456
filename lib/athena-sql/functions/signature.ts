import { varchar, VARCHAR, type Type } from '../types';
import type { Value } from '../values/value';

/** What an overload's SQL is made from. */
export interface Call {
  readonly values: readonly Value[];
  /** The arguments before they were brought to the parameters' types. */
  readonly given: readonly (Value | undefined)[];
  readonly types: ReadonlyMap<string, Type>;
  /** A literal argument's value, or undefined. */
  readonly literal: (index: number) => string | number | boolean | null | undefined;
  /** Start of the query in UTC, `2022-06-20 01:02:03.456`. */
  readonly now: string;
}

export interface Overload {
  readonly parameters: readonly Pattern[];
  readonly result: Pattern | ((call: Call) => Type);
  readonly emit: (args: readonly string[], call: Call) => string;
  readonly throws: boolean | ((call: Call) => boolean);
  /** Whether the result may be known where an argument is NULL. */
  readonly nullable: boolean;
  /** The result's `instant`, where that is one of the arguments. */
  readonly instant?: ((args: readonly string[], call: Call) => string | undefined) | undefined;
}

/** A parameter's or a result's type, as a signature has it. */
export type Pattern =
  | { readonly kind: 'variable'; readonly name: string }
  | {
      readonly kind: 'any';
      readonly name: 'decimal' | 'char' | 'time' | 'timetz' | 'timestamp' | 'timestamptz' | 'finetimestamp' | 'row';
    }
  | { readonly kind: 'argument'; readonly index: number }
  | { readonly kind: 'type'; readonly type: Type }
  | { readonly kind: 'array'; readonly element: Pattern }
  | { readonly kind: 'map'; readonly key: Pattern; readonly value: Pattern }
  | { readonly kind: 'function'; readonly parameters: readonly Pattern[]; readonly result: Pattern };

/**
 * One overload, `name(types) -> type`. Capital letters are type variables, `decimal`, `char` and `timestamp` stand for any
 * precision, `arg1` for the type of the first argument, as a result `varchar(x)` for a text of the first argument's length.
 */
export function overload(
  signature: string,
  emit: (args: readonly string[], call: Call) => string,
  options: {
    throws?: Overload['throws'];
    nullable?: boolean;
    result?: (call: Call) => Type;
    instant?: Overload['instant'];
  } = {},
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

/** The variable that `varchar(x)` is. */
const FIRST_TEXT = 'x';

/** Binds what `varchar(x)` stands for: the first argument's type before it is converted; a literal NULL has length 0. */
export function bindLength(given: Type | undefined, types: Map<string, Type>): void {
  const length = given?.kind === 'char' || given?.kind === 'varchar' ? given.length : undefined;
  const isNull = given?.kind === 'unknown';
  types.set(FIRST_TEXT, isNull ? varchar(0) : length === undefined ? VARCHAR : varchar(length));
}

const ANY = ['decimal', 'char', 'time', 'timetz', 'timestamp', 'timestamptz', 'finetimestamp', 'row'] as const;
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
  const length = /^varchar\((\d+)\)$/.exec(text)?.[1];
  if (length !== undefined) return { kind: 'type', type: varchar(Number(length)) };
  if (text === 'varchar(x)') return { kind: 'variable', name: FIRST_TEXT };
  if (/^[A-Z]$/.test(text)) return { kind: 'variable', name: text };
  if (isAny(text)) return { kind: 'any', name: text };
  const argument = /^arg(\d)$/.exec(text);
  if (argument !== null) return { kind: 'argument', index: Number(argument[1]) - 1 };
  return { kind: 'type', type: { kind: text as 'bigint' } };
}
