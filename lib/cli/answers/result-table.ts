import stringWidth from 'string-width';
import { colors } from '../terminal/colors';
import { visibleLine } from '../terminal/visible';

/** Characters of a cell; the rest is cut, and said to be. */
const CELL = 48;

/** A column of a table: `type` or `typeText` in Trino's words tells which way it is aligned. */
export type TableColumn = { readonly name: string } & ({ readonly type: string } | { readonly typeText: string });

export interface TableOptions {
  /** Whether the names of the columns stand above. @default true */
  readonly head?: boolean;
  /** Characters of a cell; longer texts are cut. @default 48 */
  readonly longest?: number;
  /** Whether no text is cut: those that are longer stand out of their column, which does not become as wide. */
  readonly whole?: boolean;
  /** Least widths of the columns, which are made those of this table: so that the rows of the next one stand below. */
  readonly widths?: number[];
}

type Row = readonly (string | undefined)[];

/** Columns and rows as a plain table; numbers to the right, NULL as nothing. */
export function resultTable(
  columns: readonly TableColumn[],
  rows: readonly Row[],
  { head = true, longest = CELL, whole = false, widths = [] }: TableOptions = {},
): string {
  const names = columns.map(({ name }) => measureCell(visibleLine(name)));
  const cells = rows.map((row) =>
    columns.map((_, index) => measureCell(cellOf(row[index] ?? '', whole ? Infinity : longest))),
  );
  for (const line of head ? [names, ...cells] : cells)
    for (const [index, { width }] of line.entries())
      widths[index] = Math.max(widths[index] ?? 0, line === names ? width : Math.min(width, longest));
  const right = columns.map(isNumber);
  const { bold } = colors();
  const line = (texts: readonly Cell[], style: (text: string) => string = (text) => text): string => {
    const parts = texts.map((cell, index) => padCell(cell, widths[index] ?? 0, right[index] === true, style));
    return cutTrailingSpaces(parts.join(''));
  };
  const lines = cells.map((texts) => line(texts));
  return (head ? [line(names, bold), ...lines] : lines).join('\n');
}

/** Without the spaces at the end; a regular expression would try those within as well. */
function cutTrailingSpaces(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') end--;
  return line.slice(0, end);
}

interface Cell {
  readonly text: string;
  /** Columns of a terminal. */
  readonly width: number;
}

const ASCII = /^[ -~]*$/;
const SPACES = /[\t\n\r]| {2}/;

const measureCell = (text: string): Cell => ({ text, width: ASCII.test(text) ? text.length : wideWidth(text) });

/** Widths of texts that are not ASCII: the same ones come again and again, and each takes 20 us. */
const knownWidths = new Map<string, number>();

function wideWidth(text: string): number {
  const known = knownWidths.get(text);
  if (known !== undefined) return known;
  if (knownWidths.size >= 10_000) knownWidths.clear();
  const width = stringWidth(text);
  knownWidths.set(text, width);
  return width;
}

function padCell({ text, width }: Cell, widest: number, right: boolean, style: (text: string) => string): string {
  const space = ' '.repeat(Math.max(0, widest - width));
  return `  ${right ? space + style(text) : style(text) + space}`;
}

function isNumber(column: TableColumn): boolean {
  const type = 'type' in column ? column.type : column.typeText;
  return /^(tinyint|smallint|integer|bigint|real|float|double|decimal)/.test(type);
}

/** A text on one line, cut where it is longer. */
function cellOf(text: string, longest: number): string {
  // what is cut away need not be looked at: it may be 400 KB
  const start = text.length > 8 * longest ? text.slice(0, 8 * longest) : text;
  const shown = ASCII.test(start) && !SPACES.test(start) ? start : visibleLine(start.replaceAll(/[\t\n\r ]+/g, ' '));
  if (shown.length <= longest && start === text) return shown;
  return `${shown.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
