import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance, DuckDBResult } from '@duckdb/node-api';
import type { AbsoluteFolder } from '../absolute-folder';
import { translate, typeText, type Translation, type Type, type UnloadStatement, quote } from '../dialect';
import { copyStatement } from './copy';
import { athenaFailure, isLineFailure } from './failures';
import { ParquetFiles } from './parquet-files';
import { bytesScanned } from './profile';
import { Samples } from './samples';
import type { ScanContext, ScanFiles } from './scan';
import { openSession, type SessionOptions } from './session';
import type { TableResolver } from './table-source';
import { resolveTables } from './tables';
import { engineValue, type EngineValue } from './values';

export interface EngineOptions extends SessionOptions {
  /** Folder of the buckets: `s3://bucket/key` is the file `<root>/bucket/key`. */
  readonly root: AbsoluteFolder;
}

export interface QueryOptions {
  readonly catalog: TableResolver;
  readonly database: string;
  /** Values of `?`, each a SQL literal, as Athena's ExecutionParameters. */
  readonly parameters?: readonly string[];
  /** What now() and current_date are. @default the time of the call */
  readonly now?: Date;
  /**
   * Paths of data files known to be as DynamoDB wrote them, by their checksums: an object in every line. A table that
   * passes over lines that are none reads these twice as fast.
   */
  readonly intactFiles?: readonly string[];
}

export interface ResultColumn {
  readonly name: string;
  readonly type: Type;
  /** The type in Trino's words. */
  readonly typeText: string;
}

export interface Statistics {
  readonly dataScannedInBytes: number;
  readonly rows: number;
  readonly milliseconds: number;
}

export interface QueryResult {
  readonly columns: readonly ResultColumn[];
  /** Batches of rows, to be read once. A failure while the query runs is thrown here. */
  readonly rows: AsyncIterable<readonly (readonly EngineValue[])[]>;
  /** Known when the rows have been read. */
  statistics(): Statistics;
}

/** Answers Athena's SQL about files on this machine. One query at a time: read a result's rows before the next. */
export class Engine {
  private readonly samples: Samples;
  private readonly parquet: ParquetFiles;
  private interrupted = false;

  private constructor(
    private readonly root: AbsoluteFolder,
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly folder: string,
  ) {
    this.samples = new Samples(folder);
    this.parquet = new ParquetFiles(connection);
  }

  static async open(options: EngineOptions): Promise<Engine> {
    const { instance, connection } = await openSession(options);
    const folder = mkdtempSync(join(tmpdir(), 'export-to-athena-'));
    const settings = [
      "SET enable_profiling = 'json'",
      `SET profiling_output = ${quote(join(folder, 'profile.json'))}`,
      `SET custom_profiling_settings = '{"EXTRA_INFO": "true"}'`,
      `SET temp_directory = ${quote(join(folder, 'spill'))}`,
    ];
    await connection.run(settings.join(';'));
    return new Engine(options.root, instance, connection, folder);
  }

  /** Frees the memory and the folder for what did not fit in it. */
  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
    rmSync(this.folder, { recursive: true, force: true });
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
    const { translation, files, outcome } = await this.run(sql, options, ({ sql, columns }) =>
      this.start(
        sql,
        columns.map((c) => c.type),
      ),
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
      const result = await this.connection.runAndReadAll(copyStatement(translation, unload, file)).catch(failing);
      return Number(result.value(0, 0));
    });
    return this.statistics(files, outcome, began);
  }

  /** Translates a query and lets it be executed, a second time where only whole, checked lines can be read. */
  private async run<T>(
    sql: string,
    options: QueryOptions,
    execute: (translation: Translation) => Promise<T>,
  ): Promise<{ translation: Translation; files: ScanFiles; outcome: T }> {
    this.interrupted = false;
    const database = options.database.toLowerCase();
    const now = options.now ?? new Date();
    const files: ScanFiles = new Map();
    const translated = async (intactFiles: readonly string[], wholeItems: boolean): Promise<Translation> => {
      const { root, samples, parquet } = this;
      const context: ScanContext = { root, files, samples, parquet, intact: new Set(intactFiles), checked: wholeItems };
      return translate(sql, {
        catalog: await resolveTables(sql, database, options.catalog, context),
        database,
        now,
        wholeItems,
        ...(options.parameters === undefined ? {} : { parameters: options.parameters }),
      });
    };
    const intactFiles = options.intactFiles ?? [];
    const translation = await translated(intactFiles, false);
    const certain = !translation.readsParts && intactFiles.length === 0;
    const outcome = await execute(translation).catch(async (error: unknown) => {
      // a line that only a scan of whole, checked lines can tell to be right or wrong
      if (this.interrupted || (certain && !isLineFailure(error))) throw error;
      return execute(await translated([], true));
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
    const known = (count: number) => this.statistics(files, count, began);
    const rows = (async function* (): AsyncGenerator<readonly (readonly EngineValue[])[]> {
      let count = 0;
      for await (const batch of batches) {
        count += batch.length;
        yield batch;
      }
      statistics = known(count);
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
  private async start(sql: string, types: readonly Type[]): Promise<AsyncIterable<EngineValue[][]>> {
    const result = await this.connection.stream(sql).catch(failing);
    const first = await batch(result, types).catch(failing);
    return (async function* () {
      for (let rows = first; rows !== undefined; rows = await batch(result, types).catch(failing)) yield rows;
    })();
  }
}

function failing(error: unknown): never {
  throw athenaFailure(error);
}

/** The next rows of a result; undefined behind the last. */
async function batch(result: DuckDBResult, types: readonly Type[]): Promise<EngineValue[][] | undefined> {
  const chunk = await result.fetchChunk();
  if (chunk === null || chunk.rowCount === 0) return undefined;
  const columns = types.map((type, i) => chunk.getColumnValues(i).map((v) => engineValue(v, type)));
  return Array.from({ length: chunk.rowCount }, (_, row) => columns.map((column) => column[row] ?? null));
}
