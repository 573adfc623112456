import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partitionInput, tableInputs } from '../../lib/catalog';
import { parseConfig, resources, type Config, type Table } from '../../lib/config';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { catalogTables, Listings } from '../../lib/local/athena';
import { allTextRows, Engine } from '../../lib/athena-sql/engine';
import { Catalog } from '../../lib/local/glue';
import { FileStore } from '../../lib/local/s3';
import { readRecordedNights, type Answer } from './recorded-nights';

/** The recorded nights on this machine. */
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
    const { objects, partitions } = readRecordedNights(names);
    const store = new FileStore(absoluteFolder(mkdtempSync(join(tmpdir(), 'published-nights-'))));
    await store.createBucket(names.bucket);
    for (const { key, body } of objects) await store.put(names.bucket, key, body);
    const catalog = Catalog.inMemory();
    catalog.putTables(names.database, tableInputs(table, names));
    for (const { kind, values, location } of partitions) {
      const partition = { ...partitionInput(kind, values, location), Values: [...values], CreationTime: '' };
      if (!catalog.changePartitions(names.database, names[kind], ({ partitions }) => [...partitions, partition]))
        throw new Error(`There is no table ${names[kind]}`);
    }
    return new PublishedNights(table, names.database, store, catalog, await Engine.open({ root: store.root }));
  }

  async ask(sql: string, parameters: readonly string[] = []): Promise<Answer> {
    const catalog = catalogTables(this.catalog, new Listings(this.store));
    const result = await this.engine.query(sql, { catalog, database: this.database, parameters });
    const rows = await allTextRows(result);
    return {
      columns: result.columns.map(({ name }) => name),
      rows: rows.map((row) => row.map((text) => text ?? null)),
    };
  }

  async close(): Promise<void> {
    await this.engine.close();
    rmSync(this.store.root, { recursive: true });
  }
}
