import { glueName } from '../../config';
import { chartModel } from '../chart-model';
import type { ChartModel } from '../model';
import type { IndexedNight } from './model';

/** A number that every night may have. */
interface Trend {
  readonly title: string;
  /** Of the column, which the axis has as its title. */
  readonly column: string;
  readonly type: 'bigint' | 'double';
  readonly of: (night: IndexedNight) => number | undefined;
}

const MEGABYTE = 1_000_000;

const TRENDS: readonly Trend[] = [
  { title: 'Items', column: 'items', type: 'bigint', of: ({ items }) => items },
  { title: 'Inserted items', column: 'inserted', type: 'bigint', of: ({ inserted }) => inserted },
  { title: 'Updated items', column: 'updated', type: 'bigint', of: ({ updated }) => updated },
  { title: 'Deleted items', column: 'deleted', type: 'bigint', of: ({ deleted }) => deleted },
  { title: 'Size', column: 'MB', type: 'double', of: ({ bytes }) => bytes && bytes / MEGABYTE },
  { title: 'Warnings', column: 'warnings', type: 'bigint', of: ({ warnings }) => warnings },
  { title: 'Duration', column: 'minutes', type: 'double', of: ({ seconds }) => seconds && seconds / 60 },
  {
    title: 'Read by the validation',
    column: 'MB read',
    type: 'double',
    of: ({ bytesScanned }) => bytesScanned && bytesScanned / MEGABYTE,
  },
  { title: 'Cost', column: 'USD', type: 'double', of: ({ cost }) => cost },
];

/** Checks that are drawn, those that were found in the most nights. */
const MOST_CHECKS = 6;

/**
 * How each number went, night by night: those that at least two nights have. A night that lacks it is a gap; one whose
 * validation did not find what others' did has 0.
 *
 * @param nights the oldest first
 */
export function trends(table: string, nights: readonly IndexedNight[]): ChartModel[] {
  const found = new Map<string, number>();
  for (const night of nights)
    for (const check of Object.keys(night.found)) found.set(check, (found.get(check) ?? 0) + 1);
  const checks = [...found]
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .slice(0, MOST_CHECKS)
    .map(([check]): Trend => ({
      title: `Warning ${check}`,
      column: 'found',
      type: 'bigint',
      of: (night) => (night.isPublished ? (night.found[check] ?? 0) : undefined),
    }));
  return [...TRENDS, ...checks].flatMap((trend) => draw(table, nights, trend) ?? []);
}

function draw(table: string, nights: readonly IndexedNight[], trend: Trend): ChartModel | undefined {
  const { title, column, type, of } = trend;
  const numbers = nights.map(of).map((number) => (Number.isNaN(number) ? undefined : number));
  const known = numbers.filter((number) => number !== undefined);
  if (known.length < 2 || known.every((number) => number === 0)) return undefined;
  const first = numbers.findIndex((number) => number !== undefined);
  const data = {
    columns: [
      { name: 'night', type: 'varchar' },
      { name: column, type },
    ],
    rows: nights.flatMap(({ date }, index) => (index < first ? [] : [[date, numbers[index]?.toString()]])),
  };
  const file = `${glueName(table)}-${title.toLowerCase().replaceAll(/\W+/g, '-')}`;
  return chartModel({ title, file }, { mark: 'line', x: 'night', y: [column], color: undefined }, data);
}
