import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { VirtualClock, type Json, type TaskAdapters } from '../../lib/asl';
import { columnarStorage, partitionInput, tableInputs } from '../../lib/catalog';
import { parseConfig, resources, type Resources, type Table } from '../../lib/config';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { Engine } from '../../lib/athena-sql/engine';
import type { Item } from '../../lib/export';
import { athenaAdapters } from '../../lib/local/athena';
import { Catalog, type CatalogPartition } from '../../lib/local/glue';
import { FileStore } from '../../lib/local/s3';
import { inspectNights } from '../../lib/local/validation';
import type { PROBLEM_COLUMNS } from '../../lib/night';
import { unloadStatement, validationQuery } from '../../lib/sql';
import { differencesQuery, mergeStatement, validateChangesQuery, validateMergedQuery } from '../../lib/sql/incremental';
import type { Change, Window } from './generate';

/** A row of a validation. */
export type Row = Partial<Record<(typeof PROBLEM_COLUMNS)[number], string>>;

/** A window as it was registered. */
export interface Registered {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly itemCount: number;
}

/** A file of lines: records, and lines of any other kind. */
type Lines = readonly (Change | string)[];

/** Nights of a table as the workflow makes them, in a catalog in memory, their SQL answered by the laptop. */
export class LaptopChain {
  readonly table: Table;
  protected readonly names: Resources;
  private readonly folder = mkdtempSync(join(tmpdir(), 'chain-'));
  protected readonly store = new FileStore(absoluteFolder(this.folder));
  private readonly catalog = Catalog.inMemory();
  private engine: Engine | undefined;
  private athena: TaskAdapters = {};
  private written = 0;

  constructor(table: Record<string, unknown>) {
    const config = parseConfig({ tables: [{ name: 'Orders', ...table }] });
    const [first] = config.tables;
    if (first === undefined) throw new Error('no table');
    this.table = first;
    this.names = resources(config, first);
  }

  /** The Glue table of the published nights. */
  get rawTable(): string {
    return this.names.raw;
  }

  async open(): Promise<this> {
    const { names, store, catalog, table } = this;
    await store.createBucket(names.bucket);
    catalog.putTables(names.database, tableInputs(table, names));
    this.engine = await Engine.open({ root: store.root, memoryLimit: '700MB', threads: 1 });
    const inspect = inspectNights(catalog, store);
    this.athena = athenaAdapters({ engine: this.engine, catalog, store, inspect, random: () => 0.5 });
    return this;
  }

