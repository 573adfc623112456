import { AthenaError, RefusedError } from '../errors';
import { roundTime, timeTz, withinDay } from '../values/time-conversion';
import { duckType, type Type } from '../types';
import { overload, type Call, type Overload } from './signature';

/** Picoseconds of the units that a time has. */
const UNITS: Readonly<Record<string, number>> = {
  millisecond: 1e9,
  second: 1e12,
  minute: 60e12,
  hour: 3600e12,
};

function unit(call: Call): number {
  const literal = call.literal(0);
  if (typeof literal !== 'string') throw new RefusedError('A date unit that is computed', 'a literal', 'has it');
  const picoseconds = UNITS[literal.toLowerCase()];
  if (picoseconds === undefined)
    throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `'${literal}' is not a valid TIME field`);
  return picoseconds;
}

const typeOf = (call: Call, index: number): Type => call.values[index]?.type ?? { kind: 'unknown' };
const precisionOf = (call: Call, index: number): number => {
  const type = typeOf(call, index);
  return 'precision' in type ? type.precision : 0;
};
const sameAs =
  (index: number) =>
  (call: Call): Type =>
    typeOf(call, index);

/** The same of a time and of the clock of a time with time zone. */
const part = (emit: (picoseconds: string) => string): Overload[] => [
  overload('time -> bigint', ([x = '']) => emit(x)),
  overload('timetz -> bigint', ([x = '']) => emit(`(${x}).p`)),
];

/** A new clock for a time with time zone. */
const withClock = (x: string, picoseconds: string, type: Type): string =>
  `(CASE WHEN ${x} IS NOT NULL THEN CAST(${timeTz(picoseconds, `(${x}).o`)} AS ${duckType(type)}) END)`;

const utc = (x: string): string => `t_time_in_utc(${x})`;

const truncateToUnit = (picoseconds: string, call: Call): string => `(${picoseconds} // ${unit(call)} * ${unit(call)})`;

/** Units that the precision does not hold are rounded to it. */
function addUnits(picoseconds: string, n: string, call: Call): string {
  const whole = 86_400e12 / unit(call);
  return roundTime(withinDay(`(${picoseconds} + (${n} % ${whole}) * ${unit(call)})`), 12, precisionOf(call, 2));
}

/** Functions of times of the day: a time is its picoseconds, a time with time zone has minutes from UTC besides. */
export const TIMES: Readonly<Record<string, readonly Overload[]>> = {
  hour: part((p) => `(${p} // 3600000000000000)`),
  minute: part((p) => `(${p} // 60000000000000 % 60)`),
  second: part((p) => `(${p} // 1000000000000 % 60)`),
  millisecond: part((p) => `(${p} // 1000000000 % 1000)`),
  timezone_hour: [overload('timetz -> bigint', ([x = '']) => `CAST(trunc((${x}).o / 60) AS BIGINT)`)],
  timezone_minute: [overload('timetz -> bigint', ([x = '']) => `CAST((${x}).o % 60 AS BIGINT)`)],
  date_trunc: [
    overload('varchar, time -> time', ([, x = ''], call) => truncateToUnit(x, call), { result: sameAs(1) }),
    overload(
      'varchar, timetz -> timetz',
      ([, x = ''], call) => withClock(x, truncateToUnit(`(${x}).p`, call), typeOf(call, 1)),
      {
        result: sameAs(1),
      },
    ),
  ],
  date_add: [
    overload('varchar, bigint, time -> time', ([, n = '', x = ''], call) => addUnits(x, n, call), {
      result: sameAs(2),
    }),
    overload(
      'varchar, bigint, timetz -> timetz',
      ([, n = '', x = ''], call) => withClock(x, addUnits(`(${x}).p`, n, call), typeOf(call, 2)),
      { result: sameAs(2) },
    ),
  ],
  date_diff: [
    overload('varchar, time, time -> bigint', ([, a = '', b = ''], call) => `((${b} - ${a}) // ${unit(call)})`),
    overload(
      'varchar, timetz, timetz -> bigint',
      ([, a = '', b = ''], call) => `((${utc(b)} - ${utc(a)}) // ${unit(call)})`,
    ),
  ],
};
