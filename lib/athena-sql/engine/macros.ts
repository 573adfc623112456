import type { DuckDBConnection } from '@duckdb/node-api';
import { findMacros } from '../dialect';

/** Makes the runtime's macros when a statement needs them: to make all of them takes longer than most statements. */
export class Macros {
  private readonly made = new Set<string>();

  constructor(private readonly connection: DuckDBConnection) {}

  /** @param sql a statement of DuckDB, to be run next */
  async makeFor(sql: string): Promise<void> {
    const missing = findMacros(sql).filter(({ name }) => !this.made.has(name));
    if (missing.length === 0) return;
    await this.connection.run(missing.map(({ statement }) => statement).join(';\n'));
    for (const { name } of missing) this.made.add(name);
  }
}
