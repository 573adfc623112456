import { PICOSECONDS_OF_A_DAY, refuseCase } from '../representation';
import { duckType, type Type } from '../types';

/** A time with or without time zone. */
export interface TimeType {
  readonly kind: 'time' | 'timetz';
  readonly precision: number;
}

export const isTime = (type: Type): type is TimeType => type.kind === 'time' || type.kind === 'timetz';

/** Half up at a precision; what rounds up to a whole day is midnight. */
export const roundTime = (sql: string, from: number, to: number): string =>
  to >= from ? sql : `t_time_round(${sql}, ${10 ** (12 - to)})`;

/** A time by its picoseconds and the minutes that its clock is ahead of UTC. */
export const timeTz = (picoseconds: string, minutes: string): string =>
  `{'p': CAST(${picoseconds} AS BIGINT), 'o': CAST(${minutes} AS INTEGER)}`;

/** CAST of a text AS time or time with time zone. */
export function timeOfText(sql: string, to: TimeType, safe: boolean): string {
  const read = `t_read_time(${sql}, ${to.precision}, ${to.kind === 'timetz' ? 'TRUE' : 'FALSE'}, ${safe ? 'TRUE' : 'FALSE'})`;
  return to.kind === 'time' ? `CAST(${read} AS BIGINT)` : `t_time_with_zone(${read})`;
}

/** As CAST(.. AS varchar) prints it. */
export const textOfTime = (sql: string, from: TimeType): string =>
  from.kind === 'time'
    ? `t_time_text(${sql}, ${from.precision})`
    : `(t_time_text((${sql}).p, ${from.precision}) || t_minutes_text((${sql}).o))`;

/** CAST to a time of a time, or of a timestamp of at most six digits; undefined where the pair is another one. */
export function timeOf(sql: string, from: Type, to: TimeType): string | undefined {
  if (isTime(from)) return timeOfTime(sql, from, to);
  if (from.kind !== 'timestamp' && from.kind !== 'timestamptz') return undefined;
  const clock = from.kind === 'timestamp' ? sql : `t_local(${sql})`;
  const day = `t_time_of_day(${clock})`;
  const exact = roundTime(day, from.precision, to.precision);
  // Trino 476 rounds times of the days before 1970 in another way
  const picoseconds =
    to.precision >= from.precision
      ? exact
      : `(CASE ${refuseCase(`epoch_us(${clock}) < 0`, 'A rounded time of a day before 1970')} ELSE ${exact} END)`;
  if (to.kind === 'time') return picoseconds;
  const minutes =
    from.kind === 'timestamp'
      ? '0'
      : `(CASE WHEN t_fixed_zone((${sql}).z) <> '' THEN (epoch_us(${clock}) - epoch_us((${sql}).t)) // 60000000 END)`;
  return unlessNull(sql, timeTz(picoseconds, minutes), to);
}

function timeOfTime(sql: string, from: TimeType, to: TimeType): string {
  const picoseconds = roundTime(from.kind === 'time' ? sql : `(${sql}).p`, from.precision, to.precision);
  if (to.kind === 'time') return picoseconds;
  if (from.kind === 'timetz' && to.precision >= from.precision) return sql;
  // the session's zone is UTC
  return unlessNull(sql, timeTz(picoseconds, from.kind === 'time' ? '0' : `(${sql}).o`), to);
}

const unlessNull = (sql: string, result: string, to: Type): string =>
  `(CASE WHEN ${sql} IS NOT NULL THEN CAST(${result} AS ${duckType(to)}) END)`;

/** Picoseconds of a day, of a sum that may lie outside of it. */
export const withinDay = (picoseconds: string): string =>
  `((${picoseconds} % ${PICOSECONDS_OF_A_DAY} + ${PICOSECONDS_OF_A_DAY}) % ${PICOSECONDS_OF_A_DAY})`;
