import { AthenaError, parseUnload, typeText } from '../../athena-sql/dialect';
import { allTextRows, type Engine, type QueryOptions, type TextRow } from '../../athena-sql/engine';
import type { Catalog } from '../glue';
import type { FileStore } from '../s3';
import { checkBytes, type ByteCheckResult } from './byte-check';
import { Listings } from './listings';
import { catalogTables } from './tables';
import { unloadTo } from './unload';

/** A result as Athena keeps it: texts, undefined for NULL. */
export interface QueryResultTexts {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly TextRow[];
}

/** How a query ended. */
export type Outcome =
  | { readonly state: 'SUCCEEDED'; readonly result: QueryResultTexts; readonly dataScannedInBytes: number }
  | { readonly state: 'FAILED'; readonly reason: string };

export interface QueryExecutionsOptions {
  readonly engine: Engine;
  readonly catalog: Catalog;
  readonly store: FileStore;
}

/** Runs statements on the engine, one at a time, and gives their whole results: those of the workflow are a few rows. */
export class QueryExecutions {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: QueryExecutionsOptions) {}

  /**
   * @param now what the statement's now() is
   * @throws SqlSyntaxError, RefusedError for what Athena, or this machine, does not begin to run
   */
  run(sql: string, database: string, now: Date): Promise<Outcome> {
    const outcome = this.last.then(() => this.outcome(sql, database, now));
    this.last = outcome.catch(() => undefined);
    return outcome;
  }

  private async outcome(sql: string, database: string, now: Date): Promise<Outcome> {
    const { catalog, store } = this.options;
    const unload = parseUnload(sql);
    const statement = { sql: unload?.query ?? sql, unloads: unload !== undefined };
    const { unreadable, findings, intactFiles } = await checkBytes(statement, database, catalog, store);
    if (unreadable !== undefined) return makeFailure(`HIVE_CANNOT_OPEN_SPLIT: ${unreadable.uri}: ${unreadable.reason}`);
    const options = { catalog: catalogTables(catalog, new Listings(store), false), database, now, intactFiles };
    // what a validation says of the files is for it to say
    if (unload !== undefined) return this.runToOutcome(() => unloadTo(unload, this.options, options));
    const answer = await this.runToOutcome(() => this.answer(sql, options));
    if (answer.state === 'FAILED' || hasErrors(answer.result)) return answer;
    // a manifest that was changed is a warning: on AWS nothing reads its checksum
    const refused = findings.filter(({ check }) => check !== 'manifest_changed');
    return refused.length === 0 ? answer : makeFailure(`MD5_MISMATCH: ${describeFindings(refused)}`);
  }

  private async answer(sql: string, options: QueryOptions): Promise<Outcome> {
    const result = await this.options.engine.query(sql, options);
    const rows = await allTextRows(result);
    const columns = result.columns.map(({ name, type }) => ({ name, type: typeText(type) }));
    const { dataScannedInBytes } = result.statistics();
    return { state: 'SUCCEEDED', result: { columns, rows }, dataScannedInBytes };
  }

  private async runToOutcome(run: () => Promise<Outcome>): Promise<Outcome> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof AthenaError) return makeFailure(error.message);
      throw error;
    }
  }
}

function makeFailure(reason: string): Outcome {
  return { state: 'FAILED', reason };
}

/** Whether a validation found something itself, which then says more than a checksum. */
function hasErrors({ columns, rows }: QueryResultTexts): boolean {
  const severity = columns.findIndex(({ name }) => name === 'severity');
  return rows.some((row) => row[severity] === 'error');
}

function describeFindings(findings: ByteCheckResult['findings']): string {
  return findings
    .map(({ check, file, expected, found }) => `${file}: ${check}, ${expected}, found ${found}`)
    .join('; ');
}
