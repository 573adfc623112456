import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { RefusedError, type Translation, type Type } from '../dialect';
import type { AbsoluteFolder } from './absolute-folder';
import { failureOf, IncompleteResultError, readChunks, streamChunks } from './duckdb-result';
import { athenaFailure } from './failures';
import { engineValue, type EngineValue } from './values';
import type { Watch } from './watch';

/** Rows of one of DuckDB's chunks: no more of them are in memory at a time, whether they are streamed or not. */
const CHUNK_ROWS = 2048;

/** Where a query runs. */
export interface Place {
  readonly connection: DuckDBConnection;
  /** The folder that names of files in failures are told from. */
  readonly root: AbsoluteFolder;
  readonly watch: Watch;
}

/**
 * Runs DuckDB's SQL up to its first rows, where nearly all that can fail has failed.
 *
 * @param certain gives the translation that reads whole, checked lines
 * @throws AthenaError, RefusedError, and so does reading the rows
 */
export async function startRows(
  place: Place,
  translation: Translation,
  certain: () => Promise<Translation>,
): Promise<AsyncIterable<EngineValue[][]>> {
  const { connection, root, watch } = place;
  const types = translation.columns.map(({ type }) => type);
  const { rowLimit = Infinity, sql } = translation;
  const chunks = rowLimit <= CHUNK_ROWS ? readChunks(connection, sql) : streamChunks(connection, sql);
  const statement = watch.current;
  const next = async (failing: () => Promise<Translation>): Promise<EngineValue[][] | undefined> => {
    const chunk = await chunks.next().catch(async (error: unknown) => {
      watch.throwIfInterrupted();
      throw error instanceof IncompleteResultError
        ? await findCause(place, statement, failing)
        : athenaFailure(error, root);
    });
    watch.throwIfInterrupted();
    watch.throwIfUncaught(translation);
    return chunk.done === true ? undefined : readRows(chunk.value, types);
  };
  const first = await next(() => Promise.resolve(translation));
  return (async function* () {
    for (let rows = first; rows !== undefined; rows = await next(certain)) yield rows;
  })();
}

/**
 * Why a result was not whole, when rows of it have been given already.
 *
 * @param failing gives the translation that is run once more to know it
 */
async function findCause(
  { connection, root, watch }: Place,
  statement: number,
  failing: () => Promise<Translation>,
): Promise<Error> {
  if (statement !== watch.current)
    return new Error('Another statement was begun before all rows of this one were read');
  watch.throwIfInterrupted();
  const error = await failureOf(connection, (await failing()).sql);
  watch.throwIfInterrupted();
  if (error !== undefined) return athenaFailure(error, root);
  // the rows cannot be taken back, and those of the checked lines may come in another order
  return new RefusedError(
    'A line of an unusual form that is met when rows have been given',
    'ORDER BY, which reads all lines first',
  );
}

function readRows(chunk: DuckDBDataChunk, types: readonly Type[]): EngineValue[][] {
  const columns = types.map((type, i) => chunk.getColumnValues(i).map((value) => engineValue(value, type)));
  return Array.from({ length: chunk.rowCount }, (_, row) => columns.map((column) => column[row] ?? null));
}
