import type { GrowthModel } from '../model';
import { figure, type Drawn } from './figure';
import { amount, count } from '../../amount';
import { percent, formatSigned } from './format';
import { markup, type Html } from './markup';
import { table } from './table';

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
export function growthSection({ nights, missing, chart }: GrowthModel, drawn: Drawn | undefined): Html {
  const rows = nights.map(({ exportDate, itemCount, more, warnings }) => [
    exportDate,
    count(itemCount),
    more === undefined ? '' : formatSigned(more),
    more === undefined ? '' : percent(more, itemCount - more),
    count(warnings),
  ]);
  const renewed = nights.filter(({ isOfNewTable }) => isOfNewTable).map(({ exportDate }) => exportDate);
  return markup`<section id="growth"><h2>Growth</h2>
<p>${nightsText(nights.length)}${missing.length > 0 && ` ${describeMissing(missing)}`}</p>
${chart && drawn && figure(chart, drawn, 'growth-chart')}
${nights.length > 0 && table('Nights', COLUMNS, rows)}
${renewed.length > 0 && markup`<p>${newTableText(renewed)}</p>`}
</section>`;
}

function nightsText(nights: number): string {
  if (nights === 0) return 'No night has been published yet.';
  return nights === 1 ? 'One published night, the first.' : `${count(nights)} published nights.`;
}

function newTableText(dates: readonly string[]): string {
  return `Before ${dates.slice(0, NAMED).join(', ')} the DynamoDB table was deleted and made anew under its name: what differs from the night before is between two tables.`;
}

function describeMissing(missing: readonly string[]): string {
  const named = missing.slice(-NAMED).join(', ');
  const all = missing.length > NAMED ? `${amount(missing.length, 'day')}, the last of them ${named}` : named;
  return `Days in between without a published night: ${all}.`;
}
