import type { PartitionInput, TableInput } from '@aws-sdk/client-glue';
import { sync as writeFileAtomic } from 'write-file-atomic';
import { readJsonFile } from '../../json-file';

/** A table with its partitions, as the catalog keeps them. */
export interface CatalogTable {
  readonly input: TableInput;
  readonly partitions: CatalogPartition[];
}

/** A partition with the time of its creation, ISO 8601. */
export type CatalogPartition = PartitionInput & { readonly Values: string[]; readonly CreationTime: string };

type Databases = Record<string, Record<string, CatalogTable>>;

/** Where a catalog keeps itself: nowhere, or in one JSON file that is replaced as a whole at every change. */
export class Catalog {
  private constructor(
    private readonly databases: Databases,
    private readonly save: (databases: Databases) => void,
  ) {}

  /** A catalog that lives as long as the process. */
  static inMemory(): Catalog {
    return new Catalog({}, () => undefined);
  }

  /**
   * The catalog in a file, which need not exist yet. After a crash the file is that of before or after a change, never half
   * of one.
   *
   * @throws Error where the file is no catalog
   */
  static open(file: string): Catalog {
    const kept = readJsonFile(
      file,
      (reason) => new Error(`${file} is no catalog (${reason}); remove it to begin with an empty one`),
    );
    return new Catalog((kept ?? {}) as Databases, (databases) => {
      writeFileAtomic(file, `${JSON.stringify(databases, undefined, 1)}\n`);
    });
  }

  /** Makes the tables, or gives them a new schema; partitions stay. */
  putTables(database: string, inputs: readonly TableInput[]): void {
    const tables = (this.databases[database] ??= {});
    for (const input of inputs) {
      const name = input.Name ?? '';
      tables[name] = { input, partitions: tables[name]?.partitions ?? [] };
    }
    this.save(this.databases);
  }

  /** Names of the databases. */
  databaseNames(): string[] {
    return Object.keys(this.databases);
  }

  /** Names of a database's tables and views. */
  tableNames(database: string): string[] {
    return Object.keys(this.databases[database] ?? {});
  }

  table(database: string, name: string): CatalogTable | undefined {
    return this.databases[database]?.[name];
  }

  /** Replaces the partitions of a table and saves the catalog. */
  setPartitions(table: CatalogTable, partitions: readonly CatalogPartition[]): void {
    table.partitions.splice(0, table.partitions.length, ...partitions);
    this.save(this.databases);
  }
}
