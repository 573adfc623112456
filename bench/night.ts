import { VirtualClock, type Json } from '../lib/asl';
import { partitionInput, tableInputs, type PartitionedTable } from '../lib/catalog';
import { athenaAdapters, catalogTables } from '../lib/local/athena';
import { allTextRows, Engine, type Statistics } from '../lib/local/engine';
import { Catalog, type CatalogPartition } from '../lib/local/glue';
import { FileStore } from '../lib/local/store';
import { PROBLEM_COLUMNS, validationQuery } from '../lib/sql';
import { EXPORT_ID, LAYOUT, NAMES, TABLE } from './data';

/** The date that the export is published as. */
export const EXPORT_DATE = '2026-02-01';

/** The night of a written export: staged, published, and with the list of its files, in a catalog in memory. */
export class Night {
  private constructor(
    private readonly store: FileStore,
    private readonly catalog: Catalog,
    private readonly engine: Engine,
  ) {}

  /** @param root the folder of the buckets */
  static async open(root: string): Promise<Night> {
    const store = new FileStore(root);
    const catalog = Catalog.inMemory();
    catalog.putTables(NAMES.database, tableInputs(TABLE, NAMES));
    // the list of the files has a folder of its own
    const files = `manifests/${EXPORT_ID}/`;
    await store.put(NAMES.bucket, `${files}manifest-files.json`, await store.get(NAMES.bucket, LAYOUT.manifestFiles));
    register(catalog, 'staged', [EXPORT_ID], LAYOUT.dataFolder);
    register(catalog, 'raw', [EXPORT_DATE], LAYOUT.dataFolder);
    register(catalog, 'latest', ['newest'], LAYOUT.dataFolder);
    register(catalog, 'files', [EXPORT_DATE, EXPORT_ID], files);
    return new Night(store, catalog, await Engine.open({ root: store.root }));
  }

  /**
   * Runs the workflow's validation, as its state does: the bytes' checksums and the query.
   *
   * @returns the names of the checks that found a problem
   */
  async validate(itemCount: number): Promise<string[]> {
    const { store, catalog, engine } = this;
    const { bucket, database } = NAMES;
    const adapters = athenaAdapters({ engine, catalog, store, random: () => 0.5 });
    const context = { state: 'validateExport', execution: 'bench', clock: new VirtualClock(Date.UTC(2026, 1, 1)) };
    const call = async (resource: string, args: Json) => adapters[`arn:aws:states:::${resource}`]?.(args, context);
    const started = (await call('athena:startQueryExecution.sync', {
      QueryString: validationQuery(
        TABLE,
        { staged: `${database}.${NAMES.staged}`, files: `${database}.${NAMES.files}`, bucket },
        { exportId: EXPORT_ID, exportDate: EXPORT_DATE, itemCount: String(itemCount) },
      ),
      QueryExecutionContext: { Database: database },
    })) as { QueryExecution: { QueryExecutionId: string } };
    const { QueryExecutionId } = started.QueryExecution;
    const { ResultSet } = (await call('aws-sdk:athena:getQueryResults', { QueryExecutionId })) as unknown as Results;
    return ResultSet.Rows.slice(1).map(({ Data }) => Data[PROBLEM_COLUMNS.indexOf('check')]?.VarCharValue ?? '');
  }

  /** Answers a statement; gives the number of its rows. */
  async rows(sql: string): Promise<number> {
    return (await this.ask(sql)).rows;
  }

  /** Answers a statement, and says what that cost. */
  async ask(sql: string): Promise<Statistics> {
    const catalog = catalogTables(this.catalog, this.store);
    const result = await this.engine.query(sql, { catalog, database: NAMES.database });
    await allTextRows(result);
    return result.statistics();
  }

  close(): void {
    this.engine.close();
  }
}

interface Results {
  readonly ResultSet: { readonly Rows: readonly { readonly Data: readonly { readonly VarCharValue?: string }[] }[] };
}

function register(catalog: Catalog, kind: PartitionedTable, values: readonly string[], folder: string): void {
  const table = catalog.table(NAMES.database, NAMES[kind]);
  if (table === undefined) throw new Error(`There is no table ${NAMES[kind]}`);
  const input = partitionInput(kind, values, `s3://${NAMES.bucket}/${folder}`);
  catalog.setPartitions(table, [{ ...input, CreationTime: '2026-02-01T00:00:00.000Z' } as CatalogPartition]);
}
