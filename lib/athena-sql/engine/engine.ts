import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api';
import type { AbsoluteFolder } from './absolute-folder';
import {
  AthenaError,
  RefusedError,
  translate,
  typeText,
  type Translation,
  type Type,
  type UnloadStatement,
  quote,
} from '../dialect';
import type { DescribedColumn, EngineOptions, QueryOptions, QueryResult, Statistics } from './contract';
import { copyStatement } from './copy';
import { failureOf, IncompleteResultError, readAllRows, readChunks, streamChunks } from './duckdb-result';
import { athenaFailure, isCertainFailure, isLineFailure } from './failures';
import { Macros } from './macros';
import { ParquetFiles } from './tables/parquet-files';
import { queryPlan, type QueryPlan } from './plan';
import { bytesScanned } from './profile';
import { Samples } from './samples';
import type { ScanFiles } from './tables/branch';
import type { ScanContext } from './tables/scan';
import { openSession, type Uncaught } from './session';
import { resolveTables } from './tables/tables';
import { engineValue, type EngineValue } from './values';

/** Rows of one of DuckDB's chunks: no more of them are in memory at a time, whether they are streamed or not. */
const CHUNK_ROWS = 2048;

/** Answers Athena's SQL about files on this machine. One query at a time: read a result's rows before the next. */
export class Engine {
  private readonly samples: Samples;
  private readonly parquet: ParquetFiles;
  private readonly macros: Macros;
  private interrupted = false;
  /** Statements begun, to know a result whose statement was not the last one. */
  private begun = 0;

  private constructor(
    private readonly root: AbsoluteFolder,
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly folder: string,
    private readonly spillFolder: string,
    private readonly uncaught: Uncaught,
  ) {
    this.samples = new Samples(folder);
    this.parquet = new ParquetFiles(connection);
    this.macros = new Macros(connection);
  }

  static async open(options: EngineOptions): Promise<Engine> {
    const { instance, connection, uncaught } = await openSession(options);
    const folder = options.workFolder ?? mkdtempSync(join(tmpdir(), 'athena-sql-'));
    const spillFolder = options.spillFolder ?? join(folder, 'spill');
    const settings = [
      "SET enable_profiling = 'json'",
      `SET profiling_output = ${quote(join(folder, 'profile.json'))}`,
      `SET custom_profiling_settings = '{"EXTRA_INFO": "true", "OPERATOR_CARDINALITY": "true"}'`,
      `SET temp_directory = ${quote(spillFolder)}`,
    ];
    await connection.run(settings.join(';'));
    return new Engine(options.root, instance, connection, folder, spillFolder, uncaught);
  }

  /**
   * Frees the memory and the folder for what did not fit in it. Threads that still fill a result which was not read to its
   * end call functions of this process, which is aborted when it ends meanwhile: the next statement ends and awaits them.
   */
  async close(): Promise<void> {
    this.connection.interrupt();
    await this.connection.run('SELECT 1');
    this.connection.closeSync();
    this.instance.closeSync();
    for (const folder of [this.folder, this.spillFolder]) rmSync(folder, { recursive: true, force: true });
  }

  /** Stops the query that is running, which then fails. */
  interrupt(): void {
    this.interrupted = true;
    this.connection.interrupt();
  }

  /**
   * Runs one query.
   *
   * Throws SqlSyntaxError with line and column, RefusedError for what is not proven to answer as Athena does, and
   * AthenaError for what fails on Athena too: at once, or, when only rows tell, while they are read.
   */
  async query(sql: string, options: QueryOptions): Promise<QueryResult> {
    const began = performance.now();
    const { translation, files, outcome } = await this.run(sql, options, (translation, certain) =>
      this.start(translation, certain),
    );
    return this.result(translation.columns, outcome, files, began);
  }

  /**
   * Writes what an UNLOAD selects to a Parquet file, which is not there where that fails.
   *
   * Throws as query does, for what fails while it runs as well.
   */
  async unload(unload: UnloadStatement, file: string, options: QueryOptions): Promise<Statistics> {
    const began = performance.now();
    const { files, outcome } = await this.run(unload.query, options, async (translation) => {
      const [[rows] = []] = await readAllRows(this.connection, copyStatement(translation, unload, file)).catch(
        this.failing,
      );
      try {
        this.throwIfUncaught(translation);
      } catch (error) {
        rmSync(file, { force: true });
        throw error;
      }
      return Number(rows);
    });
    return this.statistics(files, outcome, began);
  }

  /**
   * The columns that a query would give. Nothing of it is run.
   *
   * Throws as query does, for what is wrong before it runs.
   */
  async describe(sql: string, options: QueryOptions): Promise<DescribedColumn[]> {
    const { translation } = await this.run(sql, options, () => Promise.resolve());
    return translation.columns.map(({ name, type, isUnnamed }) => ({
      name,
      type,
      typeText: typeText(type),
      isUnnamed,
    }));
  }

  /**
   * What a query would read: tables, partitions, files, columns and bytes. Nothing of it is run.
   *
   * Throws as query does, for what is wrong before it runs.
   */
  async explain(sql: string, options: QueryOptions): Promise<QueryPlan> {
    const { translation, outcome } = await this.run(sql, options, ({ sql: translated }) =>
      readAllRows(this.connection, `EXPLAIN (FORMAT JSON) ${translated}`).catch(this.failing),
    );
    return queryPlan(translation.scans, String(outcome[0]?.[1]), this.parquet);
  }

