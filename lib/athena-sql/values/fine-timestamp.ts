import { refuseCase } from '../representation';
import { duckType, type Type } from '../types';
import { roundTime, timeTz, type TimeType } from './time-conversion';
import { TODAY } from './timestamp-of-time';

type FineTimestamp = Extract<Type, { kind: 'finetimestamp' }>;

/** CAST of a text AS timestamp of 7 to 12 digits; NULL where it is none. */
export const fineOfText = (sql: string, { precision }: FineTimestamp): string =>
  roundFine(`t_text_fine(${sql})`, 12, precision);

/** Half up at a precision of at least seven digits. The lambda names the value, which would be planned anew wherever it is named. */
const roundFine = (sql: string, from: number, to: number): string =>
  to >= from ? sql : `list_transform([${sql}], lambda fine: t_fine_round(fine, ${10 ** (12 - to)}))[1]`;

/** A timestamp of at most six digits, by what rounds one of six to them. */
export const microsOfFine = (sql: string, precision: number, round: (sql: string) => string): string =>
  // what is behind the microseconds makes no difference where they are rounded away as well
  precision === 6 ? `t_fine_micros(${sql})` : round(`(${sql}).t`);

/** CAST to a timestamp of 7 to 12 digits of a date, a time or another timestamp; undefined where that is not proven. */
export function fineOf(sql: string, from: Type, to: FineTimestamp): string | undefined {
  switch (from.kind) {
    case 'date':
      return `t_fine(CAST(${sql} AS TIMESTAMP), 0)`;
    case 'timestamp':
      return `t_fine(${sql}, 0)`;
    case 'finetimestamp':
      return roundFine(sql, from.precision, to.precision);
    case 'time': {
      if (from.precision > to.precision) return undefined;
      return `t_fine(make_timestamp(epoch_us(${TODAY}) + (${sql}) // 1000000), (${sql}) % 1000000)`;
    }
    default:
      return undefined;
  }
}

/** CAST to a time with or without time zone. Of the days before 1970 Trino 476 gives the second before. */
export function timeOfFine(sql: string, from: FineTimestamp, to: TimeType): string {
  const rounded = roundTime(`t_fine_time(${sql})`, from.precision, to.precision);
  const refusal = refuseCase(`epoch_us((${sql}).t) < 0`, 'A time of a day before 1970 of more than six digits');
  const picoseconds = `(CASE ${refusal} ELSE ${rounded} END)`;
  if (to.kind === 'time') return picoseconds;
  return `(CASE WHEN ${sql} IS NOT NULL THEN CAST(${timeTz(picoseconds, '0')} AS ${duckType(to)}) END)`;
}
