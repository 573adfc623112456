import { statSync } from 'node:fs';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { AthenaError, RUNTIME_FUNCTIONS, type RuntimeFunction } from '../dialect';
import { MAPS_OF_LINE } from './tables/lines';
import { memoryLimit } from './memory';
import { scalarFunction, type Uncaught } from './scalar-function';
import { mapsOfLine, UnreadableLineError } from './tables/openx-line';

export type { Uncaught } from './scalar-function';

export interface SessionOptions {
  /** What DuckDB may take, such as `800MB`. @default what the machine has, by {@link memoryLimit} */
  readonly memoryLimit?: string | undefined;
  /** @default one, and one for each core from the first statement on that reads much */
  readonly threads?: number;
}

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
  fails: false,
  run: (path: string) => BigInt(statSync(path).size),
};

const READ_LINE: RuntimeFunction = {
  name: MAPS_OF_LINE,
  parameters: ['VARCHAR', 'VARCHAR', 'VARCHAR', 'BOOLEAN'],
  result: 'VARCHAR',
  // a line that it reads is no text of a dictionary
  fails: false,
  run: (line: string, file: string, names: string, ignoreMalformed: boolean) => {
    try {
      return mapsOfLine(line, JSON.parse(names) as string[], ignoreMalformed);
    } catch (error) {
      if (!(error instanceof UnreadableLineError)) throw error;
      throw new AthenaError('HIVE_CURSOR_ERROR', `${error.message} - ${line.slice(0, 200)} [${file}]`);
    }
  },
};
