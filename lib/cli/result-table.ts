import Table from 'cli-table3';

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

/** Columns and rows as a plain table; numbers to the right, NULL as nothing. */
export function resultTable(
  columns: readonly { readonly name: string; readonly typeText: string }[],
  rows: readonly (readonly (string | undefined)[])[],
): string {
  const table = new Table({
    head: columns.map(({ name }) => name),
    colAligns: columns.map(({ typeText }) => (/^(bigint|integer|double|decimal)/.test(typeText) ? 'right' : 'left')),
    chars: PLAIN,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => row.map((cell) => cut(cell ?? ''))));
  // Without borders, cli-table3 leaves an empty line between rows.
  const lines = table.toString().replaceAll(/ +$/gm, '').split('\n');
  return lines.filter((line) => line !== '').join('\n');
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > CELL ? `${line.slice(0, CELL - 1)}…` : line;
}
