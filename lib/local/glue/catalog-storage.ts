import type { PartitionInput, TableInput } from '@aws-sdk/client-glue';
import type { FilesRecord } from './files-record';
import { pathText } from '../../path-text';

/** A table with its partitions, as the catalog keeps them. */
export interface CatalogTable {
  readonly input: TableInput;
  readonly partitions: readonly CatalogPartition[];
}

/** A partition with the time of its creation, ISO 8601. */
export type CatalogPartition = PartitionInput & {
  readonly Values: string[];
  readonly CreationTime: string;
  /** What its files were; Glue has nothing like it, and does not tell it. */
  readonly Files?: FilesRecord;
};

/** Where a catalog keeps what it has. */
export interface CatalogStorage {
  /** Runs a change while no other process makes one. */
  exclusively<T>(change: () => T): T;
  databases(): string[];
  tables(database: string): string[];
  /** A table as it is now. */
  read(database: string, table: string): CatalogTable | undefined;
  writeTable(database: string, input: TableInput): void;
  /** Removes a table with its partitions. */
  removeTable(database: string, table: string): void;
  writePartitions(database: string, table: string, change: PartitionsChange): void;
  /** Files that are no entries. */
  unreadable(): CatalogError[];
  /** Renames such files, so that they are none of the catalog's. @returns their former names */
  setUnreadableAside(): string[];
}

/** What becomes of a table's partitions. */
export interface PartitionsChange {
  /** All partitions of the table after the change. */
  readonly all: readonly CatalogPartition[];
  /** Those of them that are new or others. */
  readonly changed: readonly CatalogPartition[];
  readonly removed: readonly CatalogPartition[];
}

/** A file of the catalog that something else has changed. */
export class CatalogError extends Error {
  override readonly name = 'CatalogError';

  constructor(
    readonly file: string,
    reason: string,
  ) {
    super(
      `${pathText(file)} cannot be read: ${reason}. The objects of the nights are all there: "export-to-athena doctor --target local" says how to register them again`,
    );
  }
}
