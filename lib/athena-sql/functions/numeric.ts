import { fail } from '../representation';
import { decimal, duckType, type DecimalType, type Type } from '../types';
import { BITS } from './bits';
import { BUCKETS } from './buckets';
import { all, one } from './emit';
import { RANDOM } from './random';
import { overload, type Call, type Overload } from './signature';

const argument = (call: Call): DecimalType => call.values[0]?.type as DecimalType;

/** round, ceiling and floor of decimal(p,s) are decimal(p-s+1, 0). */
const whole = (call: Call): Type => {
  const { precision, scale } = argument(call);
  return decimal(Math.min(38, precision - scale + Math.min(1, scale)), 0);
};
const onDecimal = (name: string, result: (call: Call) => Type): Overload =>
  overload('decimal -> decimal', ([x = ''], call) => `CAST(${name}(${x}) AS ${duckType(result(call))})`, { result });
const INTEGERS = ['tinyint', 'smallint', 'integer', 'bigint'];
const onIntegers = (emit: (x: string) => string, throws = false): Overload[] =>
  INTEGERS.map((type) => overload(`${type} -> ${type}`, ([x = '']) => `CAST(${emit(x)} AS ${type})`, { throws }));
const onDouble = (emit: (x: string) => string): Overload => overload('double -> double', ([x = '']) => emit(x));
/** The same of a real, which stays one. */
const onReal = (emit: (x: string) => string): Overload =>
  overload('real -> real', ([x = '']) => `CAST(${emit(`CAST(${x} AS DOUBLE)`)} AS FLOAT)`);
const onFloating = (emit: (x: string) => string): Overload[] => [onReal(emit), onDouble(emit)];
/** DuckDB fails where Java gives NaN or an infinity. */
const total = (name: string, valid: string, below: string): Overload =>
  onDouble(
    (x) =>
      `(CASE WHEN ${x} ${valid} THEN ${name}(${x}) WHEN ${x} IS NULL THEN NULL ELSE ${below.replaceAll('x', () => x)} END)`,
  );
const logarithm = (name: string): Overload =>
  total(name, '> 0', "CASE WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE) ELSE CAST('NaN' AS DOUBLE) END");

/** A bigint as an integer type; of integer, Trino 476 fails with Java's own exception where it does not fit. */
function within(sql: string, type: string): string {
  if (type === 'bigint') return sql;
  const code = type === 'integer' ? 'GENERIC_INTERNAL_ERROR' : 'NUMERIC_VALUE_OUT_OF_RANGE';
  const failure = fail(code, `Out of range of ${type}`);
  return `(CASE WHEN ${sql} IS NULL OR TRY_CAST(${sql} AS ${type}) IS NOT NULL THEN CAST(${sql} AS ${type}) ELSE ${failure} END)`;
}

const ROUND_DIGITS: readonly Overload[] = [
  ...INTEGERS.map((type) =>
    overload(
      `${type}, integer -> ${type}`,
      ([x = '', n = '']) => within(`t_round_integer(CAST(${x} AS BIGINT), ${n})`, type),
      { throws: true },
    ),
  ),
  overload(
    'decimal, integer -> decimal',
    ([x = '', n = ''], call) => {
      const { precision, scale } = argument(call);
      return `CAST(t_decimal_round(CAST(${x} AS VARCHAR), ${n}, ${scale}) AS DECIMAL(${Math.min(38, precision + 1)},${scale}))`;
    },
    { result: (call) => decimal(Math.min(38, argument(call).precision + 1), argument(call).scale), throws: true },
  ),
  overload('real, integer -> real', ([x = '', n = '']) => `CAST(t_round_double(CAST(${x} AS DOUBLE), ${n}) AS FLOAT)`),
  overload('double, integer -> double', all('t_round_double')),
];

