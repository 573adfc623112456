import type { TableInput } from '@aws-sdk/client-glue';
import type { CatalogPartition, CatalogStorage, CatalogTable, PartitionsChange } from './catalog-storage';

/** A catalog's tables in this process, their partitions in the order of their values. */
export class CatalogMemory implements CatalogStorage {
  private readonly kept = new Map<string, Map<string, CatalogTable>>();

  /** @param origin what it has the tables of, as they are now @default - it is empty */
  constructor(origin?: CatalogStorage) {
    for (const database of origin?.databases() ?? []) {
      const tables = new Map<string, CatalogTable>();
      for (const name of origin?.tables(database) ?? []) {
        const table = origin?.read(database, name);
        if (table) tables.set(name, table);
      }
      this.kept.set(database, tables);
    }
  }

  exclusively<T>(change: () => T): T {
    return change();
  }

  databases(): string[] {
    return [...this.kept.keys()];
  }

  tables(database: string): string[] {
    return [...(this.kept.get(database)?.keys() ?? [])];
  }

  read(database: string, table: string): CatalogTable | undefined {
    return this.kept.get(database)?.get(table);
  }

  writeTable(database: string, input: TableInput): void {
    const tables = this.kept.get(database) ?? new Map<string, CatalogTable>();
    this.kept.set(database, tables);
    const name = input.Name ?? '';
    tables.set(name, { input, partitions: tables.get(name)?.partitions ?? [] });
  }

  removeTable(database: string, table: string): void {
    this.kept.get(database)?.delete(table);
  }

  unreadable(): [] {
    return [];
  }

  setUnreadableAside(): [] {
    return [];
  }

  writePartitions(database: string, table: string, { all }: PartitionsChange): void {
    const tables = this.kept.get(database);
    const found = tables?.get(table);
    if (found) tables?.set(table, { ...found, partitions: all.toSorted(byValues) });
  }
}

function byValues({ Values: one }: CatalogPartition, { Values: other }: CatalogPartition): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : (one[at] ?? '') < (other[at] ?? '') ? -1 : 1;
}
