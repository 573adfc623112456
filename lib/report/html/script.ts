import { SAVE_SCRIPT } from './save-script';

/**
 * The page's script, a text since it runs in a browser: a switch between light and dark, columns that sort, buttons that save
 * a chart, and what a mark of it stands for when a pointer rests on it. Without it the page says the same.
 */
export const SCRIPT = `
'use strict';
const root = document.documentElement;
const system = matchMedia('(prefers-color-scheme: dark)');
const theme = document.querySelector('.theme');
const isDark = () => (root.style.colorScheme || (system.matches ? 'dark' : 'light')) === 'dark';
const nameTheme = () => { theme.textContent = isDark() ? 'Light' : 'Dark'; };
theme.addEventListener('click', () => { root.style.colorScheme = isDark() ? 'light' : 'dark'; nameTheme(); });
system.addEventListener('change', nameTheme);
theme.hidden = false;
nameTheme();

const numberOf = (text) => Number(text.replaceAll(',', '').replace('\\u2212', '-').replace(/[+\\u00b1%\\s]/g, ''));
for (const table of document.querySelectorAll('table')) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const direction = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
      const numeric = head.classList.contains('number');
      const rows = [...table.tBodies[0].rows].map((row) => {
        const cell = row.cells[column];
        const text = cell.dataset.value ?? cell.textContent;
        const value = numeric ? numberOf(text) : text;
        const nothing = cell.classList.contains('null') || text === '' || Number.isNaN(value);
        return { row, value, nothing };
      });
      const compare = numeric ? (a, b) => a - b : (a, b) => a.localeCompare(b, undefined, { numeric: true });
      rows.sort((a, b) => a.nothing - b.nothing || (a.nothing ? 0 : direction * compare(a.value, b.value)));
      table.tBodies[0].append(...rows.map(({ row }) => row));
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', direction === 1 ? 'ascending' : 'descending');
    });
  });
}

for (const mark of document.querySelectorAll('[aria-roledescription="bar"], [aria-roledescription="point"]')) {
  const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  title.textContent = mark.getAttribute('aria-label');
  mark.append(title);
}
${SAVE_SCRIPT}`;
