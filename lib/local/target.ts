import { temporaryFolder } from '../files/leftovers';
import { type TablePartition, tablePartition } from '../night';
import {
  inOrder,
  InterruptedError,
  MemoryError,
  NoCatalogError,
  NoSuchTableError,
  StatementError,
  tableDescription,
  type Answer,
  type QueryOptions,
  type TableDescription,
  type Target,
} from '../target';
import { folderIn, type AbsoluteFolder } from '../athena-sql/engine/absolute-folder';
import { Listings } from './athena/listings';
import { SCRATCH } from './scratch';
import { catalogTables } from './athena/tables';
import { AthenaError, RefusedError, SqlSyntaxError } from '../athena-sql/errors';
import type { Engine, EngineOptions, QueryOptions as EngineQueryOptions } from '../athena-sql/engine';
import type { OtherStatement } from '../athena-sql/syntax/other-statements';
import { Catalog } from './glue/catalog';
import { noNights } from './folder/no-nights';
import { FileStore } from './s3/file-store';
import { pathText } from '../path-text';

/** DuckDB and the dialect take longer to load than all the rest, and listing tables needs neither. */
const loadEngine = () => import('../athena-sql/engine');

type Limits = Pick<EngineOptions, 'memoryLimit'>;

/** The nights that a local system has put into a folder; the engine is opened by the first query. */
export class LocalTarget implements Target {
  private engine: Promise<Engine> | undefined;
  private readonly listings: Listings;

  private constructor(
    readonly place: string,
    readonly database: string,
    private readonly catalog: Catalog,
    private readonly store: FileStore,
    private readonly limits: Limits,
  ) {
    this.listings = new Listings(store);
  }

  /**
   * @param folder where `start` put the nights
   * @param database the system's; where the folder has only another one, that one is meant
   * @param limits what its queries may take of this machine
   * @throws NoCatalogError
   */
  static open(folder: AbsoluteFolder, database: string, limits: Limits = {}): LocalTarget {
    const catalog = Catalog.open(folderIn(folder, 'catalog'));
    const databases = catalog.databaseNames().filter((name) => name !== SCRATCH || name === database);
    const [only] = databases;
    if (only === undefined) throw noNights(folder);
    if (!databases.includes(database) && databases.length > 1)
      throw new NoCatalogError(
        `${pathText(folder)} has no database ${database}, but ${databases.join(', ')}: give the system with -c systemName=...`,
      );
    const found = databases.includes(database) ? database : only;
    return new LocalTarget(folder, found, catalog, new FileStore(folderIn(folder, 's3')), limits);
  }

  tables(database = this.database): Promise<TableDescription[]> {
    const names = this.catalog.tableNames(database).sort();
    return Promise.resolve(
      names.flatMap((name) => {
        const table = this.catalog.table(database, name);
        return table ? [tableDescription(table.input)] : [];
      }),
    );
  }

  async partitions(table: string): Promise<TablePartition[]> {
    const found = this.catalog.table(this.database, table);
    if (found) return inOrder(found.partitions.map(tablePartition));
    throw new NoSuchTableError(table, this.database, this.place, this.catalog.tableNames(this.database));
  }

  async query(sql: string, { parameters, signal }: QueryOptions = {}): Promise<Answer> {
    if (signal?.aborted === true) throw new InterruptedError('The query was not begun');
    // one that is being opened is awaited by the query itself
    const interrupt = () => {
      void this.engine?.then((engine) => {
        engine.interrupt();
      });
    };
    signal?.addEventListener('abort', interrupt, { once: true });
    const stopListening = () => {
      signal?.removeEventListener('abort', interrupt);
    };
    const throwExplained = (error: unknown): never => {
      stopListening();
      throw signal?.aborted === true ? new InterruptedError('The query was stopped') : statementError(error);
    };
    try {
      const { parseOtherStatement } = await import('../athena-sql/syntax/other-statement');
      const statement = parseOtherStatement(sql);
      const catalog = catalogTables(this.catalog, this.listings);
      const options = { catalog, database: this.database, ...(parameters && { parameters }) };
      const throwIfStopped = () => {
        signal?.throwIfAborted();
      };
      if (statement !== undefined) return await this.carryOut(statement, options, { throwIfStopped, stopListening });
      const engine = await this.openEngine();
      throwIfStopped();
      const result = await engine.query(sql, options);
      const { textRows } = await loadEngine();
      return {
        columns: result.columns.map(({ name, typeText }) => ({ name, type: typeText })),
        rows: explainFailures(textRows(result), throwExplained, stopListening),
        statistics: () => result.statistics(),
      };
    } catch (error) {
      return throwExplained(error);
    }
  }

  /** A statement that is no query: it has ended when its answer is given. */
  private async carryOut(
    statement: OtherStatement,
    options: EngineQueryOptions,
    { throwIfStopped, stopListening }: { readonly throwIfStopped: () => void; readonly stopListening: () => void },
  ): Promise<Answer> {
    const began = performance.now();
    const { answerStatement } = await import('./athena/statements/answer');
    const { catalog, store, database } = this;
    const context = { catalog, store, database, engine: () => this.openEngine(), options, throwIfStopped };
    const {
      columns,
      rows,
      rowsWritten,
      dataScannedInBytes,
      isText = false,
    } = await answerStatement(statement, context);
    stopListening();
    const milliseconds = Math.round(performance.now() - began);
    return {
      columns,
      isText,
      rows: oneBatch(rows),
      statistics: () => ({ dataScannedInBytes, milliseconds, ...(rowsWritten !== undefined && { rowsWritten }) }),
    };
  }

  private async openEngine(): Promise<Engine> {
    const { Engine } = await loadEngine();
    return (this.engine ??= this.store
      .temporaryFolder()
      .then((spillFolder) =>
        Engine.open({ root: this.store.root, spillFolder, workFolder: temporaryFolder(), ...this.limits }),
      ));
  }

  savedStatements(): Promise<string[]> {
    return Promise.resolve([]);
  }

  async close(): Promise<void> {
    await (await this.engine)?.close();
  }
}

async function* oneBatch<T>(rows: readonly T[]): AsyncGenerator<readonly T[]> {
  if (rows.length > 0) yield rows;
}

async function* explainFailures<T>(
  batches: AsyncIterable<T>,
  throwExplained: (error: unknown) => never,
  stopListening: () => void,
): AsyncGenerator<T> {
  try {
    yield* batches;
  } catch (error) {
    throwExplained(error);
  } finally {
    stopListening();
  }
}

/** An error in the statement is reported to its author; anything else is a fault of this program and is rethrown. */
function statementError(error: unknown): unknown {
  if (error instanceof AthenaError && error.code === 'EXCEEDED_LOCAL_MEMORY_LIMIT')
    return new MemoryError(error.message, { cause: error });
  if (error instanceof SqlSyntaxError || error instanceof RefusedError || error instanceof AthenaError)
    return new StatementError(error.message, { cause: error });
  return error;
}
