import { columnarStorage, partitionInput } from '../lib/catalog';
import { COLUMNAR_PREFIX, type Table } from '../lib/config';
import type { Statistics } from '../lib/athena-sql/engine';
import { checks, unloadStatement, validationQuery } from '../lib/sql';
import { EXPORT_ID, LAYOUT, NAMES, TABLE } from './data';
import { Laptop, location, problemsOf } from './laptop';

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
    private readonly laptop: Laptop,
  ) {}

  /** @param root the folder of the buckets */
  static async open(root: string, kind: NightKind): Promise<Night> {
    const table: Table = { ...TABLE, columnar: kind === 'columnar' };
    const laptop = await Laptop.open(root, table);
    const { store } = laptop;
    // the list of the files has a folder of its own
    const files = `manifests/${EXPORT_ID}/`;
    await store.put(NAMES.bucket, `${files}manifest-files.json`, await store.get(NAMES.bucket, LAYOUT.manifestFiles));
    const lines = location(LAYOUT.dataFolder);
    laptop.register(NAMES.staged, partitionInput('staged', [EXPORT_ID], lines));
    laptop.register(NAMES.files, partitionInput('files', [EXPORT_DATE, EXPORT_ID], location(files)));
    if (table.columnar) {
      const StorageDescriptor = columnarStorage(table, location(FOLDER));
      laptop.register(NAMES.unloaded, { Values: [UNLOAD_ID], StorageDescriptor });
      laptop.register(NAMES.raw, { Values: [EXPORT_DATE], StorageDescriptor });
      laptop.register(NAMES.latest, { Values: ['newest'], StorageDescriptor });
    } else {
      laptop.register(NAMES.raw, partitionInput('raw', [EXPORT_DATE], lines));
      laptop.register(NAMES.latest, partitionInput('latest', ['newest'], lines));
    }
    return new Night(table, laptop);
  }

  /** Writes the Parquet of a columnar night anew, as the workflow's state does. @returns the bytes that it read */
  async unload(): Promise<number> {
    await this.laptop.empty(FOLDER);
    const statement = unloadStatement(this.table, {
      staged: `${NAMES.database}.${NAMES.staged}`,
      exportId: EXPORT_ID,
      exportDate: EXPORT_DATE,
      folder: location(FOLDER),
    });
    return (await this.laptop.run(statement)).bytes;
  }

  /**
   * Runs the workflow's validation, as its state does: the bytes' checksums and the query.
   *
   * @param judgedBy the checks of the query
   */
  async validate(itemCount: number, judgedBy = checks(this.table)): Promise<Validated> {
    const { bucket, database } = NAMES;
    const { columnar } = this.table;
    const answer = await this.laptop.run(
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
    return { bytes: answer.bytes, problems: problemsOf(answer) };
  }

  /** Answers a statement, and says what that cost. */
  ask(sql: string): Promise<Statistics> {
    return this.laptop.ask(sql);
  }

  close(): Promise<void> {
    return this.laptop.close();
  }
}

/** What a validation read, and the names of the checks that found a problem. */
export interface Validated {
  readonly bytes: number;
  readonly problems: readonly string[];
}
