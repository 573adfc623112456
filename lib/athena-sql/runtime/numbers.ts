import { AthenaError, RefusedError } from '../errors';

/** A double as Java prints it, Double.toString: `1.0`, `1.0E10`, `NaN`. */
export function javaDouble(number: number): string {
  if (Number.isNaN(number)) return 'NaN';
  if (!Number.isFinite(number)) return number > 0 ? 'Infinity' : '-Infinity';
  if (number === 0) return Object.is(number, -0) ? '-0.0' : '0.0';
  const shortest = number.toExponential();
  // of one digit alone Java thinks it too few: the nearest text of two digits
  const two = number.toExponential(1);
  const text = /^-?\de/.test(shortest) && Number(two) === number ? two : shortest;
  return javaFloatText(text.replace(/\.0e/, 'e'), Math.abs(number) >= 1e-3 && Math.abs(number) < 1e7);
}

/** A real (4 bytes) as Java prints it, Float.toString: the shortest digits that give the same real again. */
export function javaFloat(number: number): string {
  if (!Number.isFinite(number) || number === 0) return javaDouble(number);
  let text = number.toExponential();
  for (let digits = 0; digits < 9; digits++) {
    text = number.toExponential(digits);
    if (Math.fround(Number(text)) === Math.fround(number)) break;
  }
  return javaFloatText(text, Math.abs(number) >= 1e-3 && Math.abs(number) < 1e7);
}

/**
 * A double as CAST(.. AS varchar) gives it: always with an exponent. Trino's digits are the shortest ones, but not of
 * integers beyond 2^53 nor of subnormal numbers (measured on Trino 476): these are refused.
 */
export function trinoDouble(number: number): string {
  if (Number.isFinite(number) && (Math.abs(number) > 2 ** 53 || (number !== 0 && Math.abs(number) < 2.3e-308))) {
    throw new RefusedError('CAST of a double beyond 2^53 AS varchar');
  }
  if (!Number.isFinite(number)) return javaDouble(number);
  if (number === 0) return Object.is(number, -0) ? '-0E0' : '0E0';
  return javaFloatText(number.toExponential(), false);
}

/** A real as CAST(.. AS varchar) gives it: seven digits at most, half up. */
export function trinoReal(number: number): string {
  if (!Number.isFinite(number) || number === 0) return trinoDouble(number);
  return javaFloatText(number.toExponential(6).replace(/\.?0*e/, 'e'), false);
}

