import { RefusedError } from '../errors';
import { BIGINT, timestampTz, varchar, type Type } from '../types';
import { requireZone, zoneOfInterval } from '../runtime/zones';
import { roundTimestamp } from '../values/round-timestamp';
import { fromVarchar } from '../values/text-conversion';
import { quote } from '../quote';
import { overload, type Call, type Overload } from './signature';
import { joda, mysql, mysqlReader, noZone } from './temporal-formats';
import { addUnits, DATE_UNITS, difference, MILLISECONDS, unit, UNITS } from './temporal-units';

const PARTS: Readonly<Record<string, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week: 'week',
  day: 'day',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
  day_of_week: 'isodow',
  day_of_year: 'doy',
  year_of_week: 'isoyear',
};
const CLOCK = ['hour', 'minute', 'second'];

/** The clock of the first argument, a timestamp with time zone. */
const clock = ([x = '']: readonly string[], call: Call): string => call.values[0]?.clock ?? `t_local(${x})`;

/** A part of a date, of a timestamp, or of a timestamp's clock in its own zone. */
function part(name: string, duck: string): Overload[] {
  const emit = (x: string): string => `CAST(date_part('${duck}', ${x}) AS BIGINT)`;
  const overloads = [
    overload('timestamp -> bigint', ([x = '']) => emit(x)),
    overload('timestamptz -> bigint', (args, call) => emit(clock(args, call))),
    overload('finetimestamp -> bigint', ([x = '']) => emit(`(${x}).t`)),
  ];
  return CLOCK.includes(name) ? overloads : [overload('date -> bigint', ([x = '']) => emit(x)), ...overloads];
}

/** Parts of an interval, each with its sign. */
function intervalParts(): Record<string, Overload[]> {
  const of = (name: string, type: string, emit: (x: string) => string): [string, Overload[]] => [
    name,
    [overload(`${type} -> bigint`, ([x = '']) => emit(x)), ...(parts[name] ?? [])],
  ];
  return Object.fromEntries([
    of('year', 'intervalYear', (x) => `(${x} // 12)`),
    of('month', 'intervalYear', (x) => `(${x} % 12)`),
    of('day', 'intervalDay', (x) => `(${x} // 86400000)`),
    of('hour', 'intervalDay', (x) => `(${x} // 3600000 % 24)`),
    of('minute', 'intervalDay', (x) => `(${x} // 60000 % 60)`),
    of('second', 'intervalDay', (x) => `(${x} // 1000 % 60)`),
  ]);
}

const asTimestamp = (x: string): string => `CAST(${x} AS TIMESTAMP)`;

const UTC = quote('UTC');

function zoneOf(call: Call, index: number): string {
  const given = call.literal(index);
  const isInterval = call.values[index]?.type.kind === 'intervalDay' && typeof given === 'number';
  const literal = isInterval ? zoneOfInterval(given) : given;
  if (typeof literal !== 'string') throw new RefusedError('A time zone that is computed', 'a literal', 'has it');
  return quote(requireZone(literal));
}

const tz3 = (): Type => timestampTz(3);
const sameAs =
  (index: number) =>
  (call: Call): Type =>
    call.values[index]?.type ?? BIGINT;
/** The precision stays, also where milliseconds are added to less: Trino 476 then gives what its type can't show. */
function typeOfSum(call: Call): Type {
  const type = sameAs(2)(call);
  const tooCoarse = (type.kind === 'timestamp' || type.kind === 'timestamptz') && type.precision < 3;
  if (tooCoarse && String(call.literal(0)).toLowerCase() === 'millisecond')
    throw new RefusedError("date_add('millisecond', ..) of a timestamp of less than three digits");
  return type;
}

const parts = Object.fromEntries(Object.entries(PARTS).map(([name, duck]) => [name, part(name, duck)]));

