import { AthenaError, RefusedError } from '../errors';
import type { ArithmeticOperator, Expression } from '../syntax/ast';
import { comparable, fail } from '../representation';
import {
  commonType,
  DATE,
  decimal,
  DOUBLE,
  duckType,
  INTEGER,
  integerAsDecimal,
  INTERVAL_DAY,
  isFloating,
  isInteger,
  isNumeric,
  timestamp,
  timestampTz,
  typeText,
  type DecimalType,
  type Type,
} from '../types';
import { throwing, value, type Value } from '../values/value';
import { divide } from '../values/divide';
import { coerce } from '../values/coercion';
import { analyzeNullArithmetic } from './null-arithmetic';
import { isTime, timeTz, withinDay } from '../values/time-conversion';
import { concatenate } from './concatenation';
import { integerLiteral, decimalLiteral } from './literals';
import { analyze } from './analyze';
import type { Context } from './scope';

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

export const mismatch = (operator: string, left: Value, right: Value): AthenaError =>
  new AthenaError('TYPE_MISMATCH', `Cannot apply operator: ${typeText(left.type)} ${operator} ${typeText(right.type)}`);

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

const asDecimal = (type: Type): DecimalType =>
  type.kind === 'decimal' ? type : (integerAsDecimal(type) ?? decimal(1, 0));

/** Result types as Trino derives them; DuckDB's own differ, and its division leaves the decimals. */
function decimalArithmetic(operator: ArithmeticOperator, left: Value, right: Value): Value {
  const x = asDecimal(left.type);
  const y = asDecimal(right.type);
  const a = coerce(left, x).sql;
  const b = coerce(right, y).sql;
  const scale = Math.max(x.scale, y.scale);
  switch (operator) {
    case '+':
    case '-': {
      const whole = Math.max(x.precision - x.scale, y.precision - y.scale);
      const type = decimal(Math.min(38, whole + scale + 1), scale);
      const wide = duckType(type);
      // of 38 digits, an operand may have more whole ones than the result
      if (whole + scale + 1 > 38)
        return throwing(
          `CAST(t_decimal_add(CAST(${a} AS VARCHAR), CAST(${b} AS VARCHAR), ${scale}, ${operator === '-' ? 'TRUE' : 'FALSE'}) AS ${wide})`,
          type,
        );
      return throwing(`CAST((CAST(${a} AS ${wide}) ${operator} CAST(${b} AS ${wide})) AS ${wide})`, type);
    }
    case '*': {
      if (x.scale + y.scale > 38)
        throw new AthenaError(
          'INVALID_FUNCTION_ARGUMENT',
          `DECIMAL scale must be in range [0, precision (38)]: ${x.scale + y.scale}`,
        );
      const type = decimal(Math.min(38, x.precision + y.precision), x.scale + y.scale);
      // DuckDB keeps a product of small decimals within 18 digits; one wide factor makes it use 38
      const wide =
        x.precision + y.precision > 18 ? `CAST(${a} AS DECIMAL(${Math.max(19, x.precision)},${x.scale}))` : a;
      return throwing(`CAST((${wide} * ${b}) AS ${duckType(type)})`, type);
    }
    case '/': {
      const precision = x.precision + y.scale + Math.max(y.scale - x.scale, 0);
      const type = decimal(Math.min(38, precision), scale);
      return throwing(divide(a, b, type), type);
    }
    default: {
      const whole = Math.min(x.precision - x.scale, y.precision - y.scale);
      const type = decimal(Math.min(38, whole + scale), scale);
      return throwing(
        `CAST(t_decimal_mod(CAST(${a} AS VARCHAR), CAST(${b} AS VARCHAR), ${scale}) AS ${duckType(type)})`,
        type,
      );
    }
  }
}

function temporalArithmetic(operator: ArithmeticOperator, left: Value, right: Value): Value | undefined {
  const [l, r] = [left.type.kind, right.type.kind];
  const isInterval = (kind: string): boolean => kind === 'intervalDay' || kind === 'intervalYear';
  if (isInterval(l) && l === r && (operator === '+' || operator === '-'))
    return throwing(`(${left.sql} ${operator} ${right.sql})`, left.type);
  if (isInterval(l) && isNumeric(right.type)) return scaledInterval(operator, left, right);
  if (isNumeric(left.type) && isInterval(r) && operator === '*') return scaledInterval('*', right, left);
  if (isInterval(l) && operator === '+' && !isInterval(r)) return temporalArithmetic('+', right, left);
  if (isInterval(r) && (operator === '+' || operator === '-')) return addInterval(operator, left, right);
  if (operator !== '-') return undefined;
  const type = commonType(left.type, right.type);
  if (type !== undefined && isTime(type)) {
    const [a, b] = [left, right].map((v) => comparable(coerce(v, type).sql, type));
    return value(`t_round_div(${a ?? ''} - ${b ?? ''}, 1000000000)`, INTERVAL_DAY, left, right);
  }
  if (type?.kind === 'date')
    return value(`(CAST(date_diff('day', ${right.sql}, ${left.sql}) AS BIGINT) * 86400000)`, INTERVAL_DAY, left, right);
  if (type?.kind !== 'timestamp' && type?.kind !== 'timestamptz') return undefined;
  if (type.precision > 3)
    throw new RefusedError(`A difference of timestamps of precision ${type.precision}`, 'CAST(.. AS timestamp(3))');
  const at = (v: Value): string => (type.kind === 'timestamptz' ? `(${coerce(v, type).sql}).t` : coerce(v, type).sql);
  return value(`(epoch_ms(${at(left)}) - epoch_ms(${at(right)}))`, INTERVAL_DAY, left, right);
}

