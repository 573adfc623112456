import type { DuckDBConnection } from '@duckdb/node-api';
import { readAllRows } from '../duckdb-result';
import { paths } from './lines';

/** What a Parquet file says of one of its columns. */
export interface ParquetColumn {
  /** Bytes on disk. */
  readonly size: number;
  /** The text that every row has, where the statistics tell that it is one. */
  readonly constant: string | undefined;
}

/** What the footer of a Parquet file tells, by the name of the column. */
export type ParquetFooter = ReadonlyMap<string, ParquetColumn>;

/** Statistics may hold the beginning of a longer text. */
const LONGEST_CONSTANT = 64;

/** The footers of Parquet files. Each is read once: such a file is never changed. */
export class ParquetFiles {
  private readonly footers = new Map<string, Map<string, ParquetColumn>>();

  constructor(private readonly connection: DuckDBConnection) {}

  /** Reads the footers that are not known yet. */
  async read(files: readonly string[]): Promise<void> {
    const unknown = files.filter((file) => !this.footers.has(file));
    if (unknown.length === 0) return;
    const rows = (await readAllRows(this.connection, footersOf(unknown))) as unknown as FooterRow[];
    for (const file of unknown) this.footers.set(file, new Map());
    for (const [file, column, size, min, max] of rows) {
      const constant = min !== null && min === max && min.length <= LONGEST_CONSTANT ? min : undefined;
      this.footers.get(file)?.set(column, { size: Number(size), constant });
    }
  }

  /** Undefined where none was read: the file is no Parquet. */
  footer(file: string): ParquetFooter | undefined {
    return this.footers.get(file);
  }
}

type FooterRow = readonly [file: string, column: string, size: bigint, min: string | null, max: string | null];

/** The least and the greatest value are NULL where a row has none, or where one row group does not tell. */
function footersOf(files: readonly string[]): string {
  const told = 'count(stats_min_value) = count(*) AND sum(stats_null_count) = 0';
  return `SELECT file_name, split_part(path_in_schema, ', ', 1) AS name, CAST(sum(total_compressed_size) AS BIGINT),
  CASE WHEN ${told} THEN min(stats_min_value) END, CASE WHEN ${told} THEN max(stats_max_value) END
FROM parquet_metadata(${paths(files)})
GROUP BY file_name, name`;
}
