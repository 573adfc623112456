/** A partition of a Glue table, as far as a report reads it. */
export interface SourcePartition {
  /** One for each partition key, in their order. */
  readonly values: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
}

/** A column of a result, with its type as Athena names it, e.g. `decimal(12,2)`. */
export interface ResultColumn {
  readonly name: string;
  readonly type: string;
}

/** A result as Athena gives it: texts, undefined for NULL. */
export interface SourceResult {
  readonly columns: readonly ResultColumn[];
  /** Batches of rows, read at most once and perhaps not to the end. */
  readonly rows: AsyncIterable<readonly (readonly (string | undefined)[])[]>;
}

/** Where a report gets its facts: a catalog, and an engine that knows Athena's SQL. */
export interface ReportSource {
  /** All partitions of a Glue table; `[]` of one that has none. */
  partitions(glueTable: string): Promise<readonly SourcePartition[]>;
  /** Answers a statement in Athena's dialect, in the table's database. One at a time. */
  query(sql: string, options?: { readonly parameters?: readonly string[] }): Promise<SourceResult>;
}
