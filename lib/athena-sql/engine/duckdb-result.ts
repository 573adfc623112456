import { createRequire } from 'node:module';
import { ResultReturnType, type DuckDBConnection, type DuckDBDataChunk, type DuckDBValue } from '@duckdb/node-api';
import type * as dataAccessors from '@duckdb/node-api/lib/vectors/dataAccessors';

// DuckDB's texts are decoded by this object, made with `new TextDecoder()`, which drops a U+FEFF at a text's beginning
// (@duckdb/node-api 1.5.6, lib/vectors/dataAccessors.js). This decoder keeps it.
const accessors = createRequire(__filename)('@duckdb/node-api/lib/vectors/dataAccessors') as {
  -readonly [K in keyof typeof dataAccessors]: (typeof dataAccessors)[K];
};
accessors.textDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The rows of a statement ended before its result did: it failed, was interrupted, or gave way to another statement. */
export class IncompleteResultError extends Error {
  override readonly name = 'IncompleteResultError';
}

const PLANNED_LATER = 'FROM query($1)';

/**
 * Runs a query and gives its rows as they come, in chunks of at most 2,048.
 *
 * DuckDB streams what is prepared, which plans it, and plans what reads files anew as it begins (DuckDB 1.5.6). A parameter
 * that stands for the whole query leaves nothing to be planned before.
 *
 * `fetchChunk()` gives null at the end of a result and at an error alike, and the error's text is not to be had. But a
 * result with an error has no return type any more (duckdb_result_return_type in DuckDB's C API), so that is asked, too.
 *
 * @throws Error of DuckDB for what fails before the first row; {@link IncompleteResultError} for what fails later
 */
export async function* streamChunks(connection: DuckDBConnection, sql: string): AsyncGenerator<DuckDBDataChunk> {
  const result = await connection.stream(PLANNED_LATER, [sql]);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (result.returnType !== ResultReturnType.QUERY_RESULT) throw new IncompleteResultError('The result is not whole');
    if (chunk === null || chunk.rowCount === 0) return;
    yield chunk;
  }
}

/**
 * Runs a statement of few rows to its end, then gives them in the same chunks.
 *
 * @throws Error of DuckDB
 */
export async function* readChunks(connection: DuckDBConnection, sql: string): AsyncGenerator<DuckDBDataChunk> {
  const result = await connection.run(sql);
  for (let index = 0; index < result.chunkCount; index++) yield result.getChunk(index);
}

/** Runs a statement whose result is small, to its end. @throws Error of DuckDB */
export async function readAllRows(connection: DuckDBConnection, sql: string): Promise<DuckDBValue[][]> {
  return (await connection.runAndReadAll(sql)).getRows();
}

/**
 * Why a statement fails: runs it to its end, its rows thrown away.
 *
 * @returns the error of DuckDB; undefined where it does not fail this time
 */
export async function failureOf(connection: DuckDBConnection, sql: string): Promise<unknown> {
  try {
    await connection.run(`EXPLAIN ANALYZE ${sql}`);
    return undefined;
  } catch (error) {
    return error;
  }
}
