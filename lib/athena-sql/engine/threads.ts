import { statSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ScanPlan } from '../dialect';

/**
 * Bytes that a single thread reads in less time than it takes to share them: of compressed items some ten milliseconds'
 * worth. A thread of DuckDB's that has nothing to do asks again and again whether there is something.
 */
const BYTES_OF_ONE_THREAD = 64 * 1024;

/** The threads of a DuckDB that begins with one: all that it would have, from the first statement on that reads much. */
export class Threads {
  constructor(
    private readonly connection: DuckDBConnection,
    private hasOne: boolean,
  ) {}

  /** @param scans what the next statement reads */
  async provideFor(scans: readonly ScanPlan[]): Promise<void> {
    if (!this.hasOne || !readsMore(scans, BYTES_OF_ONE_THREAD)) return;
    await this.connection.run('RESET threads');
    this.hasOne = false;
  }
}

/** Whether the files of scans have more bytes than that. */
function readsMore(scans: readonly ScanPlan[], most: number): boolean {
  let bytes = 0;
  for (const { partitions } of scans)
    for (const { stored } of partitions)
      for (const [index, path] of (stored?.files ?? []).entries()) {
        bytes += stored?.sizes?.[index] ?? statSync(path).size;
        if (bytes > most) return true;
      }
  return false;
}
