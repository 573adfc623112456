import { isNumeric } from '../chart';
import type { AnswerModel } from '../model';
import type { KeptRows } from '../rows';
import { figure, type Drawn } from './figure';
import { count, counted } from './format';
import { html, type Html } from './html';
import { table } from './table';

/** A saved query: its question, chart, answer and SQL. */
export function answerSection(answer: AnswerModel, drawn: Drawn | undefined): Html {
  const { name, title, description, parameters, sql, outcome, chart } = answer;
  return html`<section class="answer" id="query-${name}">
    <h3>${title}</h3>
    <p>${description}${parameters.length > 0 && ` With ${parameters.join(', ')}.`}</p>
    ${chart && 'problem' in chart && html`<p class="problem">No chart: ${chart.problem}.</p>`}
    ${chart && 'title' in chart && drawn && figure(chart, drawn, `chart-${name}`)}
    ${'error' in outcome ? html`<p class="problem">The query failed: ${outcome.error}</p>` : answerTable(title, outcome)}
    <details>
      <summary>SQL <span class="quiet">queries/${name}.sql</span></summary>
      <pre>${sql}</pre>
    </details>
  </section>`;
}

function answerTable(title: string, { columns, rows, total }: KeptRows): Html {
  return html`${table(
    title,
    columns.map((column) => ({ name: column.name, numeric: isNumeric(column) })),
    rows,
  )}
  ${rows.length > 0 && html`<p class="note">${total > rows.length && `The first ${count(rows.length)} of `}${counted(total, 'row')}.</p>`}`;
}
