import { Html, markup } from './markup';

/** The pages beside that of a night, by the dates of their nights. */
export interface Neighbours {
  readonly previous: string | undefined;
  readonly next: string | undefined;
}

const START = '<nav aria-label="Nights">';
const END = '</nav>';

/** Links to the night before, the index and the night after; nothing of a page that is alone. */
export function neighbourLinks(neighbours: Neighbours | undefined): Html {
  if (!neighbours) return new Html('');
  const { previous, next } = neighbours;
  return markup`${new Html(START)}${previous !== undefined && markup`<a rel="prev" href="${previous}.html">← ${previous}</a>`}<a href="index.html">All nights</a>${next !== undefined && markup`<a rel="next" href="${next}.html">${next} →</a>`}${new Html(END)}`;
}

/** A page that was written before, with the links that it has now. */
export function linkAgain(html: string, neighbours: Neighbours): string {
  // texts in a page are escaped, so that the first such element is that of the page
  const start = html.indexOf(START);
  if (start < 0) return html;
  const end = html.indexOf(END, start) + END.length;
  return `${html.slice(0, start)}${neighbourLinks(neighbours).text}${html.slice(end)}`;
}
