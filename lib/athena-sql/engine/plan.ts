import { statSync } from 'node:fs';
import type { ScanPlan } from '../dialect';
import { namesInScan, sizeOfColumns, type Operator } from './profile';
import type { ParquetFiles } from './tables/parquet-files';

/** What a statement would read. */
export interface QueryPlan {
  /** A table for each place that names one, those of views opened. */
  readonly reads: readonly ReadPlan[];
  /** Of all of them. */
  readonly bytes: number;
}

/** What would be read of a table. */
export interface ReadPlan extends Pick<ScanPlan, 'name' | 'views' | 'conditions' | 'ofPartitions'> {
  /** The texts of the partition keys of each partition that is read. */
  readonly partitions: readonly ReadonlyMap<string, string>[];
  readonly files: number;
  /** Of the files as they lie on disk; of Parquet, of the columns that are read. At most: a LIMIT may be content with less. */
  readonly bytes: number;
  /** Attributes of items, or columns of Parquet files; undefined where all of a line is read. */
  readonly columns: readonly string[] | undefined;
}

/**
 * The plan of a translated statement.
 *
 * @param explained what DuckDB's EXPLAIN (FORMAT JSON) gave
 */
export function queryPlan(scans: readonly ScanPlan[], explained: string, parquet: ParquetFiles): QueryPlan {
  const names = namesRead(JSON.parse(explained) as readonly Operator[]);
  const reads = scans.map((scan) => readPlan(scan, names, parquet));
  return { reads, bytes: reads.reduce((sum, { bytes }) => sum + bytes, 0) };
}

function readPlan(
  { partitions, attributes, name, views, conditions, ofPartitions }: ScanPlan,
  names: ReadNames,
  parquet: ParquetFiles,
): ReadPlan {
  const stored = partitions.flatMap((partition) => partition.stored ?? []);
  const paths = stored.flatMap(({ files }) => files);
  const known = new Set(paths.flatMap((path) => [...(parquet.footer(path)?.keys() ?? [])]));
  const used = new Set([...names.columns].filter((column) => known.has(column)));
  const bytes = stored.map(({ files, sizes, emptyBytes = 0 }) =>
    files.reduce((sum, path, index) => {
      const footer = parquet.footer(path);
      return sum + (footer ? sizeOfColumns(used, footer) : (sizes?.[index] ?? statSync(path).size));
    }, emptyBytes),
  );
  return {
    name,
    views,
    conditions,
    ofPartitions,
    partitions: partitions.map(({ constants }) => constants),
    files: paths.length,
    bytes: bytes.reduce((sum, size) => sum + size, 0),
    columns: known.size > 0 ? [...used].sort() : attributes?.filter((name) => names.attributes.has(name)).sort(),
  };
}

/**
 * The names that the scans of a plan read, of all of them together: DuckDB's plan does not tell one scan of files from another,
 * so a column of that name in another table counts as read, too.
 */
interface ReadNames {
  /** Of Parquet files. */
  readonly columns: ReadonlySet<string>;
  /** Of items. */
  readonly attributes: ReadonlySet<string>;
}

/** What DuckDB calls an attribute of an item that it reads. */
const ATTRIBUTE = /^Item\.(.*)$/s;

function namesRead(operators: readonly Operator[]): ReadNames {
  const all = allOperators(operators);
  const namesIn = (scan: string) =>
    all.filter(({ name }) => name?.trim() === scan).flatMap((operator) => [...namesInScan(operator)]);
  return {
    columns: new Set(namesIn('READ_PARQUET')),
    attributes: new Set(namesIn('READ_JSON').flatMap((name) => ATTRIBUTE.exec(name)?.[1] ?? [])),
  };
}

function allOperators(operators: readonly Operator[]): Operator[] {
  return operators.flatMap((operator) => [operator, ...allOperators(operator.children ?? [])]);
}
