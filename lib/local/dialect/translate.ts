import type { Catalog } from './analysis/catalog';
import { analyzeLiteralParameter } from './analysis/parameters';
import { analyzeStatement } from './analysis/query';
import { AthenaError } from './errors';
import { parseStatement } from './syntax/statement';
import type { Type } from './types';

export interface TranslateOptions {
  readonly catalog: Catalog;
  /** Where unqualified table names are looked up. */
  readonly database: string;
  /** Values of `?`, each as a SQL literal, as Athena's ExecutionParameters are. */
  readonly parameters?: readonly string[];
  /** What now() and current_date are; in UTC. */
  readonly now?: Date;
}

export interface Translation {
  /** DuckDB's SQL, for a session that has run the macros. Its columns are c1, c2, .. */
  readonly sql: string;
  /** The columns under the names that Athena prints. */
  readonly columns: readonly { readonly name: string; readonly type: Type }[];
}

/**
 * Translates one Athena query for DuckDB.
 * Throws SqlSyntaxError, AthenaError (what Athena would refuse as well) or RefusedError (what is not proven here).
 */
export function translate(sql: string, options: TranslateOptions): Translation {
  const { query, parameters: wanted } = parseStatement(sql);
  const given = options.parameters ?? [];
  if (wanted !== given.length)
    throw new AthenaError(
      'INVALID_PARAMETER_USAGE',
      `Incorrect number of parameters: expected ${wanted} but found ${given.length}`,
    );
  const result = analyzeStatement(query, {
    catalog: options.catalog,
    database: options.database.toLowerCase(),
    views: [],
    parameters: given.map(analyzeLiteralParameter),
    names: { next: 1 },
    now: (options.now ?? new Date()).toISOString().slice(0, 23).replace('T', ' '),
    ctes: new Map(),
  });
  return { sql: result.sql, columns: result.columns.map((c, i) => ({ name: c.name ?? `_col${i}`, type: c.type })) };
}
