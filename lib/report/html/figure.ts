import type { Series } from '../chart';
import type { ChartModel } from '../model';
import { Html, markup } from './markup';

/** The two drawings of a chart, of which the page shows the one that fits the screen. */
export interface Drawn {
  readonly wide: string;
  readonly narrow: string;
}

/**
 * A chart with its legend, and below it the table of what is drawn. The page's script puts buttons to it that save the table
 * as CSV and the drawing as SVG.
 *
 * @param id unlike any other in the page
 * @param table what is drawn
 */
export function figure({ title, description, legend, file }: ChartModel, drawn: Drawn, id: string, table: Html): Html {
  const { wide, narrow } = drawn;
  return markup`<figure data-file="${file}">
${legend.length > 0 && key(legend)}
<div class="wide">${labelFigure(wide, title, description, `${id}-wide`)}</div>
<div class="narrow">${labelFigure(narrow, title, description, `${id}-narrow`)}</div>
<details><summary>Table <span class="quiet">of this chart</span></summary>
${table}
</details>
</figure>`;
}

/** An SVG of Vega's, which escapes the texts in it, as one image with a name and a description. */
function labelFigure(svg: string, title: string, description: string, id: string): Html {
  const start = svg.indexOf('>');
  const named = markup` role="img" aria-labelledby="${id}-title" aria-describedby="${id}-desc">`;
  const texts = markup`<title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>`;
  return markup`${new Html(svg.slice(0, start))}${named}${texts}${new Html(svg.slice(start + 1))}`;
}

function key(legend: readonly Series[]): Html {
  const named = legend.filter(({ color }) => color !== 'series-rest');
  const rest = legend.length - named.length;
  const entries = [...named, ...(rest > 0 ? [{ name: `${rest} more`, color: 'series-rest' }] : [])];
  return markup`<ul class="legend">${entries.map(({ name, color }) => markup`<li><i class="${color}"></i>${name}</li>`)}</ul>`;
}
