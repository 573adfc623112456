import { statSync } from 'node:fs';
import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DOUBLE,
  DuckDBBlobValue,
  DuckDBInstance,
  DuckDBScalarFunction,
  INTEGER,
  SQLNULL,
  TIMESTAMPTZ,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import {
  AthenaError,
  type AthenaErrorCode,
  RUNTIME_FUNCTIONS,
  type RuntimeFunction,
  type RuntimeType,
  type RuntimeValue,
  RefusedError,
} from '../dialect';
import { MAPS_OF_LINE } from './tables/lines';
import { memoryLimit } from './memory';
import { mapsOfLine, UnreadableLineError } from './tables/openx-line';

export interface SessionOptions {
  /** What DuckDB may take, such as `800MB`. @default what the machine has, by {@link memoryLimit} */
  readonly memoryLimit?: string | undefined;
  /** @default one, and one for each core from the first statement on that reads much */
  readonly threads?: number;
}

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

/** An in-memory DuckDB that knows the runtime's functions. */
export async function openSession(
  options: SessionOptions,
): Promise<{ instance: DuckDBInstance; connection: DuckDBConnection; uncaught: Uncaught }> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: options.memoryLimit ?? memoryLimit(),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    // nothing may be fetched: json and icu are built in
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run(SETTINGS);
  const uncaught: Uncaught = { refusal: undefined };
  for (const f of [...RUNTIME_FUNCTIONS, FILE_SIZE, READ_LINE])
    connection.registerScalarFunction(scalarFunction(f, uncaught));
  return { instance, connection, uncaught };
}

const SETTINGS = `
SET TimeZone = 'UTC';
-- 1e0 / 0 is an infinity, as in Trino
SET ieee_floating_point_ops = true;
SET enable_progress_bar = false;
-- the machine has what was read in memory as it is
SET enable_external_file_cache = false`;

const FILE_SIZE: RuntimeFunction = {
  name: 't_file_size',
  parameters: ['VARCHAR'],
  result: 'BIGINT',
  run: (path: string) => BigInt(statSync(path).size),
};

const READ_LINE: RuntimeFunction = {
  name: MAPS_OF_LINE,
  parameters: ['VARCHAR', 'VARCHAR', 'VARCHAR', 'BOOLEAN'],
  result: 'VARCHAR',
  run: (line: string, file: string, names: string, ignoreMalformed: boolean) => {
    try {
      return mapsOfLine(line, JSON.parse(names) as string[], ignoreMalformed);
    } catch (error) {
      if (!(error instanceof UnreadableLineError)) throw error;
      throw new AthenaError('HIVE_CURSOR_ERROR', `${error.message} - ${line.slice(0, 200)} [${file}]`);
    }
  },
};

function scalarFunction({ name, parameters, result, run }: RuntimeFunction, uncaught: Uncaught): DuckDBScalarFunction {
  const call = run as unknown as (...args: RuntimeValue[]) => RuntimeValue | undefined;
  return DuckDBScalarFunction.create({
    name,
    parameterTypes: parameters.map((type) => TYPES[type]),
    returnType: TYPES[result],
    specialHandling: true,
    mainFunction: (info, input, output) => {
      const columns = parameters.map((_, i) => input.getColumnVector(i));
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
        if (name !== 't_fail') uncaught.refusal ??= refusalOf(error);
        if (error instanceof RefusedError) info.setError(`REFUSED: ${error.construct}`);
        else info.setError(error instanceof Error ? error.message : String(error));
      }
    },
  });
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
