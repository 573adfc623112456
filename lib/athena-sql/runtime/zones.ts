import { AthenaError, RefusedError } from '../errors';

const FIXED = /^([+-])(\d{1,2}):?(\d{2})?$/;
/** Whole hours from UTC by POSIX's sign: Etc/GMT+5 is behind it. */
const ETC = /^Etc\/GMT(?:[+-](?:\d|1[0-2])|-1[34])$/;
/** Other names of UTC, which Trino prints as UTC. */
const UTC_NAMES = /^(?:Z|(?:Etc\/)?(?:UTC|UCT|GMT|Zulu|Greenwich|Universal))$/;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether a zone's name is one that Trino and DuckDB both know: a region with a slash, UTC, or an offset. */
export function isZone(zone: string): boolean {
  if (UTC_NAMES.test(zone)) return true;
  const fixed = FIXED.exec(zone);
  if (fixed !== null) return Number(fixed[2]) <= 14 && Number(fixed[3] ?? 0) < 60;
  if (ETC.test(zone)) return true;
  if (!/^[A-Z][A-Za-z_]+(\/[A-Z][A-Za-z_-]+)+$/.test(zone)) return false;
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * Checks a zone that a statement names.
 *
 * @returns its name as Trino prints it
 * @throws AthenaError where Trino has no such zone; RefusedError for one that it may have, such as Japan or EST5EDT
 */
export function requireZone(zone: string): string {
  if (isZone(zone)) return normalizeZone(zone);
  if (/^[A-Za-z][A-Za-z0-9+:-]*$/.test(zone)) throw new RefusedError(`The time zone ${zone}`, 'a region or an offset');
  throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `'${zone}' is not a valid time zone`);
}

/** Whether a zone is a distance from UTC, such as +09:00. */
export const isOffset = (zone: string): boolean => FIXED.test(zone);

/** The zone as Trino prints it: `Z` and `+00:00` are UTC, offsets have two digits on either side, Etc/GMT+5 is -05:00. */
export function normalizeZone(zone: string): string {
  const etc = /^Etc\/GMT([+-])(\d+)$/.exec(zone);
  if (etc !== null) return normalizeZone(`${etc[1] === '+' ? '-' : '+'}${etc[2] ?? '0'}`);
  const fixed = FIXED.exec(zone);
  if (fixed === null) return UTC_NAMES.test(zone) ? 'UTC' : zone;
  const [, sign = '+', hours = '0', minutes = '00'] = fixed;
  const offset = `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}`;
  return offset === '00:00' ? 'UTC' : `${sign}${offset}`;
}

/**
 * The instant of a wall clock in a zone, both as `2022-06-20 01:02:03.456`. As in Java, an hour that comes twice means
 * the first one, and an hour that is skipped means the clock moved forward.
 */
export function instantOf(wall: string, zone: string): string {
  const [seconds = '', fraction] = wall.split('.');
  const local = Date.parse(`${seconds.replace(' ', 'T')}Z`);
  const before = offsetAt(zone, local - 86_400_000);
  const after = offsetAt(zone, local + 86_400_000);
  const offset =
    before !== after && offsetAt(zone, local - before) === after && offsetAt(zone, local - after) === after
      ? after
      : before;
  const text = new Date(local - offset).toISOString().slice(0, 19).replace('T', ' ');
  return fraction === undefined ? text : `${text}.${fraction}`;
}

/** Milliseconds that a zone's clock is ahead of UTC at an instant. */
export function offsetAt(zone: string, instant: number): number {
  if (zone === 'UTC') return 0;
  const fixed = FIXED.exec(zone);
  if (fixed !== null) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0)) * 60_000;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

/** The years in which a zone's clock is looked at, and how often: nowhere did a change last less than a week. */
const [FIRST, LAST, WEEK] = [Date.UTC(2000, 0), Date.UTC(2050, 0), 7 * 86_400_000];

/** A distance from UTC that a zone keeps from one instant to another. */
export interface KeptOffset {
  /** Wall clocks in UTC, `2022-06-20 01:02:03`. */
  readonly from: string;
  readonly to: string;
  readonly minutes: number;
}

/** The distance that a zone keeps through the years from 2000 to 2049; undefined where its clock changes in them. */
export function findKeptOffset(zone: string): KeptOffset | undefined {
  const known = kept.get(zone);
  if (known !== undefined) return known === 'none' ? undefined : known;
  const offset = offsetAt(zone, FIRST);
  // After whole weeks a clock that was not changed shows the same day and time, and to write those is what is fast.
  const week = new Intl.DateTimeFormat('en-US', {
    timeZone: isOffset(zone) ? 'UTC' : zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const shown = week.format(FIRST);
  let isKept = offset % 60_000 === 0;
  for (let at = FIRST; isKept && at <= LAST; at += WEEK) isKept = week.format(at) === shown;
  const text = (instant: number) => new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
  const found = isKept ? { from: text(FIRST), to: text(LAST), minutes: offset / 60_000 } : undefined;
  kept.set(zone, found ?? 'none');
  return found;
}

const kept = new Map<string, KeptOffset | 'none'>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const part = 'numeric';
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: part,
    month: part,
    day: part,
    hour: part,
    minute: part,
    second: part,
  });
  formats.set(zone, format);
  return format;
}

/**
 * The zone that is so many milliseconds ahead of UTC.
 *
 * @throws AthenaError INVALID_FUNCTION_ARGUMENT
 */
export function zoneOfInterval(milliseconds: number): string {
  const minutes = Math.abs(milliseconds) / 60_000;
  if (!Number.isInteger(minutes))
    throw new AthenaError('INVALID_FUNCTION_ARGUMENT', 'Invalid time zone offset interval: interval contains seconds');
  if (minutes > 14 * 60) throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `Invalid offset minutes ${minutes}`);
  if (minutes === 0) return 'UTC';
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${milliseconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
