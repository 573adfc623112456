import type { Partition } from './target';

/** A verified night, as the partition of `<table>_raw` says it. */
export interface Night {
  readonly exportDate: string;
  readonly exportId: string;
  /** When the items were as they are in it, ISO 8601. */
  readonly exportTime: string;
  readonly itemCount: number;
  /** `s3://bucket/folder/` of its data files. */
  readonly location: string;
}

/** A date for which no verified night is there; the message names those that are. */
export class NoSuchNightError extends Error {
  override readonly name = 'NoSuchNightError';

  constructor(date: string, table: string, nights: readonly Night[]) {
    super(`${table} has no verified night of ${date}. ${existing(nights)}`);
  }
}

/** The nights of a `_raw` table, oldest first. */
export function nightsOf(partitions: readonly Partition[]): Night[] {
  return partitions
    .map(({ values: [exportDate = ''], location, parameters }) => ({
      exportDate,
      exportId: parameters.export_id ?? '',
      exportTime: parameters.export_time ?? '',
      itemCount: Number(parameters.item_count ?? Number.NaN),
      location,
    }))
    .sort((a, b) => (a.exportDate < b.exportDate ? -1 : 1));
}

/** The night of a date. @throws NoSuchNightError */
export function nightOf(date: string, table: string, nights: readonly Night[]): Night {
  const night = nights.find(({ exportDate }) => exportDate === date);
  if (night) return night;
  throw new NoSuchNightError(date, table, nights);
}

/** Dates that are listed one by one; of more, the first and the last are. */
const LISTED = 14;

function existing(nights: readonly Night[]): string {
  const dates = nights.map(({ exportDate }) => exportDate);
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return 'No night has been published yet.';
  if (dates.length <= LISTED) return `There ${dates.length === 1 ? 'is' : 'are'} ${dates.join(', ')}.`;
  return `There are ${dates.length}, from ${first} to ${last}; the last ones are ${dates.slice(-LISTED / 2).join(', ')}.`;
}
