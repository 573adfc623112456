import { fail } from '../representation';
import type { ArithmeticOperator } from '../syntax/ast';
import { isFloating, isNumeric, type Type } from '../types';
import { commonType } from '../values/common-type';
import { coerce } from '../values/coercion';
import { throwing, value, type Value } from '../values/value';
import { concatenate } from './concatenation';
import { decimalArithmetic } from './decimal-arithmetic';
import { mismatch } from './mismatch';
import { analyzeNullArithmetic } from './null-arithmetic';
import { temporalArithmetic } from './temporal-arithmetic';

export function analyzeArithmetic(operator: ArithmeticOperator, left: Value, right: Value): Value {
  if (operator === '||') return concatenate(left, right);
  const withNull = analyzeNullArithmetic(operator, left, right);
  if (withNull !== undefined) return withNull;
  const type = commonType(left.type, right.type);
  if (type !== undefined && isNumeric(type)) {
    if (type.kind === 'decimal') return decimalArithmetic(operator, left, right);
    return numericArithmetic(operator, coerce(left, type), coerce(right, type), type);
  }
  const temporal = temporalArithmetic(operator, left, right);
  if (temporal !== undefined) return temporal;
  throw mismatch(operator, left, right);
}

function numericArithmetic(operator: ArithmeticOperator, left: Value, right: Value, type: Type): Value {
  const [a, b] = [left.sql, right.sql];
  if (isFloating(type)) {
    // x / 0 is infinite and x % 0 is NaN where ieee_floating_point_ops is set, which a session sets; fmod() rounds down
    return value(`(${a} ${operator} ${b})`, type, left, right);
  }
  if (operator !== '/' && operator !== '%') return throwing(`(${a} ${operator} ${b})`, type);
  const native = operator === '/' ? '//' : '%';
  return throwing(
    `(CASE WHEN ${b} = 0 THEN ${fail('DIVISION_BY_ZERO', 'Division by zero')} ELSE ${a} ${native} ${b} END)`,
    type,
  );
}
