import { html, type Content, type Html } from './html';

/** A column of a table. */
export interface TableColumn {
  readonly name: string;
  /** Numbers stand to the right, and are sorted as such. */
  readonly numeric?: boolean;
}

/** A cell; undefined is NULL. */
export type Cell = string | Html | undefined;

/** A table whose columns the page's script makes sortable; it scrolls in itself where it is too wide or too long. */
export function table(
  label: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly Cell[])[],
  highlighted: (row: number) => boolean = () => false,
): Html {
  if (rows.length === 0) return html`<p class="none">No rows.</p>`;
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${columns.map(({ name, numeric }) => html`<th scope="col" ${numeric === true && NUMBER}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (
            row,
            index,
          ) => html`<tr${highlighted(index) && html` class="marked"`}>${row.map((cell, at) => tableCell(cell, columns[at]?.numeric === true))}</tr>
`,
        )}
      </tbody>
    </table>
  </div>`;
}

const NUMBER = html` class="number"`;

function tableCell(cell: Cell, numeric: boolean): Html {
  if (cell === undefined) return html`<td class="null">null</td>`;
  const content: Content = cell;
  return numeric ? html`<td class="number">${content}</td>` : html`<td><div>${content}</div></td>`;
}
