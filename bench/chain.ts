import { columnarStorage, partitionInput } from '../lib/catalog';
import { COLUMNAR_PREFIX, type Table } from '../lib/config';
import type { Statistics } from '../lib/athena-sql/engine';
import type { ExportLayout } from '../lib/export';
import { unloadStatement, validationQuery } from '../lib/sql';
import { mergeStatement, validateChangesQuery, validateMergedQuery } from '../lib/sql/incremental';
import { CHANGES, FIRST, SECOND, WINDOW } from './changed-deliveries';
import { NAMES, TABLE } from './data';
import { factOf, Laptop, location, problemsOf, type Answer } from './laptop';
import { cpuSeconds } from './measure';

/** What a night of the deliveries is: the lines of a full export, its Parquet, that of a table of changes, or made of changes. */
export const WAYS = ['lines', 'columnar', 'full', 'changes'] as const;

export type Way = (typeof WAYS)[number];

/** The dates of the night before the changes and of that after them. */
const [BEFORE, AFTER] = ['2026-02-01', '2026-02-02'] as const;

/** What a step of a night took. */
export interface Step {
  /** Of all cores. */
  readonly seconds: number;
  readonly read: number;
  readonly written: number;
}

/** Nights of deliveries before and after a day of changes, as the workflow makes them, in a catalog in memory. */
export class Chain {
  private constructor(
    private readonly table: Table,
    private readonly way: Way,
    private readonly laptop: Laptop,
  ) {}

  /** @param root the folder of the buckets */
  static async open(root: string, way: Way): Promise<Chain> {
    const table: Table = {
      ...TABLE,
      columnar: way !== 'lines',
      incremental: way === 'full' || way === 'changes' ? { reconcile: 'weekly', maxCatchUpDays: 7 } : undefined,
    };
    return new Chain(table, way, await Laptop.open(root, table));
  }

  /** Makes the night before the changes, from a full export. @returns sum of the fingerprints of its items */
  async makeBase(items: number): Promise<string> {
    await this.makeFull(FIRST, BEFORE, items, 'base');
    return this.fingerprint;
  }

  /** Makes the night after the changes, by its steps. */
  async make(items: number, base: { readonly items: number; readonly fingerprint: string }, records: number) {
    return this.way === 'changes' ? this.makeMerged(base, records) : this.makeFull(SECOND, AFTER, items, this.way);
  }

  /** Publishes a night that was made by this process or another. */
  publish(night: 'before' | 'after' = 'after'): void {
    const unloadId = night === 'before' ? 'base' : this.way;
    const StorageDescriptor = columnarStorage(this.table, location(folderOf(unloadId)));
    this.laptop.register(NAMES.raw, { Values: [night === 'before' ? BEFORE : AFTER], StorageDescriptor });
    if (night === 'after') this.laptop.register(NAMES.latest, { Values: ['newest'], StorageDescriptor });
  }

  /** Answers a statement, and says what that cost. */
  ask(sql: string): Promise<Statistics> {
    return this.laptop.ask(sql);
  }

  close(): Promise<void> {
    return this.laptop.close();
  }

  private fingerprint = '';

  private async makeFull(layout: ExportLayout, exportDate: string, items: number, unloadId: string) {
    const { table } = this;
    const { exportId } = layout;
    await this.registerFiles(layout, exportDate);
    this.laptop.register(NAMES.staged, partitionInput('staged', [exportId], location(layout.dataFolder)));
    const steps: Record<string, Step> = {};
    if (table.columnar) {
      const folder = location(folderOf(unloadId));
      const statement = unloadStatement(table, { staged: nameTable('staged'), exportId, exportDate, folder });
      steps.unload = await this.unload(statement, unloadId);
    }
    const { bucket } = NAMES;
    const tables = { staged: nameTable('staged'), files: nameTable('files'), bucket };
    const night = { exportId, exportDate, itemCount: String(items) };
    steps.validate = await this.validate(
      table.columnar
        ? validationQuery(table, { ...tables, unloaded: nameTable('unloaded') }, { ...night, unloadId })
        : validationQuery(table, tables, night),
    );
    return steps;
  }

  private async makeMerged(base: { readonly items: number; readonly fingerprint: string }, records: number) {
    const { table } = this;
    const { bucket } = NAMES;
    const { exportId } = CHANGES;
    await this.registerFiles(CHANGES, AFTER);
    this.laptop.register(NAMES.changes, partitionInput('changes', [AFTER, exportId], location(CHANGES.dataFolder)));
    const windows = {
      exportDate: AFTER,
      windows: `('${exportId}', ${WINDOW.from * 1000}, ${WINDOW.to * 1000}, ${records})`,
      windowIds: `'${exportId}'`,
    };
    const changes = nameTable('changes');
    const validateChanges = await this.validate(
      validateChangesQuery(table, { changes, files: nameTable('files'), bucket }, windows),
    );
    const folder = location(folderOf('changes'));
    const unload = await this.unload(
      mergeStatement(table, { ...windows, base: nameTable('raw'), baseDate: BEFORE, changes, folder }),
      'changes',
    );
    const validate = await this.validate(
      validateMergedQuery(
        table,
        { changes, raw: nameTable('raw'), unloaded: nameTable('unloaded') },
        {
          ...windows,
          baseDate: BEFORE,
          baseItemCount: String(base.items),
          baseFingerprint: base.fingerprint,
          unloadId: 'changes',
        },
      ),
    );
    return { validateChanges, unload, validate };
  }

  private async registerFiles({ exportId, manifestFiles }: ExportLayout, exportDate: string): Promise<void> {
    const { store } = this.laptop;
    // the list of the files has a folder of its own
    const files = `manifests/${exportId}/`;
    await store.put(NAMES.bucket, `${files}manifest-files.json`, await store.get(NAMES.bucket, manifestFiles));
    this.laptop.register(NAMES.files, partitionInput('files', [exportDate, exportId], location(files)));
  }

  private async unload(statement: string, unloadId: string): Promise<Step> {
    const folder = folderOf(unloadId);
    await this.laptop.empty(folder);
    const step = await this.time(() => this.laptop.run(statement));
    const StorageDescriptor = columnarStorage(this.table, location(folder));
    this.laptop.register(NAMES.unloaded, { Values: [unloadId], StorageDescriptor });
    return { ...step, written: await this.laptop.sizeOf(folder) };
  }

  private async validate(query: string): Promise<Step> {
    return this.time(async () => {
      const answer = await this.laptop.run(query);
      // the odd orders have no number for a price: found, but no reason to refuse the night
      const unknown = problemsOf(answer).filter((check) => !check.startsWith('type_of_'));
      if (unknown.length > 0) throw new Error(`A validation found ${unknown.join(', ')}`);
      this.fingerprint = factOf(answer, 'fingerprint');
      return answer;
    });
  }

  private async time(work: () => Promise<Answer>): Promise<Step> {
    const before = cpuSeconds();
    const { bytes } = await work();
    return { seconds: cpuSeconds() - before, read: bytes, written: 0 };
  }
}

const nameTable = (kind: 'raw' | 'staged' | 'unloaded' | 'changes' | 'files'): string =>
  `${NAMES.database}.${NAMES[kind]}`;

const folderOf = (unloadId: string): string => `${COLUMNAR_PREFIX}/${NAMES.raw}/${FIRST.exportId}/${unloadId}/`;
