import { readFileSync, statSync } from 'node:fs';
import type { ScanFiles } from './scan';

interface Operator {
  readonly extra_info?: Readonly<Record<string, string>>;
  readonly children?: readonly Operator[];
}

/**
 * Bytes of the files that a query read, as they lie on disk. DuckDB's profile names, for each scan left in the plan, its
 * first files and how many it opened; the first one tells the partition. A table read twice counts twice, as on Athena.
 */
export function bytesScanned(profilePath: string, files: ScanFiles): number {
  if (files.size === 0) return 0;
  const sizes = new Map<string, number>();
  const sizeOf = (path: string): number => {
    const known = sizes.get(path) ?? statSync(path).size;
    sizes.set(path, known);
    return known;
  };
  let bytes = 0;
  const visit = ({ extra_info: info, children }: Operator): void => {
    const names = info?.['Filename(s)'];
    const read = Number(info?.['Total Files Read'] ?? 0);
    if (names !== undefined) for (const path of partitionOf(names, files).slice(0, read)) bytes += sizeOf(path);
    children?.forEach(visit);
  };
  visit(JSON.parse(readFileSync(profilePath, 'utf8')) as Operator);
  return bytes;
}

/** The partition whose first file begins a list of names, `a, b, ...`. */
function partitionOf(names: string, files: ScanFiles): readonly string[] {
  for (const [first, all] of files) if (names === first || names.startsWith(`${first}, `)) return all;
  return [];
}
