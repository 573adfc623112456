import type { PublishedNight } from '../night';

/** A date for which no verified night is there; the message names those that are. */
export class NoSuchNightError extends Error {
  override readonly name = 'NoSuchNightError';

  constructor(date: string, table: string, nights: readonly Pick<PublishedNight, 'exportDate'>[]) {
    super(`${table} has no verified night of ${date}. ${describeExisting(nights)}`);
  }
}

/** The night of a date. @throws NoSuchNightError */
export function nightOf(date: string, table: string, nights: readonly PublishedNight[]): PublishedNight {
  const night = nights.find(({ exportDate }) => exportDate === date);
  if (night) return night;
  throw new NoSuchNightError(date, table, nights);
}

/** Dates that are listed one by one; of more, the first and the last are. */
const LISTED = 14;

function describeExisting(nights: readonly Pick<PublishedNight, 'exportDate'>[]): string {
  const dates = nights.map(({ exportDate }) => exportDate);
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return 'No night has been published yet.';
  if (dates.length <= LISTED) return `There ${dates.length === 1 ? 'is' : 'are'} ${dates.join(', ')}.`;
  return `There are ${dates.length}, from ${first} to ${last}; the last ones are ${dates.slice(-LISTED / 2).join(', ')}.`;
}