  async close(): Promise<void> {
    await this.engine?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Stages a full export and writes its Parquet. @returns the partition of the table of unloaded nights */
  async unloadFull(exportDate: string, items: readonly Item[]): Promise<string> {
    const id = `full-${++this.written}`;
    const folder = await this.putFiles(id, [items.map((Item) => JSON.stringify({ Item }))]);
    await this.register('staged', partitionInput('staged', [id], this.location(folder)));
    await this.register('files', partitionInput('files', [exportDate, id], this.location(`manifests/${id}/`)));
    await this.run(
      unloadStatement(this.table, {
        staged: this.nameTable('staged'),
        exportId: id,
        exportDate,
        folder: this.parquet(id),
      }),
    );
    return this.registerParquet(id);
  }

  /** The rows of the validation of an unloaded full export. */
  validateFull(exportDate: string, unloadId: string, items: readonly Item[]): Promise<Row[]> {
    const tables = { staged: this.nameTable('staged'), files: this.nameTable('files'), bucket: this.names.bucket };
    return this.problems(
      validationQuery(
        this.table,
        { ...tables, unloaded: this.nameTable('unloaded') },
        { exportId: unloadId, exportDate, itemCount: String(items.length), unloadId },
      ),
    );
  }

  /** Publishes lines as a night, as those of before a table was columnar. */
  async publishLines(exportDate: string, items: readonly Item[]): Promise<void> {
    const folder = await this.putFiles(`lines-${++this.written}`, [items.map((Item) => JSON.stringify({ Item }))]);
    await this.register('raw', partitionInput('raw', [exportDate], this.location(folder)));
  }

  /** Publishes an unloaded night. */
  async publish(exportDate: string, unloadId: string): Promise<void> {
    const StorageDescriptor = columnarStorage(this.table, this.parquet(unloadId));
    await this.register('raw', { Values: [exportDate], StorageDescriptor });
  }

  /** Registers a window's changes for a night, with a manifest that lists its files. */
  async registerWindow(
    exportDate: string,
    { from, to, files }: Pick<Window, 'from' | 'to'> & { readonly files: readonly Lines[] },
    listed: readonly Lines[] = files,
  ): Promise<Registered> {
    const id = `window-${++this.written}`;
    const texts = (some: readonly Lines[]) =>
      some.map((lines) => lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))));
    const folder = await this.putFiles(id, texts(files), texts(listed));
    await this.register('changes', partitionInput('changes', [exportDate, id], this.location(folder)));
    await this.register('files', partitionInput('files', [exportDate, id], this.location(`manifests/${id}/`)));
    return { id, from, to, itemCount: listed.reduce((sum, lines) => sum + lines.length, 0) };
  }

  validateChanges(exportDate: string, windows: readonly Registered[]): Promise<Row[]> {
    const tables = { changes: this.nameTable('changes'), files: this.nameTable('files'), bucket: this.names.bucket };
    return this.problems(validateChangesQuery(this.table, tables, { exportDate, ...rowsOf(windows) }));
  }

  /** Writes a night of changes. @returns the partition of the table of unloaded nights */
  async merge(exportDate: string, baseDate: string, windows: readonly Registered[]): Promise<string> {
    const id = `merged-${++this.written}`;
    const [base, changes, folder] = [this.nameTable('raw'), this.nameTable('changes'), this.parquet(id)];
    await this.run(mergeStatement(this.table, { base, baseDate, changes, exportDate, folder, ...rowsOf(windows) }));
    return this.registerParquet(id);
  }

  validateMerged(
    night: { readonly exportDate: string; readonly baseDate: string; readonly unloadId: string },
    base: { readonly baseItemCount: string; readonly baseFingerprint: string },
    windows: readonly Registered[],
  ): Promise<Row[]> {
    const tables = {
      changes: this.nameTable('changes'),
      raw: this.nameTable('raw'),
      unloaded: this.nameTable('unloaded'),
    };
    return this.problems(validateMergedQuery(this.table, tables, { ...night, ...base, ...rowsOf(windows) }));
  }

  async differences(exportDate: string, unloadId: string): Promise<(string | undefined)[]> {
    const tables = { raw: this.nameTable('raw'), unloaded: this.nameTable('unloaded') };
    const [, ...rows] = await this.run(differencesQuery(this.table, tables, { exportDate, unloadId }));
    return rows[0] ?? [];
  }

  /** Puts every file of an unloaded night beside itself once more. */
  async doubleFile(unloadId: string): Promise<void> {
    const { bucket, raw } = this.names;
    const keys: string[] = [];
    for await (const { key } of this.store.list(bucket, `columnar/${raw}/${unloadId}/`)) keys.push(key);
    for (const key of keys) await this.put(bucket, `${key}-again`, await this.store.get(bucket, key));
  }

  /** The rows of a statement, the header first. `{raw}`, `{unloaded}` and `{changes}` stand for the tables. */
  async run(statement: string): Promise<(string | undefined)[][]> {
    const sql = this.withNames(statement);
    const args = { QueryString: sql, QueryExecutionContext: { Database: this.names.database } };
    const ended = (await this.call('athena:startQueryExecution.sync', args)) as unknown as {
      QueryExecution: { QueryExecutionId: string };
    };
    const { QueryExecutionId } = ended.QueryExecution;
    const results = (await this.call('aws-sdk:athena:getQueryResults', { QueryExecutionId })) as unknown as {
      ResultSet?: { Rows?: { Data: { VarCharValue?: string }[] }[] };
    };
    return (results.ResultSet?.Rows ?? []).map(({ Data }) => Data.map(({ VarCharValue }) => VarCharValue));
  }

  protected withNames(statement: string): string {
    return statement.replace(/\{(raw|unloaded|changes)\}/g, (_, kind: 'raw' | 'unloaded' | 'changes') =>
      this.nameTable(kind),
    );
  }

  private async problems(statement: string): Promise<Row[]> {
    const [header = [], ...rows] = await this.run(statement);
    return rows.map((row) => {
      const fields = header.flatMap((name = '', index): [string, string][] => {
        const text = row[index];
        return text === undefined ? [] : [[name, text]];
      });
      return Object.fromEntries(fields);
    });
  }

  protected nameTable(kind: 'raw' | 'staged' | 'unloaded' | 'changes' | 'files'): string {
    return `"${this.names.database}"."${this.names[kind]}"`;
  }

  private location(key: string): string {
    return `s3://${this.names.bucket}/${key}`;
  }

  private parquet(id: string): string {
    return this.location(`columnar/${this.names.raw}/${id}/`);
  }

  private async registerParquet(id: string): Promise<string> {
    await this.register('unloaded', { Values: [id], StorageDescriptor: columnarStorage(this.table, this.parquet(id)) });
    return id;
  }

  private async putFiles(
    id: string,
    files: readonly (readonly string[])[],
    listed: readonly (readonly string[])[] = files,
  ): Promise<string> {
    const { bucket } = this.names;
    const folder = `export/${id}/data/`;
    const key = (index: number) => `${folder}${index}.json.gz`;
    for (const [index, lines] of files.entries())
      await this.put(bucket, key(index), gzipSync(lines.map((line) => `${line}\n`).join('')));
    const manifest = listed.map((lines, index) =>
      JSON.stringify({ itemCount: lines.length, dataFileS3Key: key(index) }),
    );
    await this.put(bucket, `manifests/${id}/manifest-files.json`, `${manifest.join('\n')}\n`);
    return folder;
  }

  protected register(kind: 'raw' | 'staged' | 'unloaded' | 'changes' | 'files', partition: object): Promise<void> {
    const made = { ...partition, CreationTime: '2026-02-01T00:00:00.000Z' } as CatalogPartition;
    const isMade = this.catalog.changePartitions(this.names.database, this.names[kind], ({ partitions }) => [
      ...partitions.filter(({ Values }) => JSON.stringify(Values) !== JSON.stringify(made.Values)),
      made,
    ]);
    return isMade ? Promise.resolve() : Promise.reject(new Error(`There is no table ${this.names[kind]}`));
  }

  protected put(bucket: string, key: string, body: string | Uint8Array): Promise<void> {
    return this.store.put(bucket, key, body);
  }

  private async call(resource: string, args: Json): Promise<Json | undefined> {
    const context = { state: 'test', execution: 'test', clock: new VirtualClock(Date.UTC(2026, 1, 1)) };
    return this.athena[`arn:aws:states:::${resource}`]?.(args, context);
  }
}

/** The windows in SQL. */
export function rowsOf(windows: readonly Registered[]): { readonly windows: string; readonly windowIds: string } {
  return {
    windows: windows
      .map(({ id, from, to, itemCount }) => `('${id}', ${from * 1000}, ${to * 1000}, ${itemCount})`)
      .join(', '),
    windowIds: windows.map(({ id }) => `'${id}'`).join(', '),
  };
}
