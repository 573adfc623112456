import { AthenaError, parseUnload, typeText } from '../../athena-sql/dialect';
import { allTextRows, type Engine, type QueryOptions } from '../../athena-sql/engine';
import type { Catalog } from '../glue';
import type { FileStore } from '../s3';
import { inspectNothing, unreadableFailure, type Inspect, type Inspection } from './inspection';
import { Listings } from './listings';
import type { QueryOutcome } from './outcome';
import { catalogTables } from './tables';
import { unloadTo } from './unload';

export interface QueryExecutionsOptions {
  readonly engine: Engine;
  readonly catalog: Catalog;
  readonly store: FileStore;
  /** Looks at the files of each statement before it runs. @default nothing is looked at */
  readonly inspect?: Inspect;
}

/** Runs statements on the engine, one at a time, and gives their whole results: those of the workflow are a few rows. */
export class QueryExecutions {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: QueryExecutionsOptions) {}

  /**
   * @param now what the statement's now() is
   * @throws SqlSyntaxError, RefusedError for what Athena, or this machine, does not begin to run
   */
  run(sql: string, database: string, now: Date): Promise<QueryOutcome> {
    const outcome = this.last.then(() => this.execute(sql, database, now));
    this.last = outcome.catch(() => undefined);
    return outcome;
  }

  private async execute(sql: string, database: string, now: Date): Promise<QueryOutcome> {
    const { catalog, store, inspect = inspectNothing } = this.options;
    const unload = parseUnload(sql);
    const statement = { sql: unload?.query ?? sql, unloads: unload !== undefined, database };
    const { unreadable, intactFiles, objectionTo } = await inspect(statement);
    const options = { catalog: catalogTables(catalog, new Listings(store), false), database, now, intactFiles };
    if (unload !== undefined)
      return this.runUnlessUnreadable(unreadable, () => unloadTo(unload, this.options, options, unreadable));
    const answer = await this.runUnlessUnreadable(unreadable, () => this.answer(sql, options));
    if (answer.state === 'FAILED') return answer;
    const objection = objectionTo(answer.result);
    return objection === undefined ? answer : makeFailure(objection);
  }

  /** Runs a statement while its files are still looked at. One that is unreadable is why it fails, whatever else it would do. */
  private async runUnlessUnreadable(
    unreadable: Inspection['unreadable'],
    run: () => Promise<QueryOutcome>,
  ): Promise<QueryOutcome> {
    let isRunning = true;
    const ran = this.runToOutcome(run).finally(() => {
      isRunning = false;
    });
    const looked = unreadable.then((file) => {
      if (file !== undefined && isRunning) this.options.engine.interrupt();
    });
    await Promise.allSettled([ran, looked]);
    const file = await unreadable;
    return file === undefined ? ran : makeFailure(unreadableFailure(file).message);
  }

  private async answer(sql: string, options: QueryOptions): Promise<QueryOutcome> {
    const result = await this.options.engine.query(sql, options);
    const rows = await allTextRows(result);
    const columns = result.columns.map(({ name, type }) => ({ name, type: typeText(type) }));
    const { dataScannedInBytes } = result.statistics();
    return { state: 'SUCCEEDED', result: { columns, rows }, dataScannedInBytes };
  }

  private async runToOutcome(run: () => Promise<QueryOutcome>): Promise<QueryOutcome> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof AthenaError) return makeFailure(error.message);
      throw error;
    }
  }
}

function makeFailure(reason: string): QueryOutcome {
  return { state: 'FAILED', reason };
}
