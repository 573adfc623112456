import { VirtualClock, type Json, type TaskAdapters } from '../lib/asl';
import { columnarStorage, partitionInput, tableInputs } from '../lib/catalog';
import { COLUMNAR_PREFIX, type Table } from '../lib/config';
import { absoluteFolder } from '../lib/athena-sql/engine/absolute-folder';
import { athenaAdapters, catalogTables, Listings } from '../lib/local/athena';
import { inspectNights } from '../lib/local/validation';
import { allTextRows, Engine, type Statistics } from '../lib/athena-sql/engine';
import { Catalog, type CatalogPartition } from '../lib/local/glue';
import { FileStore } from '../lib/local/s3';
import { PROBLEM_COLUMNS } from '../lib/night';
import { checks, unloadStatement, validationQuery } from '../lib/sql';
import { EXPORT_ID, LAYOUT, NAMES, TABLE } from './data';

/** The date that the export is published as. */
export const EXPORT_DATE = '2026-02-01';

const UNLOAD_ID = 'bench';
const FOLDER = `${COLUMNAR_PREFIX}/${NAMES.raw}/${EXPORT_ID}/${UNLOAD_ID}/`;

/** What a night is published as: the export's own lines, or Parquet. */
export type NightKind = 'lines' | 'columnar';

/** The night of a written export: staged, published, and with the list of its files, in a catalog in memory. */
export class Night {
  private constructor(
    private readonly table: Table,
    private readonly store: FileStore,
    private readonly catalog: Catalog,
    private readonly engine: Engine,
    private readonly athena: TaskAdapters,
  ) {}

  /** @param root the folder of the buckets */
  static async open(root: string, kind: NightKind): Promise<Night> {
    const table: Table = { ...TABLE, columnar: kind === 'columnar' };
    const store = new FileStore(absoluteFolder(root));
    const catalog = Catalog.inMemory();
    catalog.putTables(NAMES.database, tableInputs(table, NAMES));
    // the list of the files has a folder of its own
    const files = `manifests/${EXPORT_ID}/`;
    await store.put(NAMES.bucket, `${files}manifest-files.json`, await store.get(NAMES.bucket, LAYOUT.manifestFiles));
    const lines = location(LAYOUT.dataFolder);
    register(catalog, NAMES.staged, partitionInput('staged', [EXPORT_ID], lines));
    register(catalog, NAMES.files, partitionInput('files', [EXPORT_DATE, EXPORT_ID], location(files)));
    if (table.columnar) {
      const StorageDescriptor = columnarStorage(table, location(FOLDER));
      register(catalog, NAMES.unloaded, { Values: [UNLOAD_ID], StorageDescriptor });
      register(catalog, NAMES.raw, { Values: [EXPORT_DATE], StorageDescriptor });
      register(catalog, NAMES.latest, { Values: ['newest'], StorageDescriptor });
    } else {
      register(catalog, NAMES.raw, partitionInput('raw', [EXPORT_DATE], lines));
      register(catalog, NAMES.latest, partitionInput('latest', ['newest'], lines));
    }
    const engine = await Engine.open({ root: store.root });
    const inspect = inspectNights(catalog, store);
    const adapters = athenaAdapters({ engine, catalog, store, inspect, random: Math.random });
    return new Night(table, store, catalog, engine, adapters);
  }

  /** Writes the Parquet of a columnar night anew, as the workflow's state does. @returns the bytes that it read */
  async unload(): Promise<number> {
    for await (const { key } of this.store.list(NAMES.bucket, FOLDER)) await this.store.delete(NAMES.bucket, key);
    const statement = unloadStatement(this.table, {
      staged: `${NAMES.database}.${NAMES.staged}`,
      exportId: EXPORT_ID,
      exportDate: EXPORT_DATE,
      folder: location(FOLDER),
    });
    return (await this.run(statement)).bytes;
  }

  /**
   * Runs the workflow's validation, as its state does: the bytes' checksums and the query.
   *
   * @param judgedBy the checks of the query
   */
  async validate(itemCount: number, judgedBy = checks(this.table)): Promise<Validated> {
    const { bucket, database } = NAMES;
    const { columnar } = this.table;
    const { id, bytes } = await this.run(
      validationQuery(
        this.table,
        {
          staged: `${database}.${NAMES.staged}`,
          files: `${database}.${NAMES.files}`,
          bucket,
          ...(columnar && { unloaded: `${database}.${NAMES.unloaded}` }),
        },
        {
          exportId: EXPORT_ID,
          exportDate: EXPORT_DATE,
          itemCount: String(itemCount),
          ...(columnar && { unloadId: UNLOAD_ID }),
        },
        judgedBy,
      ),
    );
    const results = await this.call('aws-sdk:athena:getQueryResults', { QueryExecutionId: id });
    const { ResultSet } = results as unknown as Results;
    const check = PROBLEM_COLUMNS.indexOf('check');
    return { bytes, problems: ResultSet.Rows.slice(1).map(({ Data }) => Data[check]?.VarCharValue ?? '') };
  }

  /** Answers a statement, and says what that cost. */
  async ask(sql: string): Promise<Statistics> {
    const catalog = catalogTables(this.catalog, new Listings(this.store));
    const result = await this.engine.query(sql, { catalog, database: NAMES.database });
    await allTextRows(result);
    return result.statistics();
  }

  async close(): Promise<void> {
    await this.engine.close();
  }

  private async run(QueryString: string): Promise<{ readonly id: string; readonly bytes: number }> {
    const args = { QueryString, QueryExecutionContext: { Database: NAMES.database } };
    const { QueryExecution } = (await this.call('athena:startQueryExecution.sync', args)) as unknown as Ended;
    return { id: QueryExecution.QueryExecutionId, bytes: QueryExecution.Statistics.DataScannedInBytes };
  }

  private async call(resource: string, args: Json): Promise<Json | undefined> {
    const context = { state: 'bench', execution: 'bench', clock: new VirtualClock(Date.UTC(2026, 1, 1)) };
    return this.athena[`arn:aws:states:::${resource}`]?.(args, context);
  }
}

/** What a validation read, and the names of the checks that found a problem. */
export interface Validated {
  readonly bytes: number;
  readonly problems: readonly string[];
}

interface Ended {
  readonly QueryExecution: {
    readonly QueryExecutionId: string;
    readonly Statistics: { readonly DataScannedInBytes: number };
  };
}

interface Results {
  readonly ResultSet: { readonly Rows: readonly { readonly Data: readonly { readonly VarCharValue?: string }[] }[] };
}

function location(key: string): string {
  return `s3://${NAMES.bucket}/${key}`;
}

function register(catalog: Catalog, name: string, partition: object): void {
  const made = { ...partition, CreationTime: `${EXPORT_DATE}T00:00:00.000Z` } as CatalogPartition;
  if (!catalog.changePartitions(NAMES.database, name, () => [made])) throw new Error(`There is no table ${name}`);
}
