import { AthenaError } from '../../errors';

export type RuntimeType = 'VARCHAR' | 'BIGINT' | 'INTEGER' | 'DOUBLE' | 'BOOLEAN' | 'BLOB' | 'TIMESTAMPTZ' | 'NULL';
export type RuntimeValue = string | number | bigint | boolean | Uint8Array | null;

/** A function that a session registers with DuckDB, for what SQL can't say. */
export interface RuntimeFunction {
  readonly name: string;
  readonly parameters: readonly RuntimeType[];
  readonly result: RuntimeType;
  /** Not called when an argument is NULL: the result is NULL then. A thrown AthenaError fails the query. */
  readonly run: (...args: never[]) => RuntimeValue | undefined;
}

/** A function by its name, the types of its arguments and of its result. */
export const define = (
  name: string,
  parameters: readonly RuntimeType[],
  result: RuntimeType,
  run: RuntimeFunction['run'],
): RuntimeFunction => ({ name, parameters, result, run });

/** As many texts. */
export const strings = (count: number): RuntimeType[] => Array.from({ length: count }, () => 'VARCHAR');

/** The failure of an argument that the function does not take. */
export const invalid = (text: string): AthenaError => new AthenaError('INVALID_FUNCTION_ARGUMENT', text);

const cache = new Map<string, unknown>();
/** Arguments that are constants of the query come as JSON, each parsed once. */
export function constant(text: string): unknown {
  let known = cache.get(text);
  if (known === undefined) {
    known = JSON.parse(text);
    if (cache.size > 1000) cache.clear();
    cache.set(text, known);
  }
  return known;
}
