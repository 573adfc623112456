import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(__dirname, '../../docs/fault-matrix.md');

/**
 * Number of cases that docs/fault-matrix.md tells of a kind.
 *
 * @throws Error where the page has no such row
 */
export function casesToldOf(kind: string): number {
  for (const line of readFileSync(PAGE, 'utf8').split('\n')) {
    const [, name = '', cases = ''] = line.split('|').map((cell) => cell.trim());
    if (name === kind) return Number(cases.replace(',', ''));
  }
  throw new Error(`${PAGE} has no row "${kind}"`);
}
