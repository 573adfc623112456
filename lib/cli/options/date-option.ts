import { InvalidArgumentError } from 'commander';
import { UTC_TIME } from '../../night';
import { isDate } from '../../operations/local-date';

/** The date of a night, as a person gives it to an option. */
export function dateOption(text: string): string {
  if (isDate(text)) return text;
  throw new InvalidArgumentError('give a date such as 2026-01-31.');
}

/** A time in UTC, as a person gives it to an option. */
export function timeOption(text: string): string {
  if (UTC_TIME.test(text)) return text;
  throw new InvalidArgumentError('give a UTC time such as 2026-01-30T19:00:00Z.');
}
