import { itemsOf, type Shape } from './inventory';

/** A column type for numbers, which of their shapes it reads, and what they look like. */
export interface NumberReading {
  readonly type: string;
  readonly reads: readonly Shape[];
  readonly because: string;
}

/** Athena's longest decimal. */
const MAX_DIGITS = 38;
/** Digits that every bigint can have. */
const BIGINT_DIGITS = 18;
/** Room before the point, so that tomorrow's numbers fit too. */
const WHOLE_DIGITS = 10;
/** An exact type is proposed only if it reads this share of the numbers; else a double, which reads all. */
const EXACT_SHARE = 0.99;

interface Digits {
  readonly whole: number;
  readonly fraction: number;
}

/** The exact type that reads all numbers or nearly all; a double where there is none, or none that is written out. */
export function numberType(shapes: readonly Shape[]): NumberReading {
  const written = shapes.filter((shape) => digitsOf(shape) !== undefined);
  const whole = Math.max(0, ...written.map((shape) => digitsOf(shape)?.whole ?? 0));
  const scales = [...new Set(written.map((shape) => digitsOf(shape)?.fraction ?? 0))].sort((a, b) => b - a);
  const [largest = 0] = scales;
  if (written.length > 0 && exactEnough(written, shapes)) {
    if (largest === 0 && whole <= BIGINT_DIGITS)
      return { type: 'bigint', reads: written, because: `whole, of at most ${digits(whole)}` };
    for (const scale of scales) {
      const precision = whole <= WHOLE_DIGITS ? Math.min(MAX_DIGITS, WHOLE_DIGITS + scale) : MAX_DIGITS;
      const reads = written.filter((shape) => fits(shape, precision, scale));
      if (exactEnough(reads, shapes))
        return { type: `decimal(${precision},${scale})`, reads, because: decimals(reads) };
    }
  }
  const because = `${sizes(whole, largest, written.length, shapes.length)}: a double, which keeps about 15 digits`;
  return { type: 'double', reads: shapes, because };
}

function sizes(whole: number, fraction: number, written: number, all: number): string {
  if (written === 0) return 'all with an exponent';
  const findMost = `up to ${digits(whole)} before and ${fraction} after the point`;
  return written < all ? `${findMost}, others with an exponent` : `${findMost}, which no decimal holds`;
}

function decimals(shapes: readonly Shape[]): string {
  const findMost = (of: keyof Digits) => Math.max(...shapes.map((shape) => digitsOf(shape)?.[of] ?? 0));
  const fraction = findMost('fraction');
  return fraction === 0
    ? `whole, of at most ${digits(findMost('whole'))}`
    : `with at most ${digits(findMost('whole'))} before and ${fraction} after the point`;
}

function exactEnough(reads: readonly Shape[], all: readonly Shape[]): boolean {
  return itemsOf(reads) >= EXACT_SHARE * itemsOf(all);
}

function fits(shape: Shape, precision: number, scale: number): boolean {
  const found = digitsOf(shape);
  return found !== undefined && found.fraction <= scale && found.whole <= precision - scale;
}

/** @returns undefined for numbers with an exponent */
function digitsOf({ shape }: Shape): Digits | undefined {
  const [, whole, fraction] = /(\d+)\.(\d+)$/.exec(shape) ?? [];
  return whole === undefined || fraction === undefined
    ? undefined
    : { whole: Number(whole), fraction: Number(fraction) };
}

function digits(number: number): string {
  return number <= 1 ? '1 digit' : `${number} digits`;
}