  /**
   * Translates a query and lets it be executed, a second time where only whole, checked lines can be read.
   *
   * @param execute is given the translation, and how to have the one that reads whole, checked lines
   */
  private async run<T>(
    sql: string,
    options: QueryOptions,
    execute: (translation: Translation, certain: () => Promise<Translation>) => Promise<T>,
  ): Promise<{ translation: Translation; files: ScanFiles; outcome: T }> {
    this.interrupted = false;
    this.uncaught.refusal = undefined;
    this.begun += 1;
    const database = options.database.toLowerCase();
    const now = options.now ?? new Date();
    const files: ScanFiles = [];
    const translateFor = async (intactFiles: readonly string[], wholeItems: boolean): Promise<Translation> => {
      const { root, samples, parquet } = this;
      const context: ScanContext = { root, files, samples, parquet, intact: new Set(intactFiles), checked: wholeItems };
      const translation = translate(sql, {
        catalog: await resolveTables(sql, database, options.catalog, context),
        database,
        now,
        wholeItems,
        ...(options.parameters === undefined ? {} : { parameters: options.parameters }),
      });
      await this.macros.makeFor(translation.sql).catch((error: unknown) => {
        this.throwIfInterrupted();
        throw error;
      });
      return translation;
    };
    const intactFiles = options.intactFiles ?? [];
    const translation = await translateFor(intactFiles, false);
    const isCertain = !translation.readsParts && intactFiles.length === 0;
    const certain = () => translateFor([], true);
    this.throwIfInterrupted();
    const outcome = await execute(translation, certain).catch(async (error: unknown) => {
      // a line that only a scan of whole, checked lines can tell to be right or wrong
      if (this.interrupted || isCertainFailure(error) || (isCertain && !isLineFailure(error))) throw error;
      return execute(await certain(), certain);
    });
    return { translation, files, outcome };
  }

  private result(
    columns: Translation['columns'],
    batches: AsyncIterable<EngineValue[][]>,
    files: ScanFiles,
    began: number,
  ): QueryResult {
    let statistics: Statistics | undefined;
    const statisticsOf = (count: number) => this.statistics(files, count, began);
    const rows = (async function* (): AsyncGenerator<readonly (readonly EngineValue[])[]> {
      let count = 0;
      for await (const batch of batches) {
        count += batch.length;
        yield batch;
      }
      statistics = statisticsOf(count);
    })();
    return {
      columns: columns.map(({ name, type }) => ({ name, type, typeText: typeText(type) })),
      rows,
      statistics: () => {
        if (statistics === undefined) throw new Error('The statistics are known when all rows have been read');
        return statistics;
      },
    };
  }

  /** Of the statement that has just run. */
  private statistics(files: ScanFiles, rows: number, began: number): Statistics {
    return {
      dataScannedInBytes: bytesScanned(join(this.folder, 'profile.json'), files, this.parquet),
      rows,
      milliseconds: Math.round(performance.now() - began),
    };
  }

  /** Runs DuckDB's SQL up to its first rows, where nearly all that can fail has failed. */
  private async start(
    translation: Translation,
    certain: () => Promise<Translation>,
  ): Promise<AsyncIterable<EngineValue[][]>> {
    const types = translation.columns.map((c) => c.type);
    const { rowLimit = Infinity, sql } = translation;
    const chunks = rowLimit <= CHUNK_ROWS ? readChunks(this.connection, sql) : streamChunks(this.connection, sql);
    const statement = this.begun;
    const next = async (cause: () => Promise<Translation>): Promise<EngineValue[][] | undefined> => {
      const chunk = await chunks.next().catch(async (error: unknown) => {
        this.throwIfInterrupted();
        throw error instanceof IncompleteResultError
          ? await this.cause(statement, cause)
          : athenaFailure(error, this.root);
      });
      this.throwIfInterrupted();
      this.throwIfUncaught(translation);
      return chunk.done === true ? undefined : rowsOf(chunk.value, types);
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
  private async cause(statement: number, failing: () => Promise<Translation>): Promise<Error> {
    if (statement !== this.begun) return new Error('Another statement was begun before all rows of this one were read');
    this.throwIfInterrupted();
    const error = await failureOf(this.connection, (await failing()).sql);
    this.throwIfInterrupted();
    if (error !== undefined) return athenaFailure(error, this.root);
    // the rows cannot be taken back, and those of the checked lines may come in another order
    return new RefusedError(
      'A line of an unusual form that is met when rows have been given',
      'ORDER BY, which reads all lines first',
    );
  }

  /** DuckDB's TRY has answered NULL where Trino would have failed, or where it is not known what Trino gives. */
  private throwIfUncaught({ sql }: Translation): void {
    if (this.uncaught.refusal !== undefined && sql.includes('TRY(')) throw this.uncaught.refusal;
  }

  /** Throws a failure of DuckDB as Athena would name it. */
  private readonly failing = (error: unknown): never => {
    throw athenaFailure(error, this.root);
  };

  /** An interrupt between two statements of DuckDB stops neither of them. */
  private throwIfInterrupted(): void {
    if (this.interrupted) throw new AthenaError('GENERIC_INTERNAL_ERROR', 'The query was interrupted');
  }
}

function rowsOf(chunk: DuckDBDataChunk, types: readonly Type[]): EngineValue[][] {
  const columns = types.map((type, i) => chunk.getColumnValues(i).map((v) => engineValue(v, type)));
  return Array.from({ length: chunk.rowCount }, (_, row) => columns.map((column) => column[row] ?? null));
}
