import { AthenaError, RefusedError } from '../errors';
import type { Call } from './signature';

/** Units of a timestamp. */
export const UNITS = ['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'];
/** Units of a date. */
export const DATE_UNITS = ['day', 'week', 'month', 'quarter', 'year'];

/** The unit of a call, which must be known before the query runs. @throws RefusedError, AthenaError */
export function unit(call: Call, allowed: readonly string[]): string {
  const literal = call.literal(0);
  if (typeof literal !== 'string') throw new RefusedError('A date unit that is computed', 'a literal', 'has it');
  const name = literal.toLowerCase();
  if (!allowed.includes(name)) throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `'${literal}' is not a valid unit`);
  return name;
}

/** The units that are so many milliseconds whatever the calendar says. */
export const MILLISECONDS: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
};
const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };
const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7 };

/** A timestamp so many units later. */
export function addUnits(name: string, n: string, at: string): string {
  if (MILLISECONDS[name] !== undefined) return `(${at} + to_milliseconds(${n} * ${MILLISECONDS[name]}))`;
  if (DAYS[name] !== undefined) return `(${at} + to_days(CAST(${n} * ${DAYS[name]} AS INTEGER)))`;
  return `(${at} + to_months(CAST(${n} * ${MONTHS[name] ?? 1} AS INTEGER)))`;
}

/** Whole units between, cut towards zero. */
export function difference(name: string, a: string, b: string): string {
  if (MILLISECONDS[name] !== undefined) return `t_cut(epoch_ms(${b}) - epoch_ms(${a}), ${MILLISECONDS[name]})`;
  if (DAYS[name] !== undefined) return `t_cut(epoch_ms(${b}) - epoch_ms(${a}), ${DAYS[name] * 86_400_000})`;
  return `t_cut(t_months_between(${a}, ${b}), ${MONTHS[name] ?? 1})`;
}