/** Functions of numbers. */
export const NUMERIC: Readonly<Record<string, readonly Overload[]>> = {
  abs: [
    ...onIntegers((x) => `abs(${x})`, true),
    overload('decimal -> arg1', one('abs')),
    ...onFloating((x) => `abs(${x})`),
  ],
  round: [
    ...onIntegers((x) => x),
    onDecimal('round', whole),
    ...onFloating((x) => `t_round_double(${x}, 0)`),
    ...ROUND_DIGITS,
  ],
  ceiling: [...onIntegers((x) => x), onDecimal('ceil', whole), ...onFloating((x) => `ceil(${x})`)],
  floor: [...onIntegers((x) => x), onDecimal('floor', whole), ...onFloating((x) => `floor(${x})`)],
  truncate: [
    ...onFloating((x) => `trunc(${x})`),
    overload('decimal -> decimal', ([x = ''], call) => `CAST(trunc(${x}) AS ${duckType(typeOfTruncate(call))})`, {
      result: typeOfTruncate,
    }),
    overload('decimal, integer -> arg1', ([x = '', n = ''], call) => {
      const text = `t_decimal_truncate(CAST(${x} AS VARCHAR), ${n})`;
      return `CAST(${text} AS ${duckType(argument(call))})`;
    }),
  ],
  sign: [
    ...onIntegers((x) => `sign(${x})`),
    overload('decimal -> decimal', ([x = '']) => `CAST(sign(${x}) AS DECIMAL(1,0))`, { result: () => decimal(1, 0) }),
    ...onFloating((x) => `(CASE WHEN isnan(${x}) THEN ${x} ELSE CAST(sign(${x}) AS DOUBLE) END)`),
  ],
  sqrt: [total('sqrt', '>= 0', "CAST('NaN' AS DOUBLE)")],
  cbrt: [onDouble((x) => `cbrt(${x})`)],
  exp: [onDouble((x) => `exp(${x})`)],
  ln: [logarithm('ln')],
  log2: [logarithm('log2')],
  log10: [logarithm('log10')],
  log: [
    overload(
      'double, double -> double',
      ([b = '', x = '']) =>
        `(CASE WHEN ${b} > 0 AND ${x} > 0 THEN ln(${x}) / ln(${b}) WHEN ${b} IS NULL OR ${x} IS NULL THEN NULL ELSE ${fail('INVALID_FUNCTION_ARGUMENT', 'log of what is not above 0')} END)`,
      { throws: true },
    ),
  ],
  power: [overload('double, double -> double', ([x = '', y = '']) => `t_power(${x}, ${y})`)],
  degrees: [onDouble((x) => `degrees(${x})`)],
  radians: [onDouble((x) => `radians(${x})`)],
  pi: [overload(' -> double', () => 'pi()')],
  e: [overload(' -> double', () => 'exp(CAST(1 AS DOUBLE))')],
  nan: [overload(' -> double', () => "CAST('NaN' AS DOUBLE)")],
  infinity: [overload(' -> double', () => "CAST('Infinity' AS DOUBLE)")],
  is_nan: [overload('double -> boolean', one('isnan'))],
  is_finite: [overload('double -> boolean', one('isfinite'))],
  is_infinite: [overload('double -> boolean', one('isinf'))],
  sin: [onDouble((x) => `sin(${x})`)],
  cos: [onDouble((x) => `cos(${x})`)],
  tan: [onDouble((x) => `tan(${x})`)],
  atan: [onDouble((x) => `atan(${x})`)],
  atan2: [overload('double, double -> double', all('atan2'))],
  bitwise_and: [overload('bigint, bigint -> bigint', ([a = '', b = '']) => `(${a} & ${b})`)],
  bitwise_or: [overload('bigint, bigint -> bigint', ([a = '', b = '']) => `(${a} | ${b})`)],
  bitwise_xor: [overload('bigint, bigint -> bigint', all('xor'))],
  bitwise_not: [overload('bigint -> bigint', ([x = '']) => `(~ ${x})`)],
  ...BITS,
  ...BUCKETS,
  ...RANDOM,
  normal_cdf: [overload('double, double, double -> double', all('t_normal_cdf'), { throws: true })],
  inverse_normal_cdf: [overload('double, double, double -> double', all('t_inverse_normal_cdf'), { throws: true })],
  format_number: [
    overload('bigint -> varchar', one('t_format_number')),
    overload('double -> varchar', ([x = '']) => `t_format_number(CAST(trunc(${x}) AS BIGINT))`, { throws: true }),
  ],
  to_base: [overload('bigint, bigint -> varchar(64)', all('t_to_base'), { throws: true })],
  from_base: [overload('varchar, bigint -> bigint', all('t_from_base'), { throws: true })],
};

function typeOfTruncate(call: Call): Type {
  const { precision, scale } = argument(call);
  return decimal(Math.max(1, precision - scale), 0);
}
