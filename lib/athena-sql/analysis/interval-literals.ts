import { AthenaError, RefusedError } from '../errors';
import type { Expression } from '../syntax/ast';
import { INTERVAL_DAY, INTERVAL_YEAR } from '../types';
import type { Value } from '../values/value';

type Interval = Extract<Expression, { kind: 'interval' }>;

/** The units of each of the two types of intervals, from the greatest on, and how many of the type's own units one has. */
const DAY_UNITS = { DAY: 86_400_000n, HOUR: 3_600_000n, MINUTE: 60_000n, SECOND: 1000n };
const YEAR_UNITS = { YEAR: 12n, MONTH: 1n };
const UNITS: Readonly<Record<string, bigint>> = { ...DAY_UNITS, ...YEAR_UNITS };
/** What stands before a number of the unit, where it is not the first. */
const SEPARATORS: Readonly<Record<string, string>> = { HOUR: ' ', MINUTE: ':', SECOND: ':', MONTH: '-' };
const MOST = 2n ** 31n - 1n;

/**
 * INTERVAL '..' of one unit, or of several as in `'1 2:03' DAY TO MINUTE`, of which the last may be missing. A number may be
 * greater than its unit has, such as 30 hours.
 *
 * @throws AthenaError INVALID_LITERAL
 */
export function analyzeInterval(node: Interval): Value {
  if (!(node.from in UNITS)) {
    if (node.to !== undefined) throw new RefusedError(`INTERVAL in ${node.from} TO ${node.to}`, 'DAY TO SECOND');
    throw new AthenaError('TYPE_NOT_FOUND', `Unknown type: INTERVAL in ${node.from}. A week is INTERVAL '7' DAY`);
  }
  const units = unitsOf(node);
  const [, sign = '', text = ''] = /^([+-]?)([^]*)$/.exec(node.value) ?? [];
  const numbers = text.match(pattern(units));
  if (numbers === null) throw isOdd(text) ? odd(node) : invalid(node);
  let sum = 0n;
  for (const [i, unit] of units.entries()) {
    const [whole = '', fraction = ''] = (numbers[i + 1] ?? '0').split('.');
    if (BigInt(whole) > MOST) throw invalid(node);
    // what lies behind a millisecond is cut off
    sum += BigInt(whole) * (UNITS[unit] ?? 0n) + BigInt(fraction.slice(0, 3).padEnd(3, '0'));
  }
  const isMonths = node.from in YEAR_UNITS;
  const total = sign === '-' ? -sum : sum;
  if (isMonths && (total > MOST || total < -MOST - 1n)) throw invalid(node);
  const amount = node.negative ? -total : total;
  if (isMonths && amount > MOST) throw odd(node);
  const literal = Number(amount);
  return {
    sql: `CAST(${amount.toString()} AS BIGINT)`,
    type: isMonths ? INTERVAL_YEAR : INTERVAL_DAY,
    throws: false,
    ...(Number.isSafeInteger(literal) ? { literal } : {}),
  };
}

/** The units from the first to the last that the literal names. */
function unitsOf({ from, to }: Interval): string[] {
  if (to === undefined) return [from];
  const all = Object.keys(from in YEAR_UNITS ? YEAR_UNITS : DAY_UNITS);
  const [first, last] = [all.indexOf(from), all.indexOf(to)];
  if (last <= first) throw new AthenaError('INVALID_LITERAL', `Invalid interval qualifier: ${from} TO ${to}`);
  return all.slice(first, last + 1);
}

/** A group for the number of each unit; each but the first may be missing with those behind it. */
function pattern(units: readonly string[]): RegExp {
  const source = units.reduceRight((rest, unit, i) => {
    const number = unit === 'SECOND' ? String.raw`(\d+(?:\.\d+)?)` : String.raw`(\d+)`;
    return i === 0 ? number + rest : `(?:${SEPARATORS[unit] ?? ''}${number}${rest})?`;
  }, '');
  return new RegExp(`^${source}$`);
}

/** What Trino's parser may take although a number is missing, or has another decimal mark. */
const isOdd = (text: string): boolean => /^$|[ :.,-]$|:\.|^\.|,|^\+/.test(text) && /^[\d :.,+-]*$/.test(text);

const odd = ({ value }: Interval): RefusedError => new RefusedError(`INTERVAL '${value}'`, 'all its numbers', 'has it');

const invalid = ({ value, from, to }: Interval): AthenaError =>
  new AthenaError('INVALID_LITERAL', `Invalid INTERVAL ${from}${to === undefined ? '' : ` TO ${to}`} value: ${value}`);
