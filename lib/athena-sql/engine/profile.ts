import { readFileSync, statSync } from 'node:fs';
import { literally } from './tables/lines';
import type { ParquetFiles, ParquetFooter } from './tables/parquet-files';
import type { ScanFiles } from './tables/branch';

/** A step of DuckDB's plan, or of the profile of one that has run. */
export interface Operator {
  readonly name?: string;
  /** Rows that it gave. */
  readonly operator_cardinality?: number;
  readonly extra_info?: Readonly<Record<string, string | readonly string[]>>;
  readonly children?: readonly Operator[];
}

/**
 * Bytes of the files that a query read, as they lie on disk; of Parquet those of the columns that it used. DuckDB's profile
 * names, for each scan left in the plan, its first files and how many it opened, which tell the scan. A table
 * read twice counts twice, as on Athena.
 */
export function bytesScanned(profilePath: string, files: ScanFiles, parquet: ParquetFiles): number {
  if (files.length === 0) return 0;
  let bytes = 0;
  const visit = (operator: Operator): void => {
    const { extra_info: info, operator_cardinality: rows = 0, children } = operator;
    const names = info?.['Filename(s)'];
    // files are counted when they have been read to their end, which a LIMIT may not wait for
    const read = Math.max(Number(info?.['Total Files Read'] ?? 0), rows > 0 ? 1 : 0);
    const scan = typeof names === 'string' ? scanOf(names, read, files) : undefined;
    if (scan && read >= scan.files.length) bytes += scan.emptyBytes ?? 0;
    scan?.files.slice(0, read).forEach((path, index) => {
      const footer = parquet.footer(path);
      bytes += footer ? columnBytes(operator, footer) : (scan.sizes?.[index] ?? statSync(path).size);
    });
    children?.forEach(visit);
  };
  visit(JSON.parse(readFileSync(profilePath, 'utf8')) as Operator);
  return bytes;
}

/** Bytes of the columns that a scan gives or filters by. */
function columnBytes(operator: Operator, footer: ParquetFooter): number {
  return sizeOfColumns(namesInScan(operator), footer);
}

/** Names in what a scan of Parquet files gives or filters by, those of its columns among them. */
export function namesInScan({ extra_info: info = {} }: Operator): ReadonlySet<string> {
  const filters = [info.Filters ?? []].flat().flatMap((filter) => filter.match(/\w+/g) ?? []);
  return new Set([...[info.Projections ?? []].flat(), ...filters]);
}

/** Bytes on disk of those columns of a file that have these names. */
export function sizeOfColumns(names: ReadonlySet<string>, footer: ParquetFooter): number {
  return [...footer].reduce((bytes, [column, { size }]) => (names.has(column) ? bytes + size : bytes), 0);
}

/**
 * The scan whose first file begins a list of names, `a, b, ...`; some readers name it as it was given to them. A partition
 * and several of them may begin alike: it is that with so many files, or the one with most.
 */
function scanOf(names: string, read: number, files: ScanFiles): ScanFiles[number] | undefined {
  const begins = (path: string): boolean => names === path || names.startsWith(`${path}, `);
  const scans = files.filter(({ files: [first = ''] }) => [first, literally(first)].some(begins));
  const whole = scans.find((scan) => scan.files.length === read);
  return whole ?? scans.sort((a, b) => b.files.length - a.files.length)[0];
}
