import { AthenaError, RefusedError } from '../errors';
import { DATE, INTERVAL_DAY, time, typeText, type Type } from '../types';
import { nullOf, type Value } from '../values/value';
import type { ArithmeticOperator } from '../syntax/ast';

/**
 * An operator with a literal NULL: Trino chooses among the operators that NULL fits, or says that it cannot (recorded from
 * Trino 476). Undefined where NULL simply takes the other side's type.
 */
export function analyzeNullArithmetic(operator: ArithmeticOperator, left: Value, right: Value): Value | undefined {
  const [l, r] = [left.type.kind, right.type.kind];
  if (l !== 'unknown' && r !== 'unknown') return undefined;
  const other = l === 'unknown' ? right.type : left.type;
  if (l === r || isAmbiguous(operator, left.type, right.type)) throw ambiguous(operator, left, right);
  const type = temporalResult(operator, l === 'unknown', other);
  if (type !== undefined) return nullOf(type);
  if (isNumber(other)) return undefined;
  throw new RefusedError(`${typeText(left.type)} ${operator} ${typeText(right.type)}`, 'CAST(NULL AS ..)');
}

const NUMBERS = ['tinyint', 'smallint', 'integer', 'bigint', 'decimal', 'real', 'double'];
const isNumber = (type: Type): boolean => NUMBERS.includes(type.kind);

/** Numbers that an interval can be multiplied by, or divided by, as they are. */
function isAmbiguous(operator: ArithmeticOperator, left: Type, right: Type): boolean {
  const [l, r] = [left.kind, right.kind];
  const other = l === 'unknown' ? r : l;
  if (operator === '*') return other === 'double' || other === 'bigint';
  if (operator === '/') return r === 'double';
  if (operator === '+') return ['intervalDay', 'intervalYear', 'timestamp', 'timestamptz'].includes(other);
  if (operator !== '-') return false;
  const minuend = ['timestamp', 'timestamptz', 'time', 'timetz', 'intervalDay', 'intervalYear'].includes(l);
  return minuend || r === 'intervalDay' || r === 'intervalYear';
}

function temporalResult(operator: ArithmeticOperator, isLeftNull: boolean, other: Type): Type | undefined {
  const { kind } = other;
  const isInterval = kind === 'intervalDay' || kind === 'intervalYear';
  if (isInterval && (operator === '*' || (operator === '/' && !isLeftNull))) return other;
  if (kind === 'date' && (operator === '+' || operator === '-'))
    return operator === '-' && isLeftNull ? INTERVAL_DAY : DATE;
  if (kind === 'time' && operator === '+') return time(Math.max(3, other.precision));
  if ((kind === 'timestamp' || kind === 'timestamptz') && operator === '-' && isLeftNull) return INTERVAL_DAY;
  return undefined;
}

const ambiguous = (operator: string, left: Value, right: Value): AthenaError =>
  new AthenaError(
    'AMBIGUOUS_FUNCTION_CALL',
    `Could not choose a best candidate operator for ${typeText(left.type)} ${operator} ${typeText(right.type)}. Explicit type casts must be added.`,
  );