/** Writes `d.ddde±x` plainly or with Java's exponent. */
function javaFloatText(exponential: string, plain: boolean): string {
  const [mantissa = '', exponent = '0'] = exponential.split('e');
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  if (!plain) return `${sign}${whole}.${fraction === '' ? '0' : fraction}E${Number(exponent)}`;
  const digits = whole + fraction;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.slice(0, point).padEnd(point, '0')}.${digits.slice(point) || '0'}`;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** A number's text as decimal(precision, scale), rounded half up as BigDecimal does; undefined if it is none or too big. */
export function decimalText(text: string, precision: number, scale: number): string | undefined {
  const m = NUMBER.exec(text);
  if (m === null || (m[2] ?? '') + (m[3] ?? '') === '') return undefined;
  const exponent = Number(m[4] ?? 0) - (m[3] ?? '').length + scale;
  const digits = BigInt((m[2] ?? '') + (m[3] ?? ''));
  if (digits === 0n) return format(0n, '', scale);
  if (exponent > 80) return undefined;
  let unscaled: bigint;
  if (exponent >= 0) unscaled = digits * 10n ** BigInt(exponent);
  else if (-exponent > digits.toString().length) unscaled = 0n;
  else {
    const divisor = 10n ** BigInt(-exponent);
    unscaled = (digits + divisor / 2n) / divisor;
  }
  if (unscaled >= 10n ** BigInt(precision)) return undefined;
  return format(unscaled, unscaled === 0n ? '' : m[1] === '-' ? '-' : '', scale);
}

function format(unscaled: bigint, sign: string, scale: number): string {
  const text = unscaled.toString().padStart(scale + 1, '0');
  return scale === 0 ? sign + text : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

function toUnscaled(text: string, scale: number): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const digits = BigInt(whole + fraction.padEnd(scale, '0'));
  return text.startsWith('-') ? -digits : digits;
}

const scaleOf = (text: string): number => (text.split('.')[1] ?? '').length;
const fromUnscaled = (unscaled: bigint, scale: number): string =>
  format(unscaled < 0n ? -unscaled : unscaled, unscaled < 0n ? '-' : '', scale);
const divisionByZero = (): AthenaError => new AthenaError('DIVISION_BY_ZERO', 'Division by zero');

/** A quotient of two decimals, rounded half up to a scale. */
export function decimalDivide(a: string, b: string, scale: number): string {
  const divisor = toUnscaled(b, scaleOf(b));
  if (divisor === 0n) throw divisionByZero();
  const shift = scale - scaleOf(a) + scaleOf(b);
  const dividend = toUnscaled(a, scaleOf(a)) * (shift > 0 ? 10n ** BigInt(shift) : 1n);
  return fromUnscaled(within38(divideHalfUp(dividend, divisor * (shift < 0 ? 10n ** BigInt(-shift) : 1n))), scale);
}

/** A decimal's digits, which must not be more than 38. */
function within38(unscaled: bigint): bigint {
  if (unscaled < 10n ** 38n && unscaled > -(10n ** 38n)) return unscaled;
  throw overflow();
}

const overflow = (): AthenaError => new AthenaError('NUMERIC_VALUE_OUT_OF_RANGE', 'Decimal overflow');

/** A sum of two decimals, or their difference. */
export function decimalAdd(a: string, b: string, scale: number, negated: boolean): string {
  const [x, y] = [toUnscaled(a, scale), toUnscaled(b, scale)];
  // Trino brings both to the scale in 128 bits
  for (const operand of [x, y]) if (operand >= 2n ** 127n || operand < -(2n ** 127n)) throw overflow();
  return fromUnscaled(within38(negated ? x - y : x + y), scale);
}

function divideHalfUp(a: bigint, b: bigint): bigint {
  const negative = a < 0n !== b < 0n;
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  const quotient = (2n * x + y) / (2n * y);
  return negative ? -quotient : quotient;
}

/** A remainder; it has the sign of the dividend. */
export function decimalMod(a: string, b: string, scale: number): string {
  const divisor = toUnscaled(b, scale);
  if (divisor === 0n) throw divisionByZero();
  return fromUnscaled(toUnscaled(a, scale) % divisor, scale);
}

/** round(x, n) that keeps x's scale; n may be negative. */
export function decimalRound(x: string, n: number, scale: number): string {
  if (n >= scale) return x;
  const unit = 10n ** BigInt(Math.min(scale - n, 80));
  return fromUnscaled(within38(divideHalfUp(toUnscaled(x, scale), unit) * unit), scale);
}

/** Digits of any script as 0 to 9. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    // digits of a script follow each other, and scripts of digits may follow each other too
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((code - zero) % 10);
  });
}

/** Double.parseDouble of a plain number; beyond its range it is infinite or zero, where DuckDB's CAST fails. */
export const parseDouble = (text: string): number => Number(text);

/** A decimal's text with n of its digits behind the point, or with as many zeros before it as n is negative. */
export function truncateDecimal(text: string, n: number): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(text) ?? [];
  if (n > 0 && fraction !== '') return `${sign}${whole}.${fraction.slice(0, n)}`;
  if (n >= 0) return `${sign}${whole === '' ? '0' : whole}`;
  const kept = whole.slice(0, Math.max(0, whole.length + n));
  return kept === '' ? '0' : sign + kept + '0'.repeat(whole.length - kept.length);
}
