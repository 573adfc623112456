import { AthenaError, RefusedError } from '../../errors';
import { readClock, writeClock } from '../clock';
import { readIso8601, readTimestampTz } from '../iso8601';
import { jodaReader, writeJoda, type JodaPart } from '../joda-format';
import { readerOf, writeMysql } from '../mysql-format';
import { readTime, roundTime } from '../times';
import { instantOf, isOffset, isZone, findKeptOffset, normalizeZone } from '../zones';
import { constant, define, invalid, strings, type RuntimeFunction } from './define';

const mysqlParts = (text: string): readonly string[] => constant(text) as readonly string[];
const jodaPartsOf = (text: string): readonly JodaPart[] => constant(text) as readonly JodaPart[];
const readers = new Map<string, { pattern: RegExp; fields: readonly string[] }>();

function fieldsOf(
  x: string,
  key: string,
  make: () => { pattern: RegExp; fields: readonly string[] },
): Record<string, string | undefined> {
  const reader = readers.get(key) ?? make();
  readers.set(key, reader);
  const m = reader.pattern.exec(x);
  if (m === null) throw invalid(`Invalid format: "${x}" is malformed`);
  return Object.fromEntries(reader.fields.map((f, i) => [f, m[i + 1]]));
}

function wallOf(x: string, fields: Record<string, string | undefined>): string {
  // what is parsed has milliseconds; more digits are cut off
  const wall = writeClock({ ...fields, fraction: fields.fraction?.slice(0, 3) });
  if (wall === undefined) throw invalid(`Cannot parse "${x}": no such date or time`);
  return wall;
}

/** Functions of dates and times. */
export const TIMES: readonly RuntimeFunction[] = [
  define('t_read_iso8601', strings(1), 'VARCHAR', (x: string) => {
    const read = readIso8601(x);
    if (read === undefined) throw invalid(`Invalid format: "${x}" is malformed`);
    return read;
  }),
  define(
    't_text_timestamptz',
    ['VARCHAR', 'INTEGER', 'BOOLEAN'],
    'VARCHAR',
    (x: string, precision: number, safe: boolean) => {
      const read = readTimestampTz(x, precision, isZone);
      if (read === undefined && !safe)
        throw new AthenaError('INVALID_CAST_ARGUMENT', `Value cannot be cast to timestamp with time zone: ${x}`);
      return read;
    },
  ),
  define(
    't_read_time',
    ['VARCHAR', 'INTEGER', 'BOOLEAN', 'BOOLEAN'],
    'VARCHAR',
    (x: string, precision: number, zoned: boolean, safe: boolean) => {
      const read = readTime(x);
      if (read !== undefined && read.precision > 12) throw new RefusedError('A time of more than twelve digits');
      if (read === undefined || (read.minutes !== undefined && !zoned)) {
        if (safe) return undefined;
        throw new AthenaError('INVALID_CAST_ARGUMENT', `Value cannot be cast to time: ${x}`);
      }
      const rounded = roundTime(read.picoseconds, precision);
      return zoned ? `${rounded}|${read.minutes ?? 0}` : String(rounded);
    },
  ),
  // of a zone with daylight saving time Trino 476 does not take the distance of the value's own day
  define('t_fixed_zone', strings(1), 'VARCHAR', (zone: string) => {
    if (!isOffset(zone) && zone !== 'UTC' && findKeptOffset(zone) === undefined)
      throw new RefusedError(`A time with time zone in ${zone}`);
    return zone;
  }),
  define('t_date_format', strings(2), 'VARCHAR', (x: string, p: string) => writeMysql(readClock(x), mysqlParts(p))),
  define('t_date_parse', strings(2), 'VARCHAR', (x: string, p: string) =>
    wallOf(
      x,
      fieldsOf(x, `m${p}`, () => readerOf(mysqlParts(p))),
    ),
  ),
  define('t_format_datetime', strings(4), 'VARCHAR', (x: string, zone: string, offset: string, p: string) =>
    writeJoda(readClock(x), zone, offset, jodaPartsOf(p)),
  ),
  define('t_parse_datetime', strings(2), 'VARCHAR', (x: string, p: string) => {
    const fields = fieldsOf(x, `j${p}`, () => jodaReader(jodaPartsOf(p)));
    const zone = normalizeZone(fields.zone ?? 'UTC');
    return `${instantOf(wallOf(x, fields), zone)}|${zone}`;
  }),
];
