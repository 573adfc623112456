import { AthenaError } from '../errors';
import { coerce } from '../values/coercion';
import { BIGINT, DOUBLE, type Type } from '../types';
import { commonType } from '../values/common-type';
import { fail } from '../representation';
import type { Value } from '../values/value';

interface WindowFunction {
  readonly result: (args: readonly Value[]) => Type;
  readonly parameters: readonly [number, number];
  /** Whether IGNORE NULLS may stand beside it. */
  readonly values?: boolean;
}

/** Below this, an offset fails for the rows that there are. */
const LEAST_OFFSET: Readonly<Record<string, number>> = { lag: 0, lead: 0, nth_value: 1 };

const ranking = (type: Type): WindowFunction => ({ result: () => type, parameters: [0, 0] });
const first = (args: readonly Value[]): Type => args[0]?.type ?? { kind: 'unknown' };

/** The type that the value and the default are both brought to. */
function withDefault(args: readonly Value[]): Type {
  const type = first(args);
  return (args[2] && commonType(type, args[2].type)) ?? type;
}

/** Functions that exist only with OVER; DuckDB's have the same names. */
export const WINDOWS: Readonly<Record<string, WindowFunction>> = {
  row_number: ranking(BIGINT),
  rank: ranking(BIGINT),
  dense_rank: ranking(BIGINT),
  percent_rank: ranking(DOUBLE),
  cume_dist: ranking(DOUBLE),
  ntile: { result: () => BIGINT, parameters: [1, 1] },
  lag: { result: withDefault, parameters: [1, 3], values: true },
  lead: { result: withDefault, parameters: [1, 3], values: true },
  first_value: { result: first, parameters: [1, 1], values: true },
  last_value: { result: first, parameters: [1, 1], values: true },
  nth_value: { result: first, parameters: [2, 2], values: true },
};

/** The arguments of a window function as DuckDB wants them: offsets are bigint, a default has the value's type. */
export function windowArguments(name: string, f: WindowFunction, args: readonly Value[]): string[] {
  const [least, most] = f.parameters;
  if (args.length < least || args.length > most)
    throw new AthenaError('FUNCTION_NOT_FOUND', `Unexpected number of parameters for function ${name}`);
  return args.map((arg, i) => {
    const type = i === 2 || (i === 0 && f.values === true) ? f.result(args) : BIGINT;
    if (commonType(arg.type, type) === undefined)
      throw new AthenaError('FUNCTION_NOT_FOUND', `Unexpected parameters for function ${name}`);
    const { sql } = coerce(arg, type);
    const least = i === 1 ? LEAST_OFFSET[name] : undefined;
    if (least === undefined || (typeof arg.literal === 'number' && arg.literal >= least)) return sql;
    return `(CASE WHEN ${sql} < ${least} THEN ${fail('INVALID_FUNCTION_ARGUMENT', `Offset must be at least ${least}`)} ELSE ${sql} END)`;
  });
}
