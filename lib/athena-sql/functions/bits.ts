import { fail, refuseCase } from '../representation';
import { overload, type Overload } from './signature';

const WIDTHS = { tinyint: 8, smallint: 16, integer: 32, bigint: 64 } as const;

/** A bit shift of each integer type; it is computed in 128 bits and cut to the type's own. */
const shift = (emit: (x: string, n: string, width: number) => string): Overload[] =>
  Object.entries(WIDTHS).map(([type, width]) =>
    overload(
      `${type}, integer -> ${type}`,
      ([x = '', n = '']) => {
        const negative = refuseCase(`${n} < 0`, 'A shift by a negative number');
        return `(CASE ${negative} ELSE ${emit(x, n, width)} END)`;
      },
      { throws: true },
    ),
  );

/** The lowest bits of a number, as a signed integer of that width. */
const toSigned = (sql: string, width: number): string => {
  const [half, whole] = [`${2n ** BigInt(width - 1)}::HUGEINT`, `${2n ** BigInt(width)}::HUGEINT`];
  const type = { 8: 'TINYINT', 16: 'SMALLINT', 32: 'INTEGER', 64: 'BIGINT' }[width] ?? 'BIGINT';
  return `CAST(((((${sql}) % ${whole} + ${whole}) % ${whole} + ${half}) % ${whole}) - ${half} AS ${type})`;
};

const toUnsigned = (x: string, width: number): string => {
  const whole = `${2n ** BigInt(width)}::HUGEINT`;
  return `((CAST(${x} AS HUGEINT) + ${whole}) % ${whole})`;
};

const power = (n: string): string => `CAST(pow(2::DOUBLE, ${n}) AS HUGEINT)`;

/** Ones among the lowest bits of a number that fits in so many. */
function countOnes([x = '', n = '']: readonly string[]): string {
  const half = `(1::BIGINT << CAST(greatest(least(${n}, 63), 2) - 1 AS INTEGER))`;
  const checks = [
    [`${n} < 2 OR ${n} > 64`, 'Bits specified in bit_count must be between 2 and 64'],
    [`${n} < 64 AND (${x} >= ${half} OR ${x} < -${half})`, 'Number must be representable with the bits specified'],
  ].map(([condition = '', text = '']) => `WHEN ${condition} THEN ${fail('INVALID_FUNCTION_ARGUMENT', text)}`);
  const signs = `CASE WHEN ${x} < 0 THEN 64 - ${n} ELSE ${n} - ${n} END`;
  return `(CASE ${checks.join(' ')} ELSE CAST(bit_count(${x}) AS BIGINT) - (${signs}) END)`;
}

/** Shifts and counts of bits. */
export const BITS: Readonly<Record<string, readonly Overload[]>> = {
  bit_count: [overload('bigint, bigint -> bigint', countOnes, { throws: true })],
  bitwise_left_shift: shift((x, n, width) => {
    // what is shifted out first cannot make the product too great for 128 bits
    const kept = `(${toUnsigned(x, width)} % ${power(`greatest(${width} - ${n}, 0)`)})`;
    return `CASE WHEN ${n} >= ${width} THEN ${toSigned('0::HUGEINT', width)} ELSE ${toSigned(`${kept} * ${power(n)}`, width)} END`;
  }),
  bitwise_right_shift: shift(
    (x, n, width) =>
      `CASE WHEN ${n} >= ${width} THEN ${toSigned('0::HUGEINT', width)} ELSE ${toSigned(`${toUnsigned(x, width)} // ${power(n)}`, width)} END`,
  ),
  bitwise_right_shift_arithmetic: shift((x, n, width) => {
    const by = power(`least(${n}, ${width - 1})`);
    const wide = `CAST(${x} AS HUGEINT)`;
    return toSigned(`CASE WHEN ${x} >= 0 THEN ${wide} // ${by} ELSE -1 - ((-1 - ${wide}) // ${by}) END`, width);
  }),
};
