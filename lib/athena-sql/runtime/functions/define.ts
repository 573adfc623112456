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
  /**
   * Whether it fails for some arguments. DuckDB computes a function of one column for all texts of a Parquet dictionary, also
   * for those of rows that the statement does not come to. One that fails is therefore called with a struct of its arguments,
   * of which DuckDB does not do so (`ExecuteFunctionState`, 1.5.6).
   */
  readonly fails: boolean;
}

type Definition = (
  name: string,
  parameters: readonly RuntimeType[],
  result: RuntimeType,
  run: RuntimeFunction['run'],
) => RuntimeFunction;

/** A function by its name, the types of its arguments and of its result. */
export const define: Definition = (name, parameters, result, run) => ({ name, parameters, result, run, fails: true });

/** The same of one that fails for no argument, and is computed once for each text of a dictionary. */
export const defineTotal: Definition = (...definition) => ({ ...define(...definition), fails: false });

/** Its name in DuckDB; of one that fails a macro has its own name, and makes the struct. */
export const registeredName = ({ name, fails }: RuntimeFunction): string => (fails ? name.replace(/^t_/, 'js_') : name);

/** Name of an argument in the struct. */
export const entryName = (index: number): string => `a${index}`;

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
