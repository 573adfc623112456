import type { Type } from '../dialect';
import type { AbsoluteFolder } from './absolute-folder';
import type { SessionOptions } from './session';
import type { TableResolver } from './tables/table-source';
import type { EngineValue } from './values';

/* What an engine is asked, and what it gives. */

export interface EngineOptions extends SessionOptions {
  /** Folder of the buckets: `s3://bucket/key` is the file `<root>/bucket/key`, with {@link EMPTY_PART} for an empty part. */
  readonly root: AbsoluteFolder;
  /**
   * A folder, which need not be there but in one that is, for what does not fit in memory. @default one in the system's
   * folder for temporary files, which is often small
   */
  readonly spillFolder?: string | undefined;
  /** A folder of its own for small files, removed by `close`. @default a new one in the system's folder for temporary files */
  readonly workFolder?: string;
}

export interface QueryOptions {
  readonly catalog: TableResolver;
  readonly database: string;
  /** Values of `?`, each a SQL literal, as Athena's ExecutionParameters. */
  readonly parameters?: readonly string[];
  /** What now() and current_date are. @default the time of the call */
  readonly now?: Date;
  /**
   * Paths of data files known to be as DynamoDB wrote them, by their checksums: an object in every line. A table that
   * passes over lines that are none reads these twice as fast.
   */
  readonly intactFiles?: readonly string[];
}

export interface ResultColumn {
  readonly name: string;
  readonly type: Type;
  /** The type in Trino's words. */
  readonly typeText: string;
}

/** A column that a query would give. */
export interface DescribedColumn extends ResultColumn {
  /** Whether the query gives it no name, and Athena prints one: _col0, _col1, .. */
  readonly isUnnamed: boolean;
}

export interface Statistics {
  readonly dataScannedInBytes: number;
  readonly rows: number;
  readonly milliseconds: number;
}

export interface QueryResult {
  readonly columns: readonly ResultColumn[];
  /** Batches of rows, to be read once. A failure while the query runs is thrown here. */
  readonly rows: AsyncIterable<readonly (readonly EngineValue[])[]>;
  /** Known when the rows have been read. */
  statistics(): Statistics;
}
