import { QueryFailure } from '../errors';
import { wrongType } from '../expression';
import type { Json } from '../json';
import { LONGEST_SECONDS } from '../limits';
import type { StateEntry } from '../state-entry';

/**
 * Seconds that a field gives: a number, or an expression for one.
 *
 * @param least 0 for a Wait, 1 for a timeout
 * @throws QueryFailure for anything but a whole number from `least` to 99,999,999
 */
export async function secondsOf(entry: StateEntry, field: string, template: Json, least: 0 | 1): Promise<number> {
  const value = await entry.evaluate(template, field);
  if (typeof value !== 'number') throw wrongType(template, field, 'number', value);
  if (!Number.isInteger(value))
    throw new QueryFailure(`The ${field} field cannot be parsed as an integer: ${value}`, field);
  if (value < least || value > LONGEST_SECONDS) {
    throw new QueryFailure(`${field} must be between ${least} and ${LONGEST_SECONDS} but was: ${value}`, field);
  }
  return value;
}
