import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { AbsoluteFolder } from './absolute-folder';
import { quote, translate, typeText, type Translation, type UnloadStatement } from '../dialect';
import type { DescribedColumn, EngineOptions, QueryOptions, QueryResult, Statistics } from './contract';
import { copyStatement } from './copy';
import { readAllRows } from './duckdb-result';
import { athenaFailure, isCertainFailure, isLineFailure, writeFailure } from './failures';
import { interruptible } from './interruptible';
import { withLittleMemory, type MemoryLimits } from './little-memory';
import { Macros } from './macros';
import { makeResult } from './make-result';
import { memoryLimits } from './memory';
import { ParquetFiles } from './tables/parquet-files';
import { queryPlan, type QueryPlan } from './plan';
import { bytesScanned } from './profile';
import { Samples } from './samples';
import type { ScanFiles } from './tables/branch';
import type { ScanContext } from './tables/scan';
import { openSession, type Uncaught } from './session';
import { startRows } from './start-rows';
import { partitionsRead } from './tables/partitions-read';
import { resolveTables, scannedShape } from './tables/tables';
import { Threads } from './threads';
import { Watch } from './watch';

/** Answers Athena's SQL about files on this machine. One query at a time: read a result's rows before the next. */
export class Engine {
  private readonly samples: Samples;
  private readonly parquet: ParquetFiles;
  private readonly macros: Macros;
  private readonly watch: Watch;
  private readonly threads: Threads;

  private constructor(
    private readonly root: AbsoluteFolder,
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly folder: string,
    private readonly spillFolder: string,
    uncaught: Uncaught,
    private readonly memory: MemoryLimits,
    ownThreads: boolean,
  ) {
    this.watch = new Watch(uncaught);
    this.samples = new Samples(folder);
    this.parquet = new ParquetFiles(connection);
    this.macros = new Macros(connection);
    this.threads = new Threads(connection, !ownThreads);
  }

  static async open(options: EngineOptions): Promise<Engine> {
    const memory = memoryLimits(options.memoryLimit);
    const { instance, connection, uncaught } = await openSession({
      ...options,
      memoryLimit: memory.whole,
      threads: options.threads ?? 1,
    });
    const folder = options.workFolder ?? mkdtempSync(join(tmpdir(), 'athena-sql-'));
    const spillFolder = options.spillFolder ?? join(folder, 'spill');
    const settings = [
      "SET enable_profiling = 'json'",
      `SET profiling_output = ${quote(join(folder, 'profile.json'))}`,
      `SET custom_profiling_settings = '{"EXTRA_INFO": "true", "OPERATOR_CARDINALITY": "true"}'`,
      `SET temp_directory = ${quote(spillFolder)}`,
    ];
    await connection.run(settings.join(';'));
    const ownThreads = options.threads !== undefined;
    return new Engine(options.root, instance, connection, folder, spillFolder, uncaught, memory, ownThreads);
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
    this.watch.interrupt();
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
    const { connection, root, watch } = this;
    const { translation, files, outcome } = await this.run(sql, options, (translation, certain) =>
      interruptible({ connection, watch }, () => startRows({ connection, root, watch }, translation, certain)),
    );
    return makeResult(translation.columns, outcome, (count) => this.statistics(files, count, began));
  }

  /**
   * Writes what an UNLOAD selects to a Parquet file, which is not there where that fails.
   *
   * Throws as query does, for what fails while it runs as well.
   */
  async unload(unload: UnloadStatement, file: string, options: QueryOptions): Promise<Statistics> {
    const began = performance.now();
    const { connection, watch } = this;
    const { files, outcome } = await this.run(unload.query, options, async (translation) => {
      const copy = copyStatement(translation, unload, file);
      const write = () => interruptible({ connection, watch }, () => readAllRows(connection, copy));
      try {
        const [[rows] = []] = await withLittleMemory(connection, this.memory, write).catch((error: unknown) => {
          throw writeFailure(error, file, this.root);
        });
        watch.throwIfUncaught(translation);
        return Number(rows);
      } catch (error) {
        rmSync(file, { force: true });
        throw error;
      }
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
    // it tells how many partitions with files there are
    const all = { ...options, listsAll: true };
    const { translation, outcome } = await this.run(sql, all, ({ sql: translated }) =>
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
    options: QueryOptions & { readonly listsAll?: boolean },
    execute: (translation: Translation, certain: () => Promise<Translation>) => Promise<T>,
  ): Promise<{ translation: Translation; files: ScanFiles; outcome: T }> {
    this.watch.begin();
    const database = options.database.toLowerCase();
    const now = options.now ?? new Date();
    const files: ScanFiles = [];
    const { parameters, catalog: resolver } = options;
    const whatIsAsked = { database, now, ...(parameters === undefined ? {} : { parameters }) };
    const mayRead = options.listsAll === true ? undefined : await partitionsRead(sql, resolver, whatIsAsked);
    const translateFor = async (intactFiles: readonly string[], wholeItems: boolean): Promise<Translation> => {
      const { root, samples, parquet } = this;
      const context: ScanContext = { root, files, samples, parquet, intact: new Set(intactFiles), checked: wholeItems };
      const translation = translate(sql, {
        ...whatIsAsked,
        catalog: await resolveTables(sql, database, { resolver, mayRead, shapeOf: scannedShape(context) }),
        wholeItems,
      });
      await this.macros.makeFor(translation.sql).catch((error: unknown) => {
        this.watch.throwIfInterrupted();
        throw error;
      });
      return translation;
    };
    const intactFiles = options.intactFiles ?? [];
    const translation = await translateFor(intactFiles, false);
    const isCertain = !translation.readsParts && intactFiles.length === 0;
    const certain = () => translateFor([], true);
    await this.threads.provideFor(translation.scans);
    this.watch.throwIfInterrupted();
    const outcome = await execute(translation, certain).catch(async (error: unknown) => {
      // a line that only a scan of whole, checked lines can tell to be right or wrong
      if (this.watch.isInterrupted || isCertainFailure(error) || (isCertain && !isLineFailure(error))) throw error;
      return execute(await certain(), certain);
    });
    return { translation, files, outcome };
  }

  /** Of the statement that has just run. */
  private statistics(files: ScanFiles, rows: number, began: number): Statistics {
    return {
      dataScannedInBytes: bytesScanned(join(this.folder, 'profile.json'), files, this.parquet),
      rows,
      milliseconds: Math.round(performance.now() - began),
    };
  }

  /** Throws a failure of DuckDB as Athena would name it. */
  private readonly failing = (error: unknown): never => {
    throw athenaFailure(error, this.root);
  };
}
