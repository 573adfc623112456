import { AthenaError, RefusedError } from '../errors';
import { quote } from '../quote';
import { isOffset, findKeptOffset, offsetAt, requireZone, zoneOfInterval } from '../runtime/zones';
import { timestampTz, timeWithZone, typeText, VARCHAR } from '../types';
import { coerce } from '../values/coercion';
import { isTime, timeTz, withinDay } from '../values/time-conversion';
import { value, type Value } from '../values/value';

/** AT TIME ZONE of a time, or a timestamp with or without a zone. */
export function analyzeAtTimeZone(operand: Value, zone: Value): Value {
  if (zone.type.kind === 'intervalYear')
    throw new AthenaError(
      'FUNCTION_NOT_FOUND',
      'A time zone is a text or an INTERVAL of hours and minutes, not of months',
    );
  if (zone.type.kind === 'intervalDay' && typeof zone.literal === 'number')
    return analyzeAtTimeZone(operand, { ...zone, type: VARCHAR, literal: zoneOfInterval(zone.literal) });
  if (typeof zone.literal !== 'string')
    throw new RefusedError('AT TIME ZONE with a computed zone', 'a literal', 'has it');
  const name = requireZone(zone.literal);
  if (operand.type.kind === 'finetimestamp')
    throw new RefusedError(`${typeText(operand.type)} AT TIME ZONE`, 'CAST(.. AS timestamp(6))', 'has it');
  if (isTime(operand.type)) return timeAtZone(operand, operand.type.precision, name);
  if (operand.type.kind !== 'timestamp' && operand.type.kind !== 'timestamptz') {
    throw new AthenaError('TYPE_MISMATCH', `Type of value must be a time or timestamp: ${typeText(operand.type)}`);
  }
  const type = timestampTz(operand.type.precision);
  const moment = coerce(operand, type);
  const instant = moment.instant ?? `(${moment.sql}).t`;
  const zoned = value(`t_at(${instant}, ${quote(name)})`, type, operand);
  if (name === 'UTC') return { ...zoned, clock: instant };
  return isOffset(name) ? zoned : { ...zoned, clock: clockIn(name, instant) };
}

/** A time in another zone; in one with rules it depends on the day on which it is asked. */
function timeAtZone(operand: Value, precision: number, zone: string): Value {
  if (zone !== 'UTC' && !isOffset(zone)) throw new RefusedError(`A time AT TIME ZONE '${zone}'`, 'an offset');
  const minutes = offsetAt(zone, 0) / 60_000;
  const type = timeWithZone(precision);
  const { sql } = coerce(operand, type);
  const clock = withinDay(`(t_time_in_utc(${sql}) + ${minutes * 60_000_000_000_000})`);
  return value(`(CASE WHEN ${sql} IS NOT NULL THEN ${timeTz(clock, String(minutes))} END)`, type, operand);
}

/** The clock of a zone at an instant; by an addition, ten times as fast, while the zone keeps its distance from UTC. */
function clockIn(zone: string, instant: string): string {
  const byRules = `timezone(${quote(zone)}, CAST(${instant} AS TIMESTAMPTZ))`;
  const kept = findKeptOffset(zone);
  if (kept === undefined) return byRules;
  const [from, to] = [kept.from, kept.to].map((text) => `TIMESTAMP ${quote(text)}`);
  return `(CASE WHEN ${instant} BETWEEN ${from} AND ${to} THEN make_timestamp(epoch_us(${instant}) + ${kept.minutes * 60_000_000}) ELSE ${byRules} END)`;
}
