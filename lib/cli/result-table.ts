import stringWidth from 'string-width';
import { colors } from './colors';
import { visibleLine } from './visible';

/** Characters of a cell; the rest is cut, and said to be. */
const CELL = 48;

/** A column of a table: `type` or `typeText` in Trino's words tells which way it is aligned. */
export type TableColumn = { readonly name: string } & ({ readonly type: string } | { readonly typeText: string });

export interface TableOptions {
  /** Whether the names of the columns stand above. @default true */
  readonly head?: boolean;
  /** Characters of a cell; longer texts are cut. @default 48 */
  readonly longest?: number;
  /** Least widths of the columns, which are made those of this table: so that the rows of the next one stand below. */
  readonly widths?: number[];
}

type Row = readonly (string | undefined)[];

/** Columns and rows as a plain table; numbers to the right, NULL as nothing. */
export function resultTable(
  columns: readonly TableColumn[],
  rows: readonly Row[],
  { head = true, longest = CELL, widths = [] }: TableOptions = {},
): string {
  const names = columns.map(({ name }) => visibleLine(name));
  const cells = rows.map((row) => columns.map((_, index) => cellOf(row[index] ?? '', longest)));
  for (const line of head ? [names, ...cells] : cells)
    for (const [index, cell] of line.entries()) widths[index] = Math.max(widths[index] ?? 0, widthOf(cell));
  const right = columns.map(isNumber);
  const { bold } = colors();
  const line = (texts: readonly string[], style: (text: string) => string = (text) => text): string =>
    texts.reduce((before, text, index) => before + padded(text, widths[index] ?? 0, right[index] === true, style), '');
  const lines = cells.map((texts) => line(texts).replace(/ +$/, ''));
  // a line of names ends with spaces outside of their style
  return (head ? [line(names, bold).replace(/ +$/, ''), ...lines] : lines).join('\n');
}

function padded(text: string, width: number, right: boolean, style: (text: string) => string): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return `  ${right ? space + style(text) : style(text) + space}`;
}

/** Columns of a terminal. */
const widthOf = (text: string): number => (/^[ -~]*$/.test(text) ? text.length : stringWidth(text));

function isNumber(column: TableColumn): boolean {
  const type = 'type' in column ? column.type : column.typeText;
  return /^(tinyint|smallint|integer|bigint|real|float|double|decimal)/.test(type);
}

/** A text on one line, cut where it is longer. */
function cellOf(text: string, longest: number): string {
  // what is cut away need not be looked at: it may be 400 KB
  const start = text.length > 8 * longest ? text.slice(0, 8 * longest) : text;
  const shown = visibleLine(start.replaceAll(/[\t\n\r ]+/g, ' '));
  if (shown.length <= longest && start === text) return shown;
  return `${shown.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
