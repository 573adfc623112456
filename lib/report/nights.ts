import type { PublishedNight } from '../night';

/**
 * The days between two nights that have none, the newest last.
 *
 * @param nights the oldest first
 */
export function findMissingNights(nights: readonly Pick<PublishedNight, 'exportDate'>[]): string[] {
  const DAY = 86_400_000;
  const dates = new Set(nights.map(({ exportDate }) => exportDate));
  const [first, last] = [nights[0], nights.at(-1)].map((night) => Date.parse(night?.exportDate ?? ''));
  const missing: string[] = [];
  for (let day = (first ?? NaN) + DAY; day < (last ?? NaN); day += DAY) {
    const date = new Date(day).toISOString().slice(0, 10);
    if (!dates.has(date)) missing.push(date);
  }
  return missing;
}
