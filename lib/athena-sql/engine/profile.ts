import { readFileSync, statSync } from 'node:fs';
import { literally } from './tables/lines';
import type { ParquetFiles, ParquetFooter } from './tables/parquet-files';
import type { ScanFiles } from './tables/scan';

interface Operator {
  readonly extra_info?: Readonly<Record<string, string | readonly string[]>>;
  readonly children?: readonly Operator[];
}

/**
 * Bytes of the files that a query read, as they lie on disk; of Parquet those of the columns that it used. DuckDB's profile
 * names, for each scan left in the plan, its first files and how many it opened; the first one tells the partition. A table
 * read twice counts twice, as on Athena.
 */
export function bytesScanned(profilePath: string, files: ScanFiles, parquet: ParquetFiles): number {
  if (files.size === 0) return 0;
  let bytes = 0;
  const visit = (operator: Operator): void => {
    const { extra_info: info, children } = operator;
    const names = info?.['Filename(s)'];
    const read = Number(info?.['Total Files Read'] ?? 0);
    const partition = typeof names === 'string' ? partitionOf(names, files) : undefined;
    if (partition && read >= partition.files.length) bytes += partition.emptyBytes ?? 0;
    partition?.files.slice(0, read).forEach((path, index) => {
      const footer = parquet.footer(path);
      bytes += footer ? columnBytes(operator, footer) : (partition.sizes?.[index] ?? statSync(path).size);
    });
    children?.forEach(visit);
  };
  visit(JSON.parse(readFileSync(profilePath, 'utf8')) as Operator);
  return bytes;
}

/** Bytes of the columns that a scan gives or filters by. */
function columnBytes({ extra_info: info = {} }: Operator, footer: ParquetFooter): number {
  const filters = [info.Filters ?? []].flat().flatMap((filter) => filter.match(/\w+/g) ?? []);
  const used = new Set([...[info.Projections ?? []].flat(), ...filters]);
  return [...footer].reduce((bytes, [column, { size }]) => (used.has(column) ? bytes + size : bytes), 0);
}

/** The partition whose first file begins a list of names, `a, b, ...`; some readers name it as it was given to them. */
function partitionOf(names: string, files: ScanFiles): ReturnType<ScanFiles['get']> {
  for (const [first, partition] of files)
    for (const path of [first, literally(first)]) if (names === path || names.startsWith(`${path}, `)) return partition;
  return undefined;
}
