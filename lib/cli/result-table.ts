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

/** Columns and rows as a plain table; numbers to the right, NULL as nothing. `head: false` leaves the names away. */
export function resultTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly (string | undefined)[])[],
  { head = true }: { readonly head?: boolean } = {},
): string {
  const table = new Table({
    head: head ? columns.map(({ name }) => colors().bold(name)) : [],
    colAligns: columns.map((column) => (isNumber(column) ? 'right' : 'left')),
    chars: PLAIN,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
  });
  table.push(...rows.map((row) => row.map((cell) => cut(cell ?? ''))));
  return table.toString().replaceAll(/ +$/gm, '');
}

function isNumber(column: TableColumn): boolean {
  const type = 'type' in column ? column.type : column.typeText;
  return /^(tinyint|smallint|integer|bigint|real|float|double|decimal)/.test(type);
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > CELL ? `${line.slice(0, CELL - 1)}…` : line;
}
