import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { DuckDBConnection, DuckDBInstance, DuckDBResult } from '@duckdb/node-api';
import { translate, typeText, type Translation, type Type } from '../dialect';
import { athenaFailure } from './failures';
import { bytesScanned } from './profile';
import { Samples } from './samples';
import type { ScanContext, ScanFiles } from './scan';
import { openSession, type SessionOptions } from './session';
import type { TableResolver } from './table-source';
import { resolveTables } from './tables';
import { engineValue, type EngineValue } from './values';

export interface EngineOptions extends SessionOptions {
  /** Folder of the buckets: `s3://bucket/key` is the file `<root>/bucket/key`. */
  readonly root: string;
}

export interface QueryOptions {
  readonly catalog: TableResolver;
  readonly database: string;
  /** Values of `?`, each a SQL literal, as Athena's ExecutionParameters. */
  readonly parameters?: readonly string[];
  /** What now() and current_date are. @default the time of the call */
  readonly now?: Date;
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

  private constructor(
    private readonly root: string,
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly folder: string,
  ) {
    this.samples = new Samples(folder);
  }

  static async open(options: EngineOptions): Promise<Engine> {
    const { instance, connection } = await openSession(options);
    const folder = mkdtempSync(join(tmpdir(), 'export-to-athena-'));
    const settings = [
      "SET enable_profiling = 'json'",
      `SET profiling_output = '${join(folder, 'profile.json').replaceAll("'", "''")}'`,
      `SET custom_profiling_settings = '{"EXTRA_INFO": "true"}'`,
      `SET temp_directory = '${join(folder, 'spill').replaceAll("'", "''")}'`,
    ];
    await connection.run(settings.join(';'));
    return new Engine(resolve(options.root), instance, connection, folder);
  }

  /** Frees the memory and the folder for what did not fit in it. */
  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * Runs one query.
   *
   * Throws SqlSyntaxError with line and column, RefusedError for what is not proven to answer as Athena does, and
   * AthenaError for what fails on Athena too: at once, or, when only rows tell, while they are read.
   */
  async query(sql: string, options: QueryOptions): Promise<QueryResult> {
    const began = performance.now();
    const database = options.database.toLowerCase();
    const context: ScanContext = { root: this.root, files: new Map(), samples: this.samples };
    const catalog = await resolveTables(sql, database, options.catalog, context);
    const translation = translate(sql, {
      catalog,
      database,
      ...(options.parameters === undefined ? {} : { parameters: options.parameters }),
      ...(options.now === undefined ? {} : { now: options.now }),
    });
    return this.run(translation, context.files, began);
  }

  private async run({ sql, columns }: Translation, files: ScanFiles, began: number): Promise<QueryResult> {
    let statistics: Statistics | undefined;
    const profile = join(this.folder, 'profile.json');
    const result = await this.start(sql);
    const types = columns.map((c) => c.type);
    const rows = (async function* (): AsyncGenerator<readonly (readonly EngineValue[])[]> {
      let count = 0;
      for await (const batch of batches(result, types)) {
        count += batch.length;
        yield batch;
      }
      statistics = {
        dataScannedInBytes: bytesScanned(profile, files),
        rows: count,
        milliseconds: Math.round(performance.now() - began),
      };
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

  private async start(sql: string): Promise<DuckDBResult> {
    try {
      return await this.connection.stream(sql);
    } catch (error) {
      throw athenaFailure(error);
    }
  }
}

async function* batches(result: DuckDBResult, types: readonly Type[]): AsyncGenerator<EngineValue[][]> {
  for (;;) {
    let chunk;
    try {
      chunk = await result.fetchChunk();
    } catch (error) {
      throw athenaFailure(error);
    }
    if (chunk === null || chunk.rowCount === 0) return;
    const columns = types.map((type, i) => chunk.getColumnValues(i).map((v) => engineValue(v, type)));
    yield Array.from({ length: chunk.rowCount }, (_, row) => columns.map((column) => column[row] ?? null));
  }
}
