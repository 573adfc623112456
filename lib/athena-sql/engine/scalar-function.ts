import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DOUBLE,
  DuckDBBlobValue,
  DuckDBScalarFunction,
  DuckDBStructVector,
  INTEGER,
  SQLNULL,
  STRUCT,
  TIMESTAMPTZ,
  VARCHAR,
  type DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  type DuckDBVector,
} from '@duckdb/node-api';
import {
  AthenaError,
  type AthenaErrorCode,
  entryName,
  RefusedError,
  registeredName,
  type RuntimeFunction,
  type RuntimeType,
  type RuntimeValue,
} from '../dialect';

/** What DuckDB's TRY turns into NULL although Trino's does not. */
export interface Uncaught {
  /** The first of such failures since it was cleared. */
  refusal: RefusedError | undefined;
}

/** What Trino's TRY turns into NULL (its documentation: "Conditional expressions"). */
const CAUGHT: ReadonlySet<AthenaErrorCode> = new Set([
  'DIVISION_BY_ZERO',
  'INVALID_CAST_ARGUMENT',
  'INVALID_FUNCTION_ARGUMENT',
  'NUMERIC_VALUE_OUT_OF_RANGE',
]);

const TYPES: Readonly<Record<RuntimeType, DuckDBType>> = {
  VARCHAR,
  BIGINT,
  INTEGER,
  DOUBLE,
  BOOLEAN,
  BLOB,
  TIMESTAMPTZ,
  NULL: SQLNULL,
};

/** A function of the runtime as DuckDB takes it. */
export function scalarFunction(f: RuntimeFunction, uncaught: Uncaught): DuckDBScalarFunction {
  const call = f.run as unknown as (...args: RuntimeValue[]) => RuntimeValue | undefined;
  return DuckDBScalarFunction.create({
    name: registeredName(f),
    parameterTypes: parameterTypes(f),
    returnType: TYPES[f.result],
    specialHandling: true,
    mainFunction: (info, input, output) => {
      const columns = argumentsOf(f, input);
      const rows = input.rowCount;
      try {
        for (let row = 0; row < rows; row++) {
          const args = columns.map((column) => toRuntime(column.getItem(row)));
          const value = args.includes(null) ? null : (call(...args) ?? null);
          output.setItem(row, value instanceof Uint8Array ? new DuckDBBlobValue(value) : value);
        }
        output.flush();
      } catch (error) {
        // DuckDB computes t_fail, whose arguments are constants, while it plans, also where no row comes to it
        if (f.name !== 't_fail') uncaught.refusal ??= refusalOf(error);
        if (error instanceof RefusedError) info.setError(`REFUSED: ${error.construct}`);
        else info.setError(error instanceof Error ? error.message : String(error));
      }
    },
  });
}

function parameterTypes({ parameters, fails }: RuntimeFunction): readonly DuckDBType[] {
  const types = parameters.map((type) => TYPES[type]);
  return fails ? [STRUCT(Object.fromEntries(types.map((type, i) => [entryName(i), type])))] : types;
}

function argumentsOf({ parameters, fails }: RuntimeFunction, input: DuckDBDataChunk): DuckDBVector[] {
  const only = fails ? input.getColumnVector(0) : undefined;
  return parameters.map((_, i) =>
    only instanceof DuckDBStructVector ? only.entryVectorAt(i) : input.getColumnVector(i),
  );
}

function refusalOf(error: unknown): RefusedError | undefined {
  if (error instanceof RefusedError) return error;
  if (!(error instanceof AthenaError) || CAUGHT.has(error.code)) return undefined;
  return new RefusedError(`TRY around what fails with ${error.code}`, undefined, 'has it');
}

function toRuntime(value: DuckDBValue): RuntimeValue {
  if (value instanceof DuckDBBlobValue) return value.bytes;
  if (value === null || typeof value !== 'object') return value;
  // a timestamp, which only keeps the planner from folding the call
  return 0n;
}
