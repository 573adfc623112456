import { analyzeLiteralParameter } from './analysis/parameters';
import { analyzeStatement } from './analysis/statement';
import type { QueryResult } from './analysis/scope';
import type { Catalog } from './catalog';
import { AthenaError } from './errors';
import { quote } from './quote';
import { removeMarks } from './values/mark';
import { TODAY } from './values/timestamp-of-time';
import { Scan, type ScanPlan } from './values/scan';
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
  /** Whether items are read whole even where a few attributes would do. @default false */
  readonly wholeItems?: boolean;
}

export interface TranslatedColumn {
  readonly name: string;
  readonly type: Type;
  /** Whether the statement gives it no name, and Athena prints one: _col0, _col1, .. */
  readonly isUnnamed: boolean;
}

export interface Translation {
  /** DuckDB's SQL, for a session that has run the macros. Its columns are c1, c2, .. */
  readonly sql: string;
  /** The columns under the names that Athena prints. */
  readonly columns: readonly TranslatedColumn[];
  /**
   * Whether a scan reads a few attributes of its items. It fails on some lines that a scan of whole items can read, such as
   * one with a key twice; where it does not fail, it gives the same.
   */
  readonly readsParts: boolean;
  /** The tables that it reads, one for each place that names one, views opened. */
  readonly scans: readonly ScanPlan[];
  /** Rows that it has at most, where the statement alone tells. */
  readonly rowLimit: number | undefined;
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
  const parameters = given.map(analyzeLiteralParameter);
  const now = (options.now ?? new Date()).toISOString().slice(0, 23).replace('T', ' ');
  const today = `CAST(${quote(now.slice(0, 10))} AS TIMESTAMP)`;
  const analyze = (isPartial: (alias: string) => boolean): Analyzed => {
    const scans: Scan[] = [];
    const result = analyzeStatement(query, {
      sql,
      catalog: options.catalog,
      database: options.database.toLowerCase(),
      views: [],
      parameters,
      names: { next: 1 },
      now,
      ctes: new Map(),
      scan: (alias, table, origin) => {
        const canBePartial = table.partitions.every(({ sqlOf }) => sqlOf !== undefined);
        const scan = new Scan(alias, table, canBePartial && isPartial(alias), origin);
        scans.push(scan);
        return scan;
      },
    });
    return { result, scans };
  };
  const { result, scans } = options.wholeItems === true ? analyze(() => false) : inPart(analyze);
  return {
    sql: removeMarks(scans.reduce((text, scan) => scan.fillIn(text), result.sql).replaceAll(TODAY, today)),
    columns: result.columns.map((c, i) => ({
      name: c.name ?? `_col${i}`,
      type: c.type,
      isUnnamed: c.name === undefined,
    })),
    readsParts: scans.some(({ isPartial }) => isPartial),
    scans: scans.map(({ plan }) => plan),
    rowLimit: result.mostRows,
  };
}

interface Analyzed {
  readonly result: QueryResult;
  /** All that were opened, in their order. */
  readonly scans: readonly Scan[];
}

/**
 * Analyzes a statement with every scan that can be one of a few attributes being such a scan; and, where some then have to
 * name the whole item, once more with those being whole.
 */
function inPart(analyzed: (isPartial: (alias: string) => boolean) => Analyzed): Analyzed {
  const first = analyzed(() => true);
  const whole = new Set<string>();
  for (const scan of first.scans)
    if (scan.isPartial && (first.result.sql.includes(scan.wholeItem) || !areDistinct(scan.attributes)))
      whole.add(scan.alias);
  return whole.size === 0 ? first : analyzed((alias) => !whole.has(alias));
}

/** DuckDB's STRUCT takes two names for one that differ in case alone. */
const areDistinct = (names: ReadonlySet<string>): boolean =>
  new Set([...names].map((name) => name.toLowerCase())).size === names.size;
