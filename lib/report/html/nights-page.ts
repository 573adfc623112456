import { amount, bytes, count, usDollars } from '../../amount';
import type { IndexedNight, IndexModel } from '../all/model';
import type { ChartModel } from '../model';
import { answerTable } from './answer';
import { document } from './document';
import { figure, type Drawn } from './figure';
import { formatSigned } from './format';
import { describeMissing } from './growth';
import { markup, type Html } from './markup';
import { number, table, type Cell, type TableColumn } from './table';

type Column = TableColumn & { readonly of: (night: IndexedNight) => Cell };

const showKnown = (value: number | undefined, show: (value: number) => string): Cell =>
  value === undefined || Number.isNaN(value) ? '' : { shown: show(value), value: String(value) };

/** Columns of the list; one that no night fills is left out. */
const COLUMNS: readonly Column[] = [
  { name: 'night', of: ({ date }) => ({ shown: markup`<a href="${date}.html">${date}</a>`, value: date }) },
  { name: 'verdict', of: ({ isPublished }) => (isPublished ? 'published' : 'not published') },
  { name: 'items', numeric: true, of: ({ items }) => number(items ?? NaN) },
  { name: 'change', numeric: true, of: ({ more }) => showKnown(more, formatSigned) },
  { name: 'inserted', numeric: true, of: ({ inserted }) => showKnown(inserted, count) },
  { name: 'updated', numeric: true, of: ({ updated }) => showKnown(updated, count) },
  { name: 'deleted', numeric: true, of: ({ deleted }) => showKnown(deleted, count) },
  { name: 'warnings', numeric: true, of: ({ warnings }) => showKnown(warnings, count) },
  { name: 'made of', of: ({ madeOf }) => madeOf ?? '' },
  { name: 'size', numeric: true, of: (night) => showKnown(night.bytes, bytes) },
  {
    name: 'minutes',
    numeric: true,
    of: ({ seconds }) => showKnown(seconds && seconds / 60, (minutes) => minutes.toFixed(1)),
  },
  { name: 'read', numeric: true, of: ({ bytesScanned }) => showKnown(bytesScanned, bytes) },
  { name: 'cost', numeric: true, of: ({ cost }) => showKnown(cost, usDollars) },
];

/** The list of all nights with the trend of each number, as one HTML file beside theirs. */
export function renderIndex(model: IndexModel, drawings: ReadonlyMap<ChartModel, Drawn>): string {
  const { table: name, database, nights, missing, trends } = model;
  const figures = trends.flatMap((trend, index) => {
    const drawn = drawings.get(trend);
    if (!drawn) return [];
    const rows = answerTable(trend.title, { ...trend.data, total: trend.data.rows.length });
    return markup`<section class="trend"><h3>${trend.title.split(':')[0]}</h3>
${figure(trend, drawn, `trend-${index}`, rows)}</section>`;
  });
  const [newest] = nights;
  return document({
    title: `${name}, all nights`,
    table: name,
    heading: 'All nights',
    data: { pages: 'all' },
    pages: markup`<p class="lead">${summary(newest, nights)}${missing.length > 0 && ` ${describeMissing(missing)}`}</p>`,
    sections: [['nights', 'Nights'], ...(figures.length > 0 ? ([['trends', 'Trends']] as const) : [])],
    main: [
      markup`<section id="nights"><h2>Nights</h2>
${nightTable(nights)}</section>`,
      ...(figures.length > 0 ? [markup`<section id="trends"><h2>Trends</h2>${figures}</section>`] : []),
    ],
    footer: markup`All nights of ${name}, in the database ${database}, as its catalog has them.`,
  });
}

function nightTable(nights: readonly IndexedNight[]): Html {
  const cells = nights.map((night) => COLUMNS.map(({ of }) => of(night)));
  const filled = COLUMNS.map((_, index) => cells.some((row) => row[index] !== ''));
  return table(
    'Nights',
    COLUMNS.filter((_, index) => filled[index]),
    cells.map((row) => row.filter((_, index) => filled[index])),
    (row) => nights[row]?.isPublished === false,
  );
}

function summary(newest: IndexedNight | undefined, nights: readonly IndexedNight[]): string {
  if (!newest) return 'No night has been published yet.';
  const failed = nights.filter(({ isPublished }) => !isPublished).length;
  const warnings = newest.warnings ?? 0;
  const verdict = newest.isPublished
    ? `published with ${warnings === 0 ? 'no warning' : amount(warnings, 'warning')}`
    : 'not published';
  return `The newest night, ${newest.date}, was ${verdict}. ${amount(nights.length, 'night')}${failed > 0 ? `, of them ${count(failed)} not published` : ''}.`;
}
