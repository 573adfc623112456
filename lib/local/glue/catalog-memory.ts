import type { TableInput } from '@aws-sdk/client-glue';
import type { CatalogPartition, CatalogStorage, CatalogTable } from './catalog';

interface KeptTable {
  input: TableInput;
  readonly partitions: Map<string, CatalogPartition>;
}

/** A catalog's tables in this process. */
export class CatalogMemory implements CatalogStorage {
  private readonly kept = new Map<string, Map<string, KeptTable>>();

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
    const found = this.kept.get(database)?.get(table);
    return found && { input: found.input, partitions: [...found.partitions.values()] };
  }

  writeTable(database: string, input: TableInput): void {
    const tables = this.kept.get(database) ?? new Map<string, KeptTable>();
    this.kept.set(database, tables);
    const name = input.Name ?? '';
    tables.set(name, { input, partitions: tables.get(name)?.partitions ?? new Map<string, CatalogPartition>() });
  }

  writePartition(database: string, table: string, partition: CatalogPartition): void {
    this.kept.get(database)?.get(table)?.partitions.set(JSON.stringify(partition.Values), partition);
  }

  removePartition(database: string, table: string, values: readonly string[]): void {
    this.kept.get(database)?.get(table)?.partitions.delete(JSON.stringify(values));
  }
}
