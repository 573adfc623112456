import { daysBefore, localDate } from '../../lib/operations';
import { config } from './system';

const NOON = 12 * 3_600_000;

/** The date of a night that starts now. */
export const TODAY = localDate(Date.now(), config.timeZone);

/** The date that lies so many days before {@link TODAY}. */
export function daysAgo(days: number): string {
  return daysBefore(TODAY, days);
}

/** A time on a date, wherever the configured zone is, in milliseconds since 1970. */
export function timeOn(date: string): number {
  const noon = Date.parse(`${date}T00:00:00Z`) + NOON;
  return localDate(noon, config.timeZone) === date ? noon : noon - NOON;
}
