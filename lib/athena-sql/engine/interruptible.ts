import type { DuckDBConnection } from '@duckdb/node-api';
import type { Watch } from './watch';

/** Milliseconds after which DuckDB is interrupted once more. */
const AGAIN_MS = 50;

/**
 * Runs a statement of DuckDB that can be interrupted at any time. DuckDB forgets an interrupt that comes in the first
 * milliseconds of a statement, while it plans it (11 of 300 with DuckDB 1.5.6), and then runs it to its end. So it is
 * interrupted again until it has ended.
 */
export async function interruptible<T>(
  { connection, watch }: { readonly connection: DuckDBConnection; readonly watch: Watch },
  runStatement: () => Promise<T>,
): Promise<T> {
  const timer = setInterval(() => {
    if (watch.isInterrupted) connection.interrupt();
  }, AGAIN_MS);
  try {
    return await runStatement();
  } finally {
    clearInterval(timer);
  }
}
