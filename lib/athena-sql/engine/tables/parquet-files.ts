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
  private readonly schemas = new Map<string, string>();

  constructor(private readonly connection: DuckDBConnection) {}

  private readonly failures = new Map<string, unknown>();

  /** Reads the footers that are not known yet. A file that cannot be read has none, and a {@link failure}. */
  async read(files: readonly string[]): Promise<void> {
    const unknown = files.filter((file) => !this.footers.has(file) && !this.failures.has(file));
    if (unknown.length === 0) return;
    try {
      await this.readAll(unknown);
    } catch (error) {
      const [only = '', ...others] = unknown;
      if (others.length === 0) this.failures.set(only, error);
      // one by one: other nights can be asked
      else for (const file of unknown) await this.read([file]);
    }
  }

  private async readAll(unknown: readonly string[]): Promise<void> {
    const rows = (await readAllRows(this.connection, footersOf(unknown))) as unknown as FooterRow[];
    const schemas = (await readAllRows(this.connection, schemasOf(unknown))) as unknown as SchemaRow[];
    for (const [file, schema] of schemas) this.schemas.set(file, schema);
    for (const file of unknown) this.footers.set(file, new Map());
    for (const [file, column, size, min, max] of rows) {
      const constant = min !== null && min === max && min.length <= LONGEST_CONSTANT ? min : undefined;
      this.footers.get(file)?.set(column, { size: Number(size), constant });
    }
  }

  /** A text that files have alike whose columns have the same names and types, in the same order. */
  schema(file: string): string | undefined {
    return this.schemas.get(file);
  }

  /** Undefined where none was read: the file is no Parquet. */
  footer(file: string): ParquetFooter | undefined {
    return this.footers.get(file);
  }

  /** What DuckDB said of a file whose footer could not be read. */
  failure(file: string): unknown {
    return this.failures.get(file);
  }
}

type FooterRow = readonly [file: string, column: string, size: bigint, min: string | null, max: string | null];

type SchemaRow = readonly [file: string, schema: string];

/** Of each file all nodes of its columns, each with what tells its type. */
function schemasOf(files: readonly string[]): string {
  const node = "concat_ws(' ', name, type, type_length, num_children, converted_type, scale, precision, logical_type)";
  return `SELECT file_name, string_agg(${node}, ', ' ORDER BY number)
FROM (SELECT *, row_number() OVER () AS number FROM parquet_schema(${paths(files)}))
GROUP BY file_name`;
}

/** The least and the greatest value are NULL where a row has none, or where one row group does not tell. */
function footersOf(files: readonly string[]): string {
  const told = 'count(stats_min_value) = count(*) AND sum(stats_null_count) = 0';
  return `SELECT file_name, split_part(path_in_schema, ', ', 1) AS name, CAST(sum(total_compressed_size) AS BIGINT),
  CASE WHEN ${told} THEN min(stats_min_value) END, CASE WHEN ${told} THEN max(stats_max_value) END
FROM parquet_metadata(${paths(files)})
GROUP BY file_name, name`;
}
