import { RefusedError } from '../errors';
import { writeClock } from './clock';
import { instantOf, normalizeZone } from './zones';

const CLOCK = /T(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:[.,](\d+))?)?)?([Zz]|[+-]\d{2}(?::?\d{2})?)?/;
const TEXT = new RegExp(
  `^(\\d{4})(?:-(?:(\\d{1,2})(?:-(\\d{1,2}))?|W(\\d{1,2})(?:-([1-7]))?|(\\d{3})))?(?:${CLOCK.source})?$`,
);
const DAY = 86_400_000;

/** from_iso8601_timestamp: `instant|zone`, digits beyond milliseconds cut off; undefined if it is none. */
export function readIso8601(text: string): string | undefined {
  const m = TEXT.exec(text);
  if (m === null && /^([+-]\d+|\d{1,3}|\d{5,})([-T]|$)/.test(text))
    throw new RefusedError(`The ISO 8601 text '${text}'`);
  if (m === null) return undefined;
  const [, year, month, day, week, weekday, dayOfYear, hour, minute, second, fraction, zone] = m;
  const date = dateOf(Number(year), week, weekday, dayOfYear) ?? { year, month, day };
  const wall = writeClock({ ...date, hour, minute, second, fraction: fraction?.slice(0, 3) });
  if (wall === undefined) return undefined;
  const name = normalizeZone((zone ?? 'Z').toUpperCase());
  return `${instantOf(wall, name)}|${name}`;
}

/** A date by its ISO week or its day of the year; a week or day that the year lacks gives month 0, which is no date. */
function dateOf(year: number, week?: string, weekday?: string, dayOfYear?: string): Record<string, string> | undefined {
  if (week === undefined && dayOfYear === undefined) return undefined;
  const january4 = Date.UTC(year, 0, 4);
  const monday = january4 - ((new Date(january4).getUTCDay() + 6) % 7) * DAY;
  const at =
    week === undefined
      ? Date.UTC(year, 0, Number(dayOfYear))
      : monday + ((Number(week) - 1) * 7 + Number(weekday ?? 1) - 1) * DAY;
  const [y = '', month = '', day = ''] = new Date(at).toISOString().slice(0, 10).split('-');
  const exists =
    week === undefined ? Number(y) === year && Number(dayOfYear) > 0 : Number(week) >= 1 && Number(week) <= 53;
  return { year: y, month: exists ? month : '0', day };
}

const CAST_TEXT =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?: (\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?)?(?:\s*(Z|UTC|[A-Za-z]+\/[A-Za-z0-9_/+-]+|[+-]\d{1,2}:\d{2}))?$/;

/** CAST of a text AS timestamp(p) with time zone: `instant|zone`; undefined if it is none. */
export function readTimestampTz(
  text: string,
  precision: number,
  isZone: (zone: string) => boolean,
): string | undefined {
  if (/^([+-]\d{4,}|\d{5,})-/.test(text.trim()))
    throw new RefusedError('A year with a sign or other than four digits', undefined, 'has it');
  const m = CAST_TEXT.exec(text.trim());
  if (m === null || (m[8] !== undefined && !isZone(m[8]))) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = m;
  const wall = writeClock({ year, month, day, hour, minute, second });
  if (wall === undefined) return undefined;
  const name = normalizeZone(zone ?? 'UTC');
  const seconds = Date.parse(`${instantOf(wall.slice(0, 19), name).replace(' ', 'T')}Z`);
  // half up at the precision, which may carry into the seconds
  const scaled = Math.round(Number(`0.${fraction ?? '0'}`) * 10 ** precision);
  const carry = scaled === 10 ** precision ? 1000 : 0;
  const digits = carry > 0 ? ''.padEnd(6, '0') : String(scaled).padStart(precision, '0').padEnd(6, '0');
  return `${new Date(seconds + carry).toISOString().slice(0, 19).replace('T', ' ')}.${precision === 0 ? '000000' : digits}|${name}`;
}
