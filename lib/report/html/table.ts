import { count } from '../../amount';
import { Html, markup } from './markup';

/** A column of a table. */
export interface TableColumn {
  readonly name: string;
  /** Numbers stand to the right, and are sorted as such. */
  readonly numeric?: boolean;
}

/** Characters of a text that is not broken into lines. */
const ONE_LINE = 28;

/** A text as it is shown, and the value that is saved and sorted by. */
export interface ShownValue {
  readonly shown: string | Html;
  readonly value: string;
}

/** A cell; undefined is NULL. */
export type Cell = string | Html | ShownValue | undefined;

/** A number as it is shown; nothing of one that is not known. */
export function number(value: number): Cell {
  return Number.isNaN(value) ? '' : { shown: count(value), value: String(value) };
}

/** A table whose columns the page's script makes sortable; it scrolls in itself where it is too wide or too long. */
export function table(
  label: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly Cell[])[],
  highlighted: (row: number) => boolean = () => false,
): Html {
  if (rows.length === 0) return markup`<p class="none">No rows.</p>`;
  const heads = columns.map(({ name, numeric }) => markup`<th scope="col"${numeric === true && NUMBER}>${name}</th>`);
  const lines = rows.map((row, index) => {
    const cells = row.map((cell, at) => tableCell(cell, columns[at]?.numeric === true));
    return markup`<tr${highlighted(index) && MARKED}>${cells}</tr>\n`;
  });
  return markup`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${heads}</tr></thead>
<tbody>
${lines}</tbody>
</table></div>`;
}

const NUMBER = markup` class="number"`;
const MARKED = markup` class="marked"`;

function tableCell(cell: Cell, numeric: boolean): Html {
  if (cell === undefined) return markup`<td class="null${numeric && ' number'}">null</td>`;
  if (typeof cell !== 'string' && !(cell instanceof Html))
    return markup`<td${numeric && NUMBER} data-value="${cell.value}">${cell.shown}</td>`;
  if (numeric) return markup`<td class="number">${cell}</td>`;
  return typeof cell === 'string' && cell.length > ONE_LINE
    ? markup`<td><div>${cell}</div></td>`
    : markup`<td>${cell}</td>`;
}
