import { VirtualClock, type Json, type TaskAdapters } from '../lib/asl';
import { tableInputs } from '../lib/catalog';
import type { Table } from '../lib/config';
import { absoluteFolder } from '../lib/athena-sql/engine/absolute-folder';
import { allTextRows, Engine, type Statistics } from '../lib/athena-sql/engine';
import { athenaAdapters, catalogTables, Listings } from '../lib/local/athena';
import { Catalog, type CatalogPartition } from '../lib/local/glue';
import { FileStore } from '../lib/local/s3';
import { inspectNights } from '../lib/local/validation';
import { PROBLEM_COLUMNS } from '../lib/night';
import { NAMES } from './data';

/** What a statement gave, and the bytes that it read. */
export interface Answer {
  readonly rows: readonly (readonly (string | undefined)[])[];
  readonly bytes: number;
}

/** The laptop's Athena on the buckets of a folder, with a catalog in memory that has the tables of one table of DynamoDB. */
export class Laptop {
  private constructor(
    readonly store: FileStore,
    private readonly catalog: Catalog,
    private readonly engine: Engine,
    private readonly athena: TaskAdapters,
  ) {}

  /** @param root the folder of the buckets */
  static async open(root: string, table: Table): Promise<Laptop> {
    const store = new FileStore(absoluteFolder(root));
    const catalog = Catalog.inMemory();
    catalog.putTables(NAMES.database, tableInputs(table, NAMES));
    const engine = await Engine.open({ root: store.root });
    const inspect = inspectNights(catalog, store);
    return new Laptop(store, catalog, engine, athenaAdapters({ engine, catalog, store, inspect, random: Math.random }));
  }

  /** Puts a partition into a table, beside those that it has. */
  register(name: string, partition: object): void {
    const made = { ...partition, CreationTime: '2026-02-01T00:00:00.000Z' } as CatalogPartition;
    const isMade = this.catalog.changePartitions(NAMES.database, name, ({ partitions }) => [...partitions, made]);
    if (!isMade) throw new Error(`There is no table ${name}`);
  }

  /** Removes what lies in a folder of the bucket. */
  async empty(folder: string): Promise<void> {
    for await (const { key } of this.store.list(NAMES.bucket, folder)) await this.store.delete(NAMES.bucket, key);
  }

  /** Bytes of what lies in a folder of the bucket. */
  async sizeOf(folder: string): Promise<number> {
    let bytes = 0;
    for await (const { size } of this.store.list(NAMES.bucket, folder)) bytes += size;
    return bytes;
  }

  /** Runs a statement as the workflow's states do. */
  async run(QueryString: string): Promise<Answer> {
    const args = { QueryString, QueryExecutionContext: { Database: NAMES.database } };
    const { QueryExecution } = (await this.call('athena:startQueryExecution.sync', args)) as unknown as Ended;
    const { QueryExecutionId, Statistics } = QueryExecution;
    const results = await this.call('aws-sdk:athena:getQueryResults', { QueryExecutionId });
    const { ResultSet } = results as unknown as Results;
    const rows = (ResultSet?.Rows ?? []).slice(1).map(({ Data }) => Data.map(({ VarCharValue }) => VarCharValue));
    return { rows, bytes: Statistics.DataScannedInBytes };
  }

  /** Answers a statement of a person, and says what that cost. */
  async ask(sql: string): Promise<Statistics> {
    const catalog = catalogTables(this.catalog, new Listings(this.store));
    const result = await this.engine.query(sql, { catalog, database: NAMES.database });
    await allTextRows(result);
    return result.statistics();
  }

  async close(): Promise<void> {
    await this.engine.close();
  }

  private async call(resource: string, args: Json): Promise<Json | undefined> {
    const context = { state: 'bench', execution: 'bench', clock: new VirtualClock(Date.UTC(2026, 1, 1)) };
    return this.athena[`arn:aws:states:::${resource}`]?.(args, context);
  }
}

/** The names of the checks that found something, those that are no more than a fact left out. */
export function problemsOf({ rows }: Answer): string[] {
  const [check, severity] = ['check', 'severity'].map((name) => PROBLEM_COLUMNS.findIndex((column) => column === name));
  return rows.flatMap((row) => (row[severity ?? 0] === 'info' ? [] : [row[check ?? 0] ?? '']));
}

/** A fact of a validation. */
export function factOf({ rows }: Answer, fact: string): string {
  const [check, found] = ['check', 'found'].map((name) => PROBLEM_COLUMNS.findIndex((column) => column === name));
  return rows.find((row) => row[check ?? 0] === fact)?.[found ?? 0] ?? '';
}

/** The location of a key of the bucket. */
export function location(key: string): string {
  return `s3://${NAMES.bucket}/${key}`;
}

interface Ended {
  readonly QueryExecution: {
    readonly QueryExecutionId: string;
    readonly Statistics: { readonly DataScannedInBytes: number };
  };
}

interface Results {
  readonly ResultSet?: { readonly Rows: readonly { readonly Data: readonly { readonly VarCharValue?: string }[] }[] };
}
