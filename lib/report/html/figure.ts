import type { Series } from '../chart';
import type { ChartModel } from '../model';
import { Html, html } from './html';

/** The two drawings of a chart, of which the page shows the one that fits the screen. */
export interface Drawn {
  readonly wide: string;
  readonly narrow: string;
}

/**
 * A chart with its legend.
 *
 * @param id unlike any other in the page
 */
export function figure({ title, description, legend }: ChartModel, { wide, narrow }: Drawn, id: string): Html {
  return html`<figure>
    ${legend.length > 0 && key(legend)}
    <div class="wide">${labelled(wide, title, description, `${id}-wide`)}</div>
    <div class="narrow">${labelled(narrow, title, description, `${id}-narrow`)}</div>
  </figure>`;
}

/** An SVG of Vega's, which escapes the texts in it, as one image with a name and a description. */
function labelled(svg: string, title: string, description: string, id: string): Html {
  const start = svg.indexOf('>');
  return html`${new Html(svg.slice(0, start))} role="img" aria-labelledby="${id}-title"
    aria-describedby="${id}-desc"><title id="${id}-title">${title}</title
    ><desc id="${id}-desc">${description}</desc>${new Html(svg.slice(start + 1))}`;
}

function key(legend: readonly Series[]): Html {
  const named = legend.filter(({ color }) => color !== 'series-rest');
  const rest = legend.length - named.length;
  return html`<ul class="legend">
    ${named.map(({ name, color }) => html`<li><i class="${color}"></i>${name}</li>`)}${rest > 0 && html`<li><i class="series-rest"></i>${rest} more</li>`}
  </ul>`;
}
