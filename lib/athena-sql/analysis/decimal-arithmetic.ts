import { AthenaError } from '../errors';
import type { ArithmeticOperator } from '../syntax/ast';
import { decimal, duckType, integerAsDecimal, type DecimalType, type Type } from '../types';
import { coerce } from '../values/coercion';
import { divide } from '../values/divide';
import { throwing, type Value } from '../values/value';

const asDecimal = (type: Type): DecimalType =>
  type.kind === 'decimal' ? type : (integerAsDecimal(type) ?? decimal(1, 0));

/** Result types as Trino derives them; DuckDB's own differ, and its division leaves the decimals. */
export function decimalArithmetic(operator: ArithmeticOperator, left: Value, right: Value): Value {
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
