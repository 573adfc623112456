import type { DuckDBConnection } from '@duckdb/node-api';
import { isOutOfMemory } from './failures';

/** Sizes of memory, in DuckDB's words. */
export interface MemoryLimits {
  /** What is enough for usual data. */
  readonly little: string;
  /** What the connection's database may take otherwise. */
  readonly whole: string;
}

/**
 * Does work that fills whatever memory it may take and is hardly faster for it, such as writing Parquet: with little memory,
 * and where that is not enough once more with all of it.
 *
 * @throws what the work throws
 */
export async function withLittleMemory<T>(
  connection: DuckDBConnection,
  { little, whole }: MemoryLimits,
  work: () => Promise<T>,
): Promise<T> {
  const limit = (size: string) => connection.run(`SET memory_limit = '${size}'`);
  try {
    await limit(little);
  } catch {
    // more is in use already, and cannot be written to the disk
    return work();
  }
  try {
    return await work();
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
  } finally {
    await limit(whole);
  }
  return work();
}
