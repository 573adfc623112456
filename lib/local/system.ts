import { temporaryFolder } from '../files/leftovers';
import { run, type ExecutionResult, type Json, type ProgressEvent, type VirtualClock } from '../asl';
import { tableInputs } from '../catalog';
import { resources, type Config, type Resources, type Table } from '../config';
import { CHECKS, readChecks } from '../query-files';
import type { SavedCheck } from '../sql';
import { definition, type Definition } from '../workflow';
import { folderIn, type AbsoluteFolder } from '../athena-sql/engine/absolute-folder';
import { athenaAdapters, catalogTables, Listings, recordOfFiles } from './athena';
import { localDynamoDb, LocalExports, type LocalDynamoDb, type LocalExportsOptions } from './dynamodb';
import { Engine, type QueryOptions, type QueryResult } from '../athena-sql/engine';
import { useFolder } from './folder/folder-in-use';
import { Catalog, glueAdapters } from './glue';
import { FileStore, storeAdapters, type ImportedExport } from './s3';
import { inspectNights } from './validation';

/** What a system on this machine is made of. */
export interface LocalSystemOptions extends Pick<
  LocalExportsOptions,
  'durationSeconds' | 'withoutRecovery' | 'failure'
> {
  /** Where buckets and catalog lie. */
  readonly folder: AbsoluteFolder;
  readonly config: Config;
  readonly table: Table;
  /** ARN of the DynamoDB table. */
  readonly tableArn: string;
  readonly clock: VirtualClock;
  /** Numbers in [0, 1): names of files, ids, jitter. */
  readonly random: () => number;
  /** Checks of the nights, in place of those of `queries/checks`. */
  readonly checks?: readonly SavedCheck[];
}

/** S3 of the system in a folder. */
export function localStore(folder: AbsoluteFolder): FileStore {
  return new FileStore(folderIn(folder, 's3'));
}

/**
 * Everything that a night needs, on one machine: dynalite, a folder as S3, a file as Glue, DuckDB as Athena. It runs
 * the very definition that AWS runs.
 */
export class LocalSystem {
  readonly names: Resources;
  private configured: Table;
  private definition: Definition;
  private executions = 0;

  private constructor(
    private readonly options: LocalSystemOptions,
    readonly store: FileStore,
    readonly catalog: Catalog,
    readonly dynamoDb: LocalDynamoDb,
    readonly exports: LocalExports,
    readonly engine: Engine,
    private readonly leave: () => void,
  ) {
    this.configured = options.table;
    this.names = resources(options.config, options.table);
    this.definition = this.defineFor(options.table);
  }

  get table(): Table {
    return this.configured;
  }

  private defineFor(table: Table): Definition {
    const { config, tableArn, checks = readChecks(CHECKS) } = this.options;
    return definition(config, table, tableArn, checks);
  }

  /** Starts the services on a folder; nights that it has can be asked at once. */
  static async open(options: LocalSystemOptions): Promise<LocalSystem> {
    const { folder, config, table } = options;
    const names = resources(config, table);
    const leave = useFolder(folder);
    try {
      const store = localStore(folder);
      await store.createBucket(names.bucket);
      const catalog = Catalog.open(folderIn(folder, 'catalog'));
      catalog.putTables(names.database, tableInputs(table, names));
      const spillFolder = await store.temporaryFolder();
      const engine = await Engine.open({ root: store.root, spillFolder, workFolder: temporaryFolder() });
      const dynamoDb = localDynamoDb();
      const exports = new LocalExports({ ...options, client: dynamoDb.client, store });
      return new LocalSystem(options, store, catalog, dynamoDb, exports, engine, leave);
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Takes other settings for the table, as a deployment does: nights that are published stay as they are. */
  reconfigure(table: Table): void {
    this.definition = this.defineFor(table);
    this.catalog.putTables(this.names.database, tableInputs(table, this.names));
    this.configured = table;
  }

  /** Runs one execution. */
  night(input: Json, onEvent: (event: ProgressEvent) => void = () => undefined): Promise<ExecutionResult> {
    const { clock, random, config } = this.options;
    this.exports.beginRecovery();
    return run({
      definition: this.definition,
      input,
      adapters: {
        ...this.exports.adapters(),
        ...storeAdapters(this.store),
        ...glueAdapters(this.catalog, (location) => recordOfFiles(location, this.store)),
        ...athenaAdapters({
          engine: this.engine,
          catalog: this.catalog,
          store: this.store,
          inspect: inspectNights(this.catalog, this.store),
          random,
        }),
      },
      clock,
      random,
      onEvent,
      execution: {
        // another one each time, as folders of what an execution writes follow from it
        name: `local-${++this.executions}-${Math.floor(random() * 2 ** 32).toString(16)}`,
        stateMachineArn: `arn:aws:states:${config.region}:000000000000:stateMachine:${this.names.stateMachine}`,
      },
    });
  }

  /** Takes an export that was imported into the store as a finished one of the table. @returns its ExportArn */
  adopt(imported: ImportedExport): string {
    return this.exports.adopt(imported, this.options.tableArn);
  }

  /** Answers a statement in Athena's dialect; see {@link Engine.query}. */
  query(sql: string, options: Pick<QueryOptions, 'parameters'> = {}): Promise<QueryResult> {
    const catalog = catalogTables(this.catalog, new Listings(this.store));
    return this.engine.query(sql, { ...options, catalog, database: this.names.database });
  }

  async close(): Promise<void> {
    await this.engine.close();
    await this.dynamoDb.close();
    this.leave();
  }
}
