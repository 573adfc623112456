import type { Type } from './types';

/** One column of a table. */
export interface ColumnShape {
  /** In lower case, as Hive keeps it; `"$path"` and the like with the dollar. */
  readonly name: string;
  readonly type: Type;
  /** Not shown by SELECT *. */
  readonly hidden?: boolean;
  readonly partitionKey?: boolean;
  /** An item as the OpenX SerDe reads it: nested values are JSON texts in the SerDe's own spelling. */
  readonly openX?: boolean;
}

/** Files as they lie on disk. */
export interface StoredFiles {
  /** Paths. */
  readonly files: readonly string[];
  /** Bytes of each of the files, where they are known already. */
  readonly sizes?: readonly number[] | undefined;
  /** Bytes of further files that need not be opened, as they hold nothing. */
  readonly emptyBytes?: number | undefined;
}

/** A partition of a table. */
export interface PartitionShape {
  /** The texts that are the same in all of its rows, by the column: partition keys, and what is known of its files. */
  readonly constants: ReadonlyMap<string, string>;
  /** What lies on disk of it; undefined where nothing does. */
  readonly stored?: StoredFiles;
  /** DuckDB's SELECT of its rows, whose columns have exactly the table's names. */
  readonly sql: () => string;
  /**
   * The same with an `openX` column that tells no more than whether there is an item, and with each of these attributes
   * as a column, named by `attributeColumn`: much faster than all of an item. All partitions of a table have it, or none.
   */
  readonly sqlOf?: (attributes: readonly string[]) => string;
}

/** A table, as its partitions were when the statement began. */
export interface TableColumns {
  readonly kind: 'table';
  readonly columns: readonly ColumnShape[];
  readonly partitions: readonly PartitionShape[];
  /**
   * The SELECT of the rows of several of the partitions, in as few scans as can be; without it each has its own. DuckDB
   * gives each scan time and memory, and 400 nights would take more of both than their items.
   *
   * @param attributes as of the partitions' `sqlOf`; undefined for whole items
   */
  readonly sqlOfAll?: (partitions: readonly PartitionShape[], attributes: readonly string[] | undefined) => string;
}

/** What a name in FROM stands for. */
export type TableShape =
  | TableColumns
  /** `sql` is Athena's; unqualified names in it are looked up in `database`. */
  | { readonly kind: 'view'; readonly sql: string; readonly database: string };

/** The tables that a statement may name. */
export interface Catalog {
  /** Names come in lower case. */
  find(database: string, table: string): TableShape | undefined;
  /** Names of the database's tables, for a message when one is not found. */
  names(database: string): readonly string[];
  /** Tables that the statement or a view of it reads and that have a column of this name, in lower case; for a message. */
  tablesWith?(column: string): readonly string[];
}
