import { InvalidArgumentError } from 'commander';
import { isDate } from '../operations/local-date';

/** The date of a night, as a person gives it to an option. */
export function dateOption(text: string): string {
  if (isDate(text)) return text;
  throw new InvalidArgumentError('give a date such as 2026-01-31.');
}
