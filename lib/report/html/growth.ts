import type { GrowthModel } from '../model';
import { figure, type Drawn } from './figure';
import { amount, count } from '../../amount';
import { percent, formatSigned } from './format';
import { markup, type Html } from './markup';
import { number, table, type Cell } from './table';

/** Missing nights that are named. */
const NAMED = 7;

const COLUMNS = [
  { name: 'night' },
  { name: 'items', numeric: true },
  { name: 'change', numeric: true },
  { name: 'in %', numeric: true },
  { name: 'warnings', numeric: true },
];

/** The published nights and their items. */
export function growthSection({ nights, total, missing, chart }: GrowthModel, drawn: Drawn | undefined): Html {
  const rows = nights.map(({ exportDate, itemCount, more, warnings }) => [
    exportDate,
    number(itemCount),
    more === undefined ? '' : { shown: formatSigned(more), value: String(more) },
    more === undefined ? '' : percentCell(more, itemCount - more),
    number(warnings),
  ]);
  const renewed = nights.filter(({ isOfNewTable }) => isOfNewTable).map(({ exportDate }) => exportDate);
  const all = nights.length > 0 && table('Nights', COLUMNS, rows);
  return markup`<section id="growth"><h2>Growth</h2>
<p>${nightsText(total)}${total > nights.length && ` The last ${count(nights.length)}; "report --all" has the others.`}${missing.length > 0 && ` ${describeMissing(missing)}`}</p>
${chart && drawn && all ? figure(chart, drawn, 'growth-chart', all) : all}
${renewed.length > 0 && markup`<p>${newTableText(renewed)}</p>`}
</section>`;
}

function percentCell(part: number, whole: number): Cell {
  const shown = percent(part, whole);
  return shown === '' ? '' : { shown, value: shown.replace(' %', '').replace('−', '-') };
}

function nightsText(nights: number): string {
  if (nights === 0) return 'No night has been published yet.';
  return nights === 1 ? 'One published night, the first.' : `${count(nights)} published nights.`;
}

function newTableText(dates: readonly string[]): string {
  return `Before ${dates.slice(0, NAMED).join(', ')} the DynamoDB table was deleted and made anew under its name: what differs from the night before is between two tables.`;
}

/** Days without a night, as a sentence. */
export function describeMissing(missing: readonly string[]): string {
  const named = missing.slice(-NAMED).join(', ');
  const all = missing.length > NAMED ? `${amount(missing.length, 'day')}, the last of them ${named}` : named;
  return `Days in between without a published night: ${all}.`;
}