/** Functions of dates and times; the session's zone is UTC, as Athena's. */
export const TEMPORAL: Readonly<Record<string, readonly Overload[]>> = {
  ...parts,
  day_of_month: parts.day ?? [],
  dow: parts.day_of_week ?? [],
  doy: parts.day_of_year ?? [],
  week_of_year: parts.week ?? [],
  yow: parts.year_of_week ?? [],
  ...intervalParts(),
  millisecond: [
    overload('intervalDay -> bigint', ([x = '']) => `(${x} % 1000)`),
    overload('timestamp -> bigint', ([x = '']) => `(CAST(date_part('millisecond', ${x}) AS BIGINT) % 1000)`),
    overload('timestamptz -> bigint', ([x = '']) => `(CAST(date_part('millisecond', t_local(${x})) AS BIGINT) % 1000)`),
    overload('finetimestamp -> bigint', ([x = '']) => `(CAST(date_part('millisecond', (${x}).t) AS BIGINT) % 1000)`),
  ],
  timezone: [
    overload('timestamptz -> varchar', ([x = '']) => `(${x}).z`),
    overload('timetz -> varchar', ([x = '']) => `t_minutes_text((${x}).o)`),
  ],
  timezone_hour: [
    overload('timestamptz -> bigint', ([x = '']) => `t_cut(epoch_ms(t_local(${x})) - epoch_ms((${x}).t), 3600000)`),
  ],
  timezone_minute: [
    overload(
      'timestamptz -> bigint',
      ([x = '']) => `(t_cut(epoch_ms(t_local(${x})) - epoch_ms((${x}).t), 60000) % 60)`,
    ),
  ],
  last_day_of_month: [
    overload('date -> date', ([x = '']) => `last_day(${x})`),
    overload('timestamp -> date', ([x = '']) => `last_day(${x})`),
    overload('timestamptz -> date', ([x = '']) => `last_day(t_local(${x}))`),
  ],
  date: [
    overload('date -> date', ([x = '']) => x),
    overload('timestamp -> date', ([x = '']) => `CAST(${x} AS DATE)`),
    overload('timestamptz -> date', (args, call) => `CAST(${clock(args, call)} AS DATE)`),
    overload('varchar -> date', ([x = '']) => fromVarchar(x, { kind: 'date' }, false), { throws: true }),
  ],
  date_trunc: [
    overload(
      'varchar, date -> date',
      ([, x = ''], call) => `CAST(date_trunc('${unit(call, DATE_UNITS)}', ${x}) AS DATE)`,
    ),
    overload('varchar, timestamp -> timestamp', ([, x = ''], call) => `date_trunc('${unit(call, UNITS)}', ${x})`, {
      result: sameAs(1),
    }),
    overload(
      'varchar, finetimestamp -> finetimestamp',
      ([, x = ''], call) => `t_fine(date_trunc('${unit(call, UNITS)}', (${x}).t), 0)`,
      { result: sameAs(1) },
    ),
    overload(
      'varchar, timestamptz -> timestamptz',
      ([, x = ''], call) => `t_in_zone(date_trunc('${unit(call, UNITS)}', t_local(${x})), (${x}).z)`,
      { result: sameAs(1) },
    ),
  ],
  date_add: [
    overload(
      'varchar, bigint, date -> date',
      ([, n = '', x = ''], call) => `CAST(${addUnits(unit(call, DATE_UNITS), n, x)} AS DATE)`,
      { throws: true },
    ),
    overload(
      'varchar, bigint, timestamp -> timestamp',
      ([, n = '', x = ''], call) => addUnits(unit(call, UNITS), n, x),
      {
        throws: true,
        result: typeOfSum,
      },
    ),
    overload(
      'varchar, bigint, timestamptz -> timestamptz',
      ([, n = '', x = ''], call) => {
        const name = unit(call, UNITS);
        if (MILLISECONDS[name] !== undefined) return `t_at(${addUnits(name, n, `(${x}).t`)}, (${x}).z)`;
        return `t_in_zone(${addUnits(name, n, `t_local(${x})`)}, (${x}).z)`;
      },
      { throws: true, result: typeOfSum },
    ),
  ],
  date_diff: [
    overload('varchar, date, date -> bigint', ([, a = '', b = ''], call) =>
      difference(unit(call, DATE_UNITS), asTimestamp(a), asTimestamp(b)),
    ),
    overload('varchar, timestamp, timestamp -> bigint', ([, a = '', b = ''], call) =>
      difference(unit(call, UNITS), a, b),
    ),
    overload('varchar, timestamptz, timestamptz -> bigint', ([, a = '', b = ''], call) => {
      const name = unit(call, UNITS);
      if (MILLISECONDS[name] !== undefined) return difference(name, `(${a}).t`, `(${b}).t`);
      // days and months are those of the first one's zone
      return difference(name, `t_local(${a})`, `t_local(t_at((${b}).t, (${a}).z))`);
    }),
  ],
  to_unixtime: [
    overload('timestamp -> double', ([x = '']) => `(epoch_us(${x}) / 1000000.0::DOUBLE)`),
    overload('timestamptz -> double', ([x = '']) => `(epoch_us((${x}).t) / 1000000.0::DOUBLE)`),
  ],
  from_unixtime: [
    overload('double -> timestamptz', ([x = '']) => `t_at(t_from_unixtime(${x}), 'UTC')`, { result: tz3 }),
    overload('double, varchar -> timestamptz', ([x = ''], call) => `t_at(t_from_unixtime(${x}), ${zoneOf(call, 1)})`, {
      result: tz3,
    }),
  ],
  from_iso8601_timestamp: [
    overload('varchar -> timestamptz', ([x = '']) => `t_iso8601(${x})`, { throws: true, result: tz3 }),
  ],
  from_iso8601_date: [
    overload('varchar -> date', ([x = '']) => `CAST(t_iso8601_date(${x}) AS DATE)`, { throws: true }),
  ],
  to_iso8601: [
    overload('date -> varchar(16)', ([x = '']) => `CAST(${x} AS VARCHAR)`),
    overload(
      'timestamp -> varchar',
      ([x = ''], call) => `replace(t_timestamp_text(${x}, ${precision(call)}), ' ', 'T')`,
      { result: (call) => varchar(22 + fractionLength(call)) },
    ),
    overload(
      'timestamptz -> varchar',
      ([x = ''], call) =>
        `(replace(t_timestamp_text(t_local(${x}), ${precision(call)}), ' ', 'T') || t_offset_text(${x}))`,
      { result: (call) => varchar(28 + fractionLength(call)) },
    ),
  ],
  at_timezone: ['varchar', 'intervalDay'].map((zone) =>
    overload(`timestamptz, ${zone} -> timestamptz`, ([x = ''], call) => `t_at((${x}).t, ${zoneOf(call, 1)})`, {
      result: sameAs(0),
    }),
  ),
  with_timezone: [
    overload('timestamp, varchar -> timestamptz', ([x = ''], call) => `t_in_zone(${x}, ${zoneOf(call, 1)})`, {
      result: (call) => timestampTz(precision(call)),
      instant: ([x], call) => (zoneOf(call, 1) === UTC ? x : undefined),
    }),
  ],
  date_format: [
    overload(
      'timestamp, varchar -> varchar',
      ([x = ''], call) => `t_date_format(${clockText(x, call)}, ${mysql(call)})`,
    ),
    overload(
      'timestamptz, varchar -> varchar',
      ([x = ''], call) => `t_date_format(${clockText(`t_local(${x})`, call)}, ${mysql(call)})`,
    ),
  ],
  date_parse: [
    overload(
      'varchar, varchar -> timestamp',
      ([x = ''], call) => `CAST(t_date_parse(${x}, ${mysqlReader(call)}) AS TIMESTAMP)`,
      { throws: true, result: () => ({ kind: 'timestamp', precision: 3 }) },
    ),
  ],
  format_datetime: [
    overload(
      'timestamp, varchar -> varchar',
      ([x = ''], call) => `t_format_datetime(${clockText(x, call)}, 'UTC', 'Z', ${noZone(call)})`,
    ),
    overload(
      'timestamptz, varchar -> varchar',
      ([x = ''], call) =>
        `t_format_datetime(${clockText(`t_local(${x})`, call)}, (${x}).z, t_offset_text(${x}), ${joda(call, false)})`,
    ),
  ],
  parse_datetime: [
    overload(
      'varchar, varchar -> timestamptz',
      ([x = ''], call) => `t_zoned(t_parse_datetime(${x}, ${joda(call, true)}))`,
      { throws: true, result: tz3 },
    ),
  ],
  now: [
    overload(' -> timestamptz', (_, call) => `{'t': CAST(${quote(call.now)} AS TIMESTAMP), 'z': 'UTC'}`, {
      result: tz3,
    }),
  ],
  current_timestamp: [
    overload(' -> timestamptz', (_, call) => `{'t': CAST(${quote(call.now)} AS TIMESTAMP), 'z': 'UTC'}`, {
      result: tz3,
    }),
  ],
  localtimestamp: [
    overload(' -> timestamp', (_, call) => `CAST(${quote(call.now)} AS TIMESTAMP)`, {
      result: () => ({ kind: 'timestamp', precision: 3 }),
    }),
  ],
  current_date: [overload(' -> date', (_, call) => `CAST(${quote(call.now.slice(0, 10))} AS DATE)`)],
  current_timezone: [overload(' -> varchar', () => "'UTC'")],
};

/** The text that a format is applied to: Trino rounds to milliseconds before. */
function clockText(clock: string, call: Call): string {
  return `strftime(${precision(call) > 3 ? roundTimestamp(clock, 3) : clock}, '%Y-%m-%d %H:%M:%S.%f')`;
}

/** The point and the digits after it. */
const fractionLength = (call: Call): number => (precision(call) === 0 ? 0 : precision(call) + 1);

function precision(call: Call): number {
  const type = call.values[0]?.type;
  return type !== undefined && (type.kind === 'timestamp' || type.kind === 'timestamptz') ? type.precision : 0;
}
