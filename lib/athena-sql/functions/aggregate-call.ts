import { AthenaError } from '../errors';
import { typeText, UNKNOWN, VARCHAR, type Type } from '../types';
import { coerce } from '../values/coercion';
import type { Value } from '../values/value';

/** An aggregate's call, as it is about to be written. */
export interface AggregateCall {
  readonly name: string;
  readonly args: readonly Value[];
  readonly distinct: boolean;
  /** Keys of ORDER BY within the call, ready to be written. */
  readonly order: string;
  /** DuckDB's call with DISTINCT, ORDER BY, FILTER and OVER as they were given. */
  readonly write: (name: string, args: string, options?: { plain?: boolean }) => string;
}

/** Its SQL in DuckDB's words. */
export interface AggregateResult {
  readonly sql: string;
  readonly type: Type;
}

/** Writes a call of one aggregate. */
export type BuildAggregate = (call: AggregateCall) => AggregateResult;

/** The failure for arguments that the aggregate does not take. */
export const unfit = (call: AggregateCall): AthenaError =>
  new AthenaError(
    'FUNCTION_NOT_FOUND',
    `Unexpected parameters (${call.args.map((a) => typeText(a.type)).join(', ')}) for function ${call.name}`,
  );

/** An argument; a literal NULL lies in DuckDB as a text. */
export function argument(call: AggregateCall, index: number): Value {
  const arg = call.args[index];
  if (arg === undefined) throw unfit(call);
  return arg.type.kind === 'unknown' ? { ...coerce(arg, VARCHAR), type: UNKNOWN } : arg;
}

/** Requires a number of arguments. */
export function only(call: AggregateCall, count: number): void {
  if (call.args.length !== count) throw unfit(call);
}
