import { VirtualClock } from '../lib/asl';
import { columnarStorage, partitionInput, tableInputs } from '../lib/catalog';
import { COLUMNAR_PREFIX, type Table } from '../lib/config';
import { athenaAdapters, catalogTables } from '../lib/local/athena';
import { allTextRows, Engine, type Statistics } from '../lib/local/engine';
import { Catalog, type CatalogPartition } from '../lib/local/glue';
import { FileStore } from '../lib/local/store';
import { unloadStatement, validationQuery } from '../lib/sql';
import { EXPORT_ID, LAYOUT, NAMES, TABLE } from './data';
import { EXPORT_DATE } from './night';

const COLUMNAR: Table = { ...TABLE, columnar: true };
const UNLOAD_ID = 'bench';
const FOLDER = `${COLUMNAR_PREFIX}/${NAMES.raw}/${EXPORT_ID}/${UNLOAD_ID}/`;

/** The night of a written export as Parquet. */
export class ColumnarNight {
  private constructor(
    private readonly store: FileStore,
    private readonly catalog: Catalog,
    private readonly engine: Engine,
  ) {}

  /** @param root the folder of the buckets */
  static async open(root: string): Promise<ColumnarNight> {
    const store = new FileStore(root);
    const catalog = Catalog.inMemory();
    catalog.putTables(NAMES.database, tableInputs(COLUMNAR, NAMES));
    // the list of the files has a folder of its own
    const files = `manifests/${EXPORT_ID}/`;
    await store.put(NAMES.bucket, `${files}manifest-files.json`, await store.get(NAMES.bucket, LAYOUT.manifestFiles));
    const put = (name: string, partition: object) => {
      const table = catalog.table(NAMES.database, name);
      if (table === undefined) throw new Error(`There is no table ${name}`);
      catalog.setPartitions(table, [
        { ...partition, CreationTime: `${EXPORT_DATE}T00:00:00.000Z` } as CatalogPartition,
      ]);
    };
    const location = (key: string) => `s3://${NAMES.bucket}/${key}`;
    const parquet = columnarStorage(COLUMNAR, location(FOLDER));
    put(NAMES.staged, partitionInput('staged', [EXPORT_ID], location(LAYOUT.dataFolder)));
    put(NAMES.files, partitionInput('files', [EXPORT_DATE, EXPORT_ID], location(files)));
    put(NAMES.unloaded, { Values: [UNLOAD_ID], StorageDescriptor: parquet });
    put(NAMES.raw, { Values: [EXPORT_DATE], StorageDescriptor: parquet });
    put(NAMES.latest, { Values: ['newest'], StorageDescriptor: parquet });
    return new ColumnarNight(store, catalog, await Engine.open({ root: store.root }));
  }

  /** Writes the Parquet anew, as the workflow's state does. @returns the bytes that it read */
  async unload(): Promise<number> {
    for await (const { key } of this.store.list(NAMES.bucket, FOLDER)) await this.store.delete(NAMES.bucket, key);
    const [staged, folder] = [`${NAMES.database}.${NAMES.staged}`, `s3://${NAMES.bucket}/${FOLDER}`];
    return this.run(unloadStatement(COLUMNAR, { staged, exportId: EXPORT_ID, exportDate: EXPORT_DATE, folder }));
  }

  /** Runs the workflow's validation of the Parquet. @returns the bytes that it read */
  async validate(itemCount: number): Promise<number> {
    const [staged, files, unloaded] = [NAMES.staged, NAMES.files, NAMES.unloaded].map((n) => `${NAMES.database}.${n}`);
    return this.run(
      validationQuery(
        COLUMNAR,
        { staged: staged ?? '', files: files ?? '', unloaded: unloaded ?? '', bucket: NAMES.bucket },
        { exportId: EXPORT_ID, exportDate: EXPORT_DATE, itemCount: String(itemCount), unloadId: UNLOAD_ID },
      ),
    );
  }

  /** Answers a statement. */
  async ask(sql: string): Promise<Statistics> {
    const catalog = catalogTables(this.catalog, this.store);
    const result = await this.engine.query(sql, { catalog, database: NAMES.database });
    await allTextRows(result);
    return result.statistics();
  }

  close(): void {
    this.engine.close();
  }

  private async run(QueryString: string): Promise<number> {
    const { engine, catalog, store } = this;
    const adapters = athenaAdapters({ engine, catalog, store, random: () => 0.5 });
    const context = { state: 'bench', execution: 'bench', clock: new VirtualClock(Date.UTC(2026, 1, 1)) };
    const args = { QueryString, QueryExecutionContext: { Database: NAMES.database } };
    const ended = await adapters['arn:aws:states:::athena:startQueryExecution.sync']?.(args, context);
    const { QueryExecution } = ended as { QueryExecution: { Statistics: { DataScannedInBytes: number } } };
    return QueryExecution.Statistics.DataScannedInBytes;
  }
}
