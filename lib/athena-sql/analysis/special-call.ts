import { AthenaError } from '../errors';
import type { Expression } from '../syntax/ast';
import type { Value } from '../values/value';
import { analyze } from './analyze';
import type { Context } from './scope';

/** A call whose arguments do not fit a signature: it is made of their expressions. */
export type Special = (args: readonly Expression[], context: Context) => Value;

/** @throws AthenaError in Trino's words where a call has too few or too many arguments */
export function requireCount(args: readonly Expression[], name: string, least: number, most: number): void {
  if (args.length < least || args.length > most)
    throw new AthenaError('INVALID_ARGUMENTS', `Invalid number of arguments for '${name}' function`);
}

export const analyzeAll = (args: readonly Expression[], context: Context): Value[] =>
  args.map((a) => analyze(a, context));
