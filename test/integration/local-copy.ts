import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { tableInputs } from '../../lib/catalog';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { catalogTables, Listings } from '../../lib/local/athena';
import { allTextRows, Engine } from '../../lib/athena-sql/engine';
import { Catalog, type CatalogPartition } from '../../lib/local/glue';
import { FileStore } from '../../lib/local/s3';
import type { Answer } from './athena';
import { objectsIn } from './objects';
import { gluePartitions } from './partitions';
import { s3, type TableUnderTest } from './system';

/** The nights of a table on this machine: the objects of its partitions as files, its catalog, and DuckDB. */
export class LocalCopy {
  private constructor(
    private readonly folder: string,
    private readonly table: TableUnderTest,
    private readonly store: FileStore,
    private readonly catalog: Catalog,
    private readonly engine: Engine,
  ) {}

  /** Downloads what the table's partitions have. */
  static async of(table: TableUnderTest): Promise<LocalCopy> {
    const folder = mkdtempSync(join(tmpdir(), 'export-to-athena-copy-'));
    const store = new FileStore(absoluteFolder(join(folder, 's3')));
    await store.createBucket(table.bucket);
    const catalog = Catalog.inMemory();
    catalog.putTables(table.database, tableInputs(table.table, table));
    for (const kind of ['raw', 'latest', 'files'] as const) {
      const partitions = await gluePartitions(table, kind);
      for (const { StorageDescriptor } of partitions) await download(table, StorageDescriptor?.Location ?? '', store);
      catalog.changePartitions(table.database, table[kind], () => partitions as unknown as CatalogPartition[]);
    }
    return new LocalCopy(folder, table, store, catalog, await Engine.open({ root: store.root }));
  }

  /** Answers a statement in Athena's words. */
  async ask(sql: string, parameters: readonly string[]): Promise<Answer> {
    const catalog = catalogTables(this.catalog, new Listings(this.store));
    const result = await this.engine.query(sql, { catalog, database: this.table.database, parameters });
    return { columns: result.columns.map(({ name }) => name), rows: await allTextRows(result) };
  }

  /** Removes the copy. */
  async remove(): Promise<void> {
    await this.engine.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function download({ bucket }: TableUnderTest, location: string, store: FileStore): Promise<void> {
  for (const { Key = '' } of await objectsIn({ bucket }, location)) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    await store.put(bucket, Key, (await Body?.transformToByteArray()) ?? new Uint8Array());
  }
}
