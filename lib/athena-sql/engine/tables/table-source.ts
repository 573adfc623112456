import type { Type } from '../../dialect';

/** What a name stands for, as of this query: partitions may change between two queries. */
export type TableSource = ItemsSource | MapsSource | JsonLinesSource | ParquetSource | ViewSource;

interface Partitioned {
  readonly partitionKeys: readonly string[];
  readonly partitions: readonly Partition[];
}

export interface Partition {
  /** One for each partition key, in their order. */
  readonly values: readonly string[];
  /** Absolute paths; `.gz` files are inflated. */
  readonly files: readonly string[];
  /** Bytes of each of the files, where they are known already. */
  readonly sizes?: readonly number[] | undefined;
  /** Bytes of further files that need not be opened, as they hold nothing. */
  readonly emptyBytes?: number | undefined;
  /** How the files are others than when the partition was made; such a partition is not read. */
  readonly changed?: string | undefined;
}

/** Data files of exports: one column, `item map(varchar, map(varchar, varchar))`, from the key `Item` of every line. */
export interface ItemsSource extends Partitioned {
  readonly kind: 'items';
  /** A line that is no JSON is a row with a NULL item (`ignore.malformed.json=TRUE`); otherwise it fails the query. */
  readonly ignoreMalformed: boolean;
}

/** JSON lines of several items, such as the changes of an incremental export: each column is one key's, of the type of an item. */
export interface MapsSource extends Partitioned {
  readonly kind: 'maps';
  readonly columns: readonly { readonly name: string; readonly jsonName: string }[];
  /** As that of {@link ItemsSource}: of such a row all columns are NULL. */
  readonly ignoreMalformed: boolean;
}

/** JSON lines with one key for each column, such as manifest-files.json. */
export interface JsonLinesSource extends Partitioned {
  readonly kind: 'jsonLines';
  readonly columns: readonly { readonly name: string; readonly type: Type; readonly jsonName: string }[];
}

/** Parquet files. A table that was of exports before has partitions of lines as well, each read by its own format. */
export interface ParquetSource extends Partitioned {
  readonly kind: 'parquet';
  readonly columns: readonly { readonly name: string; readonly type: Type }[];
  readonly partitions: readonly ParquetPartition[];
}

export interface ParquetPartition extends Partition {
  /** The columns that its files may have: all others are NULL there. Undefined of the lines of an export: `item` alone. */
  readonly columns: readonly string[] | undefined;
}

/** A view. */
export interface ViewSource {
  readonly kind: 'view';
  /** Athena's. */
  readonly sql: string;
  /** The database that unqualified names in it belong to. @default the view's own */
  readonly database?: string;
}

/** Whether a statement may read the files of a partition, by the texts of its keys. */
export type MayRead = (values: readonly string[]) => boolean;

/** Gives the tables that a statement names. Names come in lower case. */
export interface TableResolver {
  /** @param mayRead of partitions for which it does not hold, no file need be given. @default all are read */
  find(database: string, table: string, mayRead?: MayRead): TableSource | undefined | Promise<TableSource | undefined>;
  /** Tables of a database, for a message when one is not found. */
  names(database: string): readonly string[] | Promise<readonly string[]>;
}
