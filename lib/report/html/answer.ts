import { isNumeric } from '../chart';
import type { AnswerModel } from '../model';
import type { KeptRows } from '../rows';
import { figure, type Drawn } from './figure';
import { amount, count } from '../../amount';
import { markup, type Html } from './markup';
import { table } from './table';
import { showUnread } from './unread';

/** A saved query: its question, chart, answer and SQL. */
export function answerSection(answer: AnswerModel, drawn: Drawn | undefined): Html {
  const { name, title, description, parameters, sql, twoTables, outcome, chart } = answer;
  return markup`<section class="answer" id="query-${name}"><h3>${title}</h3>
<p>${description}${parameters.length > 0 && ` With ${parameters.join(', ')}.`}</p>
${twoTables !== undefined && markup`<p>${twoTables}</p>`}
${chart && 'problem' in chart && markup`<p class="problem">No chart: ${chart.problem}.</p>`}
${
  'error' in outcome
    ? showUnread(outcome)
    : chart && 'title' in chart && drawn
      ? figure(chart, drawn, `chart-${name}`, answerTable(title, outcome))
      : answerTable(title, outcome)
}
<details><summary>SQL <span class="quiet">queries/${name}.sql</span></summary><pre role="group" tabindex="0" aria-label="SQL of ${title}">${sql}</pre></details>
</section>`;
}

/** The rows of an answer, and how many there are. */
export function answerTable(title: string, { columns, rows, total }: KeptRows): Html {
  const heads = columns.map((column) => ({ name: column.name, numeric: isNumeric(column) }));
  const some = total > rows.length && `The first ${count(rows.length)} of `;
  return markup`${table(title, heads, rows)}
${rows.length > 0 && markup`<p class="note">${some}${amount(total, 'row')}.</p>`}`;
}