/** An interval times a number, or divided by one: by an integer exactly, by any other cut towards zero. */
function scaledInterval(operator: ArithmeticOperator, interval: Value, number: Value): Value | undefined {
  if (operator === '*' && isInteger(number.type))
    return throwing(`(${interval.sql} * CAST(${number.sql} AS BIGINT))`, interval.type);
  if (operator !== '*' && operator !== '/') return undefined;
  const scaled = `(CAST(${interval.sql} AS DOUBLE) ${operator} ${coerce(number, DOUBLE).sql})`;
  const most = interval.type.kind === 'intervalDay' ? '9e18' : '2147483647';
  return throwing(`t_scaled_interval(${scaled}, CAST(${most} AS DOUBLE))`, interval.type);
}

function addInterval(operator: '+' | '-', left: Value, right: Value): Value | undefined {
  const months = right.type.kind === 'intervalYear';
  const interval = months ? `to_months(CAST(${right.sql} AS INTEGER))` : `to_milliseconds(${right.sql})`;
  switch (left.type.kind) {
    case 'date':
      if (!months && (typeof right.literal !== 'number' || right.literal % 86_400_000 !== 0)) {
        if (typeof right.literal !== 'number')
          throw new RefusedError('A date with a computed INTERVAL DAY', `date_add('day', n, d)`);
        throw new AthenaError('INVALID_FUNCTION_ARGUMENT', 'Cannot add hour, minutes or seconds to a date');
      }
      return throwing(`CAST((${left.sql} ${operator} ${interval}) AS DATE)`, DATE);
    case 'timestamp':
      return throwing(
        `(${left.sql} ${operator} ${interval})`,
        months ? left.type : timestamp(Math.max(3, left.type.precision)),
      );
    case 'time':
    case 'timetz':
      return months ? undefined : addToTime(operator, left, right, left.type.precision);
    case 'timestamptz': {
      const type = months ? left.type : timestampTz(Math.max(3, left.type.precision));
      if (months) return throwing(`t_in_zone(t_local(${left.sql}) ${operator} ${interval}, (${left.sql}).z)`, type);
      return throwing(`t_at(((${left.sql}).t ${operator} ${interval}), (${left.sql}).z)`, type);
    }
    default:
      return undefined;
  }
}

function addToTime(operator: '+' | '-', left: Value, right: Value, precision: number): Value {
  const move = (clock: string): string => withinDay(`(${clock} ${operator} ${right.sql} % 86400000 * 1000000000)`);
  const type = { ...left.type, precision: Math.max(3, precision) } as Type;
  if (type.kind === 'time') return value(move(left.sql), type, left, right);
  const sql = timeTz(move(`(${left.sql}).p`), `(${left.sql}).o`);
  return value(`(CASE WHEN ${left.sql} IS NOT NULL AND ${right.sql} IS NOT NULL THEN ${sql} END)`, type, left, right);
}

const SIGNED = ['tinyint', 'smallint', 'integer', 'bigint', 'real', 'double'];

/** Unary plus, which Trino has for these types alone. */
export function analyzePlus(operand: Value): Value {
  if (SIGNED.includes(operand.type.kind)) return operand;
  throw new AthenaError('TYPE_MISMATCH', `Unary '+' operator cannot by applied to ${typeText(operand.type)} type`);
}

/** Unary minus. A literal keeps its sign, so that the smallest numbers can be written. */
export function analyzeMinus(node: Expression, context: Context): Value {
  if (node.kind === 'integer' && node.text === '9223372036854775808')
    return {
      sql: "CAST('-9223372036854775808' AS BIGINT)",
      type: { kind: 'bigint' },
      throws: false,
      literal: '-9223372036854775808',
    };
  if (node.kind === 'integer') {
    // the sign belongs to the literal: -2147483648 is an integer
    const type = node.text === '2147483648' ? INTEGER : integerLiteral(node.text).type;
    return { sql: `CAST(-${node.text} AS ${duckType(type)})`, type, throws: false, literal: -Number(node.text) };
  }
  if (node.kind === 'decimal') return { ...decimalLiteral(`-${node.text}`), type: decimalLiteral(node.text).type };
  const operand = analyze(node, context);
  if (operand.type.kind === 'unknown')
    throw new AthenaError('AMBIGUOUS_FUNCTION_CALL', 'Could not choose a best candidate operator for - unknown');
  if (!isNumeric(operand.type) && !operand.type.kind.startsWith('interval'))
    throw new AthenaError('TYPE_MISMATCH', `Cannot negate ${typeText(operand.type)}`);
  const minus = {
    ...value(`(- ${operand.sql})`, operand.type, operand),
    throws: operand.throws || isInteger(operand.type),
  };
  return typeof operand.literal === 'number' ? { ...minus, throws: false, literal: -operand.literal } : minus;
}
