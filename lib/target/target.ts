import type { TablePartition } from '../night';

/** A row as Athena's results have it: texts, undefined for NULL. */
export type TextRow = readonly (string | undefined)[];

/** A place where nights are published and statements in Athena's dialect are answered: this machine, or an AWS account. */
export interface Target {
  /** What a person would look for: the folder, or the region. */
  readonly place: string;
  /** The Glue database of the system. */
  readonly database: string;
  /** The tables and views of a database, by name. @param database another one than the system's */
  tables(database?: string): Promise<TableDescription[]>;
  /** The partitions of a table, in the order of their values. @throws NoSuchTableError */
  partitions(table: string): Promise<TablePartition[]>;
  /**
   * Answers one statement, or carries it out: one that makes a table has no columns and no rows. Read the rows of an answer before the next one is asked for.
   *
   * @throws StatementError for what is wrong with the statement, {@link InterruptedError} when the signal aborts; both may
   * also be thrown while the rows are read
   */
  query(sql: string, options?: QueryOptions): Promise<Answer>;
  /**
   * The statements that were saved with the system, for all of its tables; none where they are files of this machine.
   *
   * @returns their texts, each with what `lib/sql` has written above it
   */
  savedStatements(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface QueryOptions {
  /** Values of `?`, each a SQL literal, as Athena's ExecutionParameters. */
  readonly parameters?: readonly string[];
  /** Stops the query when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/** What a statement gave. */
export interface Answer {
  readonly columns: readonly AnswerColumn[];
  /** Whether each row is a line of one text, in which spaces matter: a plan, or a CREATE statement. */
  readonly isText?: boolean;
  /** Batches of rows, as they come; to be read once. */
  readonly rows: AsyncIterable<readonly TextRow[]>;
  /** Known when the rows have been read. */
  statistics(): AnswerStatistics;
}

export interface AnswerColumn {
  readonly name: string;
  /** In Trino's words, such as `decimal(12,2)`; of a nested type perhaps without its elements. */
  readonly type: string;
}

export interface AnswerStatistics {
  readonly dataScannedInBytes: number;
  /** From the question to the last row. */
  readonly milliseconds: number;
  /** What the bytes cost, in USD; undefined where a query costs nothing. */
  readonly cost?: number;
  /** Rows that a statement such as CREATE TABLE AS has written; undefined for one that writes none. */
  readonly rowsWritten?: number;
}

/** A table or a view of the database. */
export interface TableDescription {
  readonly name: string;
  readonly kind: 'table' | 'view';
  /** What stands in Glue; '' where nothing does. */
  readonly description: string;
  /** Without the partition keys; types in Hive's words, as Glue keeps them. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly partitionKeys: readonly string[];
}
