/**
 * The part of the page's script that saves a chart: its table as CSV (RFC 4180; NULL, and a number that is not
 * known, is an empty field, a text that is empty has quotes), and its drawing as an SVG that stands alone, with title and legend, in the colours of the theme. Both are made
 * in the page; nothing is asked of the network.
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
  const text = cell.dataset.value ?? cell.textContent;
  const isNothing = cell.classList.contains('null') || (cell.classList.contains('number') && text === '');
  return isNothing ? '' : csvField(text);
}).join(',') + '\\r\\n').join('');

const SVG = 'http://www.w3.org/2000/svg';
const PADDING = 12;
const TITLE = 26;
const outer = ({ x, y, width, height }, { right, bottom }) => {
  const [left, top] = [Math.min(0, x), Math.min(0, y)];
  return { left, top, width: Math.max(right, x + width) - left, height: Math.max(bottom, y + height) - top };
};

const svgOf = (drawing, legend, title) => {
  const probe = document.createElement('i');
  document.body.append(probe);
  const colorOf = (color) => { probe.style.color = color; return getComputedStyle(probe).color; };
  const named = (text) => text.replace(/var\\(--([\\w-]+)\\)/g, (all, name) => colorOf('var(--' + name + ')') || all);
  const copy = drawing.cloneNode(true);
  const font = 'system-ui, sans-serif';
  const [, , right, bottom] = drawing.getAttribute('viewBox').split(' ').map(Number);
  const inside = outer(drawing.getBBox(), { right, bottom });
  const entries = [...(legend ? legend.children : [])];
  const from = legend && legend.getBoundingClientRect();
  const head = TITLE + (legend ? from.height + PADDING : 0);
  const box = {
    x: inside.left - PADDING, y: inside.top - PADDING - head,
    width: Math.max(inside.width, legend ? from.width : 0) + 2 * PADDING, height: inside.height + 2 * PADDING + head,
  };
  copy.setAttribute('xmlns', SVG);
  copy.setAttribute('viewBox', [box.x, box.y, box.width, box.height].join(' '));
  copy.setAttribute('width', box.width);
  copy.setAttribute('height', box.height);
  const add = (name, attributes, text) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text) element.textContent = text;
    copy.insertBefore(element, copy.querySelector('g'));
  };
  for (const element of [copy, ...copy.querySelectorAll('*')]) {
    for (const { name, value } of [...element.attributes]) {
      if (value.includes('var(--')) element.setAttribute(name, named(value));
      if (name === 'font-family') element.setAttribute(name, font);
    }
  }
  const ink = colorOf('var(--ink)');
  const [left, top] = [box.x + PADDING, box.y + PADDING];
  add('rect', { ...box, fill: colorOf('var(--paper)') });
  add('text', { x: left, y: top + 14, fill: ink, 'font-family': font, 'font-size': 14, 'font-weight': 600 }, title);
  for (const entry of entries) {
    const at = entry.getBoundingClientRect();
    const [x, y] = [left + at.left - from.left, top + TITLE + at.top - from.top];
    add('rect', { x, y: y + 6, width: 10, height: 10, rx: 2, fill: getComputedStyle(entry.querySelector('i')).backgroundColor });
    add('text', { x: x + 16, y: y + 16, fill: ink, 'font-family': font, 'font-size': 14 }, entry.textContent);
  }
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
  add('svg', 'SVG: save the drawing of ' + what, () => save(name('svg'), 'image/svg+xml', svgOf(shown(), figure.querySelector('.legend'), what)));
  figure.append(buttons);
}
`;
