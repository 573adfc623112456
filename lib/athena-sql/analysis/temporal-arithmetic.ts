import { AthenaError, RefusedError } from '../errors';
import { comparable } from '../representation';
import type { ArithmeticOperator } from '../syntax/ast';
import {
  DATE,
  DOUBLE,
  INTERVAL_DAY,
  isInteger,
  isNumeric,
  timestamp,
  timestampTz,
  typeText,
  type Type,
} from '../types';
import { commonType } from '../values/common-type';
import { coerce } from '../values/coercion';
import { isTime, timeTz, withinDay } from '../values/time-conversion';
import { throwing, value, type Value } from '../values/value';

/** + - * / of dates, times and intervals; undefined where Trino has no such operator. */
export function temporalArithmetic(operator: ArithmeticOperator, left: Value, right: Value): Value | undefined {
  const [l, r] = [left.type.kind, right.type.kind];
  if (l === 'finetimestamp' || r === 'finetimestamp')
    throw new RefusedError(`${typeText(left.type)} ${operator} ${typeText(right.type)}`, 'CAST(.. AS timestamp(6))');
  const isInterval = (kind: string): boolean => kind === 'intervalDay' || kind === 'intervalYear';
  if (isInterval(l) && l === r && (operator === '+' || operator === '-'))
    return throwing(`(${left.sql} ${operator} ${right.sql})`, left.type);
  if (isInterval(l) && isNumeric(right.type)) return scaleInterval(operator, left, right);
  if (isNumeric(left.type) && isInterval(r) && operator === '*') return scaleInterval('*', right, left);
  if (isInterval(l) && operator === '+' && !isInterval(r)) return temporalArithmetic('+', right, left);
  if (isInterval(r) && (operator === '+' || operator === '-')) return addInterval(operator, left, right);
  if (operator !== '-') return undefined;
  const type = commonType(left.type, right.type);
  if (type !== undefined && isTime(type)) {
    const [a, b] = [left, right].map((v) => comparable(coerce(v, type).sql, type));
    return value(`t_round_div(${a ?? ''} - ${b ?? ''}, 1000000000)`, INTERVAL_DAY, left, right);
  }
  if (type?.kind === 'date')
    return value(`(CAST(date_diff('day', ${right.sql}, ${left.sql}) AS BIGINT) * 86400000)`, INTERVAL_DAY, left, right);
  if (type?.kind !== 'timestamp' && type?.kind !== 'timestamptz') return undefined;
  if (type.precision > 3)
    throw new RefusedError(`A difference of timestamps of precision ${type.precision}`, 'CAST(.. AS timestamp(3))');
  const at = (v: Value): string => (type.kind === 'timestamptz' ? `(${coerce(v, type).sql}).t` : coerce(v, type).sql);
  return value(`(epoch_ms(${at(left)}) - epoch_ms(${at(right)}))`, INTERVAL_DAY, left, right);
}

/** An interval times a number, or divided by one: by an integer exactly, by any other cut towards zero. */
function scaleInterval(operator: ArithmeticOperator, interval: Value, number: Value): Value | undefined {
  if (operator === '*' && isInteger(number.type))
    return throwing(`(${interval.sql} * CAST(${number.sql} AS BIGINT))`, interval.type);
  if (operator !== '*' && operator !== '/') return undefined;
  const scaled = `(CAST(${interval.sql} AS DOUBLE) ${operator} ${coerce(number, DOUBLE).sql})`;
  const most = interval.type.kind === 'intervalDay' ? '9e18' : '2147483647';
  return throwing(`t_scaled_interval(${scaled}, CAST(${most} AS DOUBLE))`, interval.type);
}

function addInterval(operator: '+' | '-', left: Value, right: Value): Value | undefined {
  const months = right.type.kind === 'intervalYear';
  const interval = months ? `to_months(CAST(${right.sql} AS INTEGER))` : `to_milliseconds(${right.sql})`;
  switch (left.type.kind) {
    case 'date':
      if (!months && (typeof right.literal !== 'number' || right.literal % 86_400_000 !== 0)) {
        if (typeof right.literal !== 'number')
          throw new RefusedError('A date with a computed INTERVAL DAY', `date_add('day', n, d)`);
        throw new AthenaError('INVALID_FUNCTION_ARGUMENT', 'Cannot add hour, minutes or seconds to a date');
      }
      return throwing(`CAST((${left.sql} ${operator} ${interval}) AS DATE)`, DATE);
    case 'timestamp':
      return throwing(
        `(${left.sql} ${operator} ${interval})`,
        months ? left.type : timestamp(Math.max(3, left.type.precision)),
      );
    case 'time':
    case 'timetz':
      return months ? undefined : addToTime(operator, left, right, left.type.precision);
    case 'timestamptz': {
      const type = months ? left.type : timestampTz(Math.max(3, left.type.precision));
      if (months) return throwing(`t_in_zone(t_local(${left.sql}) ${operator} ${interval}, (${left.sql}).z)`, type);
      return throwing(`t_at(((${left.sql}).t ${operator} ${interval}), (${left.sql}).z)`, type);
    }
    default:
      return undefined;
  }
}

function addToTime(operator: '+' | '-', left: Value, right: Value, precision: number): Value {
  const move = (clock: string): string => withinDay(`(${clock} ${operator} ${right.sql} % 86400000 * 1000000000)`);
  const type = { ...left.type, precision: Math.max(3, precision) } as Type;
  if (type.kind === 'time') return value(move(left.sql), type, left, right);
  const sql = timeTz(move(`(${left.sql}).p`), `(${left.sql}).o`);
  return value(`(CASE WHEN ${left.sql} IS NOT NULL AND ${right.sql} IS NOT NULL THEN ${sql} END)`, type, left, right);
}
