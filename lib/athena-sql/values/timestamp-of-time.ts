import type { Type } from '../types';
import { mark } from './mark';
import { isTime, roundTime, timeTz } from './time-conversion';

/** The midnight in UTC before the statement began; replaced when it is translated. */
export const TODAY = mark('today');

/** CAST of a time AS timestamp, which is one of the statement's own day; undefined where the types are others. */
export function timestampOfTime(sql: string, from: Type, to: Type): string | undefined {
  if (!isTime(from) || (to.kind !== 'timestamp' && to.kind !== 'timestamptz')) return undefined;
  const clock = from.kind === 'time' ? sql : `(${sql}).p`;
  const isRounded = from.precision > to.precision;
  if (to.kind === 'timestamptz' && from.kind === 'timetz') {
    const utc = `t_time_in_utc(${timeTz(roundTime(clock, from.precision, to.precision), `(${sql}).o`)})`;
    const zone = `CASE WHEN (${sql}).o = 0 THEN 'UTC' ELSE t_minutes_text((${sql}).o) END`;
    return `(CASE WHEN ${sql} IS NOT NULL THEN {'t': ${ofToday(utc)}, 'z': ${zone}} END)`;
  }
  // what is rounded up to a whole day is the next one
  const local = ofToday(isRounded ? `t_time_round_up(${clock}, ${10 ** (12 - to.precision)})` : clock);
  return to.kind === 'timestamp' ? local : `(CASE WHEN ${sql} IS NOT NULL THEN {'t': ${local}, 'z': 'UTC'} END)`;
}

const ofToday = (picoseconds: string): string => `make_timestamp(epoch_us(${TODAY}) + (${picoseconds}) // 1000000)`;
