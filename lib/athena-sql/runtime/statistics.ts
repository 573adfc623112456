import { AthenaError, RefusedError } from '../errors';

/** Below this distance from the mean the digits of a probability are Trino's rounding. */
const LEAST = -3.5;

/** normal_cdf: the probability of at most a value. @throws AthenaError where the deviation is not above 0 */
export function normalCdf(mean: number, deviation: number, value: number): number {
  if (!(deviation > 0)) throw new AthenaError('INVALID_FUNCTION_ARGUMENT', 'standardDeviation must be > 0');
  const distance = (value - mean) / deviation;
  if (distance < LEAST && Number.isFinite(distance)) throw new RefusedError('normal_cdf of so small a probability');
  return 0.5 * (1 + erf(distance / Math.SQRT2));
}

/** The error function, by its series near 0 and by its continued fraction beyond. */
function erf(x: number): number {
  if (Number.isNaN(x) || x === 0) return x;
  const size = Math.abs(x);
  const value = size > 6 ? 1 : size < 2.5 ? series(size) : 1 - tail(size);
  return x < 0 ? -value : value;
}

function series(x: number): number {
  let [term, sum] = [x, x];
  // x - x^3/3 + ... with all terms of one sign: exp(-x^2) * sum of 2^n x^(2n+1) / (1 * 3 * ... * (2n+1))
  for (let n = 1; term > sum * 1e-18; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

function tail(x: number): number {
  let fraction = 0;
  for (let n = 60; n > 0; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}

/**
 * width_bucket of bins: the place of a value among sorted numbers. As in Trino, only what the search meets is checked.
 *
 * @param texts the bins in DuckDB's words
 * @throws AthenaError for bins that are not sorted or not finite; RefusedError where one is NULL
 */
export function widthBucket(operand: number, texts: readonly (string | null)[]): bigint {
  const bins = texts.map((text) => {
    if (text === null) throw new RefusedError('width_bucket with a bin that is NULL');
    return Number(text.replace('inf', 'Infinity').replace('nan', 'NaN'));
  });
  if (bins.length === 0) throw invalid('Bins cannot be an empty array');
  if (Number.isNaN(operand)) throw invalid('Operand cannot be NaN');
  let [lower, upper] = [0, bins.length];
  while (lower < upper) {
    if ((bins[lower] ?? 0) > (bins[upper - 1] ?? 0)) throw invalid('Bin values are not sorted in ascending order');
    const index = Math.floor((lower + upper) / 2);
    const bin = bins[index] ?? 0;
    if (!Number.isFinite(bin)) throw invalid(`Bin value must be finite, got ${bin}`);
    if (operand < bin) upper = index;
    else lower = index + 1;
  }
  return BigInt(lower);
}

const invalid = (text: string): AthenaError => new AthenaError('INVALID_FUNCTION_ARGUMENT', text);

const UNITS = ['', 'K', 'M', 'B', 'T', 'Q'];

/** format_number: three digits and a unit, rounded half up. */
export function formatNumber(value: bigint): string {
  let number = Math.abs(Number(value));
  let unit = 0;
  for (; number >= 1000 && unit < UNITS.length - 1; unit++) number /= 1000;
  // Trino takes every negative number for a small one
  const digits = value < 0n || number < 10 ? 2 : number < 100 ? 1 : 0;
  return `${value < 0n ? '-' : ''}${Number(number.toFixed(digits))}${UNITS[unit] ?? ''}`;
}
