import type { UnloadStatement } from '../../athena-sql/dialect';
import type { Engine, QueryOptions } from '../../athena-sql/engine';
import type { FileStore } from '../s3';
import { unreadableFailure, type Inspection } from './inspection';
import type { QueryOutcome } from './outcome';
import { parseLocation } from './listings';

/** What the one file is called that is written here; Athena writes many, and names them. */
const FILE = 'unloaded.parquet';

/**
 * Runs an UNLOAD: the folder has its file, or none where nothing is selected or something fails. Athena leaves what a
 * failed one has written.
 *
 * @param unreadable a file of those that it reads, known when all of them were looked at: it fails there
 * @throws AthenaError, RefusedError as the engine does
 */
export async function unloadTo(
  unload: UnloadStatement,
  { engine, store }: { readonly engine: Engine; readonly store: FileStore },
  options: QueryOptions,
  unreadable: Inspection['unreadable'],
): Promise<QueryOutcome> {
  const { bucket, key } = parseLocation(unload.location);
  for await (const object of store.list(bucket, key))
    return {
      state: 'FAILED',
      reason: `HIVE_PATH_ALREADY_EXISTS: Target directory already exists: ${unload.location} (${object.key})`,
    };
  let statistics = { rows: 0, dataScannedInBytes: 0 };
  await store.putWritten(bucket, key + FILE, async (path) => {
    statistics = await engine.unload(unload, path, options);
    const found = await unreadable;
    if (found !== undefined) throw unreadableFailure(found);
  });
  if (statistics.rows === 0) await store.delete(bucket, key + FILE);
  const { dataScannedInBytes } = statistics;
  return { state: 'SUCCEEDED', result: { columns: [], rows: [] }, dataScannedInBytes };
}
