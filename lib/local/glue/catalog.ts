import type { TableInput } from '@aws-sdk/client-glue';
import { CatalogFiles } from './catalog-files';
import type { CatalogError, CatalogPartition, CatalogStorage, CatalogTable } from './catalog-storage';
import { CatalogMemory } from './catalog-memory';

/**
 * Glue's catalog. Every answer is as of now, and every change is a transaction between processes: what it depends on is
 * read again while no other process changes anything.
 */
export class Catalog {
  private constructor(private readonly storage: CatalogStorage) {}

  /**
   * A catalog that lives as long as the process.
   *
   * @param origin another one in memory, of which it has the tables as they are now @default - it is empty
   */
  static inMemory(origin?: Catalog): Catalog {
    return new Catalog(new CatalogMemory(origin?.storage));
  }

  /** The catalog in a folder, which is made by the first change. */
  static open(folder: string): Catalog {
    return new Catalog(new CatalogFiles(folder));
  }

  /** Makes the tables, or gives them a new schema; partitions stay. */
  putTables(database: string, inputs: readonly TableInput[]): void {
    this.storage.exclusively(() => {
      for (const input of inputs) this.storage.writeTable(database, input);
    });
  }

  /** Names of the databases. */
  databaseNames(): string[] {
    return this.storage.databases();
  }

  /** Names of a database's tables and views. */
  tableNames(database: string): string[] {
    return this.storage.tables(database);
  }

  /** Files that something else has changed, and that keep their tables from being read. */
  unreadable(): CatalogError[] {
    return this.storage.unreadable();
  }

  /** Lets the catalog be read without such files, which get another name. @returns their former names */
  setUnreadableAside(): string[] {
    return this.storage.exclusively(() => this.storage.setUnreadableAside());
  }

  /** A table as it is now. @throws CatalogError */
  table(database: string, name: string): CatalogTable | undefined {
    return this.storage.read(database, name);
  }

  /**
   * Makes, changes or removes a table in one transaction.
   *
   * @param change is given the table as it is, and gives what it is to be; undefined: it is removed. What it throws leaves
   *   it as it is
   */
  changeTable(
    database: string,
    name: string,
    change: (table: CatalogTable | undefined) => TableInput | undefined,
  ): void {
    this.storage.exclusively(() => {
      const before = this.table(database, name);
      const input = change(before);
      if (input !== undefined) this.storage.writeTable(database, input);
      else if (before !== undefined) this.storage.removeTable(database, name);
    });
  }

  /**
   * Changes the partitions of a table in one transaction. Of several partitions, some may be changed and others not when the
   * process is killed, as with Glue's batches.
   *
   * @param change gives the partitions that the table has then; what it throws leaves them as they are. Those that it
   * does not change it gives back as they came
   * @returns false where there is no such table
   */
  changePartitions(
    database: string,
    name: string,
    change: (table: CatalogTable) => readonly CatalogPartition[],
  ): boolean {
    return this.storage.exclusively(() => {
      const table = this.table(database, name);
      if (!table) return false;
      const before = new Map(table.partitions.map((partition) => [JSON.stringify(partition.Values), partition]));
      const all = change(table);
      const changed = all.filter((partition) => before.get(JSON.stringify(partition.Values)) !== partition);
      for (const { Values } of all) before.delete(JSON.stringify(Values));
      this.storage.writePartitions(database, name, { all, changed, removed: [...before.values()] });
      return true;
    });
  }
}
