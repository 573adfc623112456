import { AthenaError, RefusedError } from '../errors';
import { instantOf, isZone, normalizeZone } from '../runtime/zones';
import { readTime } from '../runtime/times';
import { time, timestamp, timestampTz, timeWithZone } from '../types';
import type { Value } from '../values/value';
import { quote } from '../quote';
import { timeTz } from '../values/time-conversion';

const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?)?(?:\s*([A-Za-z][A-Za-z0-9_/+-]*|[+-]\d{1,2}:?\d{0,2}))?$/;

/** TIMESTAMP '..' with or without a zone; its precision is the number of digits written. */
export function timestampLiteral(text: string): Value {
  if (/^([+-]\d{4,}|\d{5,})-/.test(text.trim()))
    throw new RefusedError('A year with a sign or other than four digits', undefined, 'has it');
  const m = TIMESTAMP.exec(text.trim());
  if (m === null) throw new AthenaError('INVALID_LITERAL', `'${text}' is not a valid TIMESTAMP literal`);
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', fraction = '', zone] = m;
  if (fraction.length > 12)
    throw new AthenaError(
      'NUMERIC_VALUE_OUT_OF_RANGE',
      `TIMESTAMP precision must be in range [0, 12]: ${fraction.length}`,
    );
  if (fraction.length > 6 && zone !== undefined)
    throw new RefusedError(
      `A timestamp of precision ${fraction.length} with time zone`,
      'at most six digits',
      'has it',
    );
  const two = (part: string): string => part.padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  const clock = `${two(hour)}:${two(minute)}:${two(second)}`;
  const parsed = new Date(`${date}T${clock}Z`);
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 19) !== `${date}T${clock}`) {
    throw new AthenaError('INVALID_LITERAL', `'${text}' is not a valid TIMESTAMP literal`);
  }
  if (fraction.length > 6) return fineLiteral(`${date} ${clock}`, fraction);
  const wall = `${date} ${clock}${fraction === '' ? '' : `.${fraction}`}`;
  if (zone === undefined)
    return { sql: `CAST(${quote(wall)} AS TIMESTAMP)`, type: timestamp(fraction.length), throws: false, literal: wall };
  if (/^[A-Z]{3,4}$/.test(zone) && !isZone(zone))
    throw new RefusedError(`The time zone ${zone}`, 'a region or an offset');
  if (!isZone(zone))
    throw new AthenaError('INVALID_LITERAL', `'${text}' is not a valid TIMESTAMP literal: unknown zone ${zone}`);
  const name = normalizeZone(zone);
  return {
    sql: `{'t': CAST(${quote(instantOf(wall, name))} AS TIMESTAMP), 'z': ${quote(name)}}`,
    type: timestampTz(fraction.length),
    throws: false,
    literal: `${wall} ${name}`,
  };
}

/** One of more than six digits: its microseconds, and the picoseconds behind them. */
function fineLiteral(clock: string, fraction: string): Value {
  const micros = `CAST(${quote(`${clock}.${fraction.slice(0, 6)}`)} AS TIMESTAMP)`;
  const sql = `{'t': ${micros}, 'p': CAST(${Number(fraction.slice(6).padEnd(6, '0'))} AS INTEGER)}`;
  return { sql, type: timestamp(fraction.length), throws: false };
}

/** TIME '..' with or without an offset; its precision is the number of digits written. */
export function timeLiteral(text: string): Value {
  const read = readTime(text);
  if (read === undefined) throw new AthenaError('INVALID_LITERAL', `'${text}' is not a valid TIME literal`);
  const { picoseconds, precision, minutes } = read;
  if (precision > 12)
    throw new AthenaError('NUMERIC_VALUE_OUT_OF_RANGE', `'${text}' has more digits than a TIME can have`);
  const sql = `CAST(${picoseconds} AS BIGINT)`;
  if (minutes === undefined) return { sql, type: time(precision), throws: false, literal: text };
  return { sql: timeTz(sql, String(minutes)), type: timeWithZone(precision), throws: false, literal: text };
}
