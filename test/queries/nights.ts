import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partitionInput, tableInputs, type PartitionedTable } from '../../lib/catalog';
import { parseConfig, resources, type Config, type Table } from '../../lib/config';
import { exportLayout } from '../../lib/export';
import { catalogTables } from '../../lib/local/athena';
import { allTextRows, Engine } from '../../lib/local/engine';
import { Catalog } from '../../lib/local/glue';
import { FileStore } from '../../lib/local/store';

const FOLDER = join(__dirname, '../fixtures/saved-queries/nights');

/** What a query answers, in Athena's words. */
export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** The nights of test/fixtures/saved-queries/nights as published: the newest and the previous one have their slots. */
export class PublishedNights {
  private constructor(
    readonly table: Table,
    private readonly database: string,
    private readonly store: FileStore,
    private readonly catalog: Catalog,
    private readonly engine: Engine,
  ) {}

  /** @param config a configuration of which the first table has these nights */
  static async of(config: Config = parseConfig({})): Promise<PublishedNights> {
    const [table] = config.tables as [Table];
    const names = resources(config, table);
    const store = new FileStore(mkdtempSync(join(tmpdir(), 'published-nights-')));
    await store.createBucket(names.bucket);
    const catalog = Catalog.inMemory();
    catalog.putTables(names.database, tableInputs(table, names));
    const put = (kind: PartitionedTable, values: string[], location: string) => {
      const into = catalog.table(names.database, names[kind]);
      if (!into) throw new Error(`There is no table ${names[kind]}`);
      const partition = { ...partitionInput(kind, values, location), Values: values, CreationTime: '' };
      catalog.setPartitions(into, [...into.partitions, partition]);
    };
    const nights = readdirSync(FOLDER).sort().reverse();
    for (const [age, file] of nights.entries()) {
      const [date, id] = [file.replace('.jsonl', ''), `0177000000000${9 - age}-00000000`];
      const { dataFolder } = exportLayout('export', id);
      await store.put(names.bucket, `${dataFolder}items.json`, readFileSync(join(FOLDER, file)));
      const location = `s3://${names.bucket}/${dataFolder}`;
      put('raw', [date], location);
      put('files', [date, id], `s3://${names.bucket}/manifests/${id}/`);
      const slot = ['newest', 'previous'][age];
      if (slot !== undefined) put('latest', [slot], location);
    }
    return new PublishedNights(table, names.database, store, catalog, await Engine.open({ root: store.root }));
  }

  async ask(sql: string, parameters: readonly string[] = []): Promise<Answer> {
    const catalog = catalogTables(this.catalog, this.store);
    const result = await this.engine.query(sql, { catalog, database: this.database, parameters });
    const rows = await allTextRows(result);
    return {
      columns: result.columns.map(({ name }) => name),
      rows: rows.map((row) => row.map((text) => text ?? null)),
    };
  }

  close(): void {
    this.engine.close();
    rmSync(this.store.root, { recursive: true });
  }
}
