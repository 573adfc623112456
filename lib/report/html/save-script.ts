/**
 * The part of the page's script that saves a chart: its table as CSV (RFC 4180; NULL is an empty field, a text that is empty
 * has quotes), and its drawing as an SVG that stands alone, in the colours of the theme. Both are made in the page; nothing
 * is asked of the network.
 */
export const SAVE_SCRIPT = `
const save = (name, type, text) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};

const csvField = (text) => (text === '' || /[",\\r\\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);
const csvOf = (table) => [...table.rows].map((row) => [...row.cells].map((cell) => {
  if (cell.classList.contains('null')) return '';
  return csvField(cell.dataset.value ?? cell.textContent);
}).join(',') + '\\r\\n').join('');

const svgOf = (drawing) => {
  const named = (text) => text.replace(/var\\(--([\\w-]+)\\)/g, (all, name) => colorOf('var(--' + name + ')') || all);
  const probe = document.createElement('i');
  document.body.append(probe);
  const colorOf = (color) => { probe.style.color = color; return getComputedStyle(probe).color; };
  const copy = drawing.cloneNode(true);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  for (const element of [copy, ...copy.querySelectorAll('*')]) {
    for (const { name, value } of [...element.attributes]) {
      if (value.includes('var(--')) element.setAttribute(name, named(value));
      if (name === 'font-family') element.setAttribute(name, 'system-ui, sans-serif');
    }
  }
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', colorOf('var(--paper)'));
  copy.insertBefore(paper, copy.querySelector('g'));
  probe.remove();
  return new XMLSerializer().serializeToString(copy);
};

for (const figure of document.querySelectorAll('figure[data-file]')) {
  const buttons = document.createElement('p');
  buttons.className = 'save';
  const add = (ending, title, act) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = ending.toUpperCase();
    button.setAttribute('aria-label', title);
    button.addEventListener('click', act);
    buttons.append(button);
  };
  const name = (ending) => figure.dataset.file + '.' + ending;
  const what = figure.querySelector('title').textContent;
  const table = figure.querySelector('table');
  const shown = () => [...figure.querySelectorAll('svg')].find((one) => one.getClientRects().length > 0);
  if (table) add('csv', 'CSV: save the numbers of ' + what, () => save(name('csv'), 'text/csv', csvOf(table)));
  add('svg', 'SVG: save the drawing of ' + what, () => save(name('svg'), 'image/svg+xml', svgOf(shown())));
  figure.append(buttons);
}
`;
