import Table from 'cli-table3';
import { colors } from './colors';

const PLAIN = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '  ',
  'left-mid': '  ',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Longest text of a cell; the rest is cut, and said to be. */
const CELL = 48;

/** A column of a table: `type` or `typeText` in Trino's words tells which way it is aligned. */
type TableColumn = { readonly name: string } & ({ readonly type: string } | { readonly typeText: string });

interface TableOptions {
  /** Whether the names of the columns stand above. @default true */
  readonly head?: boolean;
  /** Characters of a cell; longer texts are cut. @default 48 */
  readonly longest?: number;
}

/** Columns and rows as a plain table; numbers to the right, NULL as nothing. */
export function resultTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly (string | undefined)[])[],
  { head = true, longest = CELL }: TableOptions = {},
): string {
  const table = new Table({
    head: head ? columns.map(({ name }) => colors().bold(name)) : [],
    colAligns: columns.map((column) => (isNumber(column) ? 'right' : 'left')),
    chars: PLAIN,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
  });
  table.push(...rows.map((row) => row.map((cell) => cut(cell ?? '', longest))));
  const lines = table.toString().replaceAll(/ +$/gm, '').split('\n');
  // Without borders, cli-table3 leaves an empty line below the names.
  return lines.filter((line, index) => !head || index !== 1 || line !== '').join('\n');
}

function isNumber(column: TableColumn): boolean {
  const type = 'type' in column ? column.type : column.typeText;
  return /^(tinyint|smallint|integer|bigint|real|float|double|decimal)/.test(type);
}

function cut(text: string, longest: number): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
