import { duckType, type DecimalType } from '../types';

/** A quotient rounded half up to its type's scale. */
export const divide = (a: string, b: string, type: DecimalType): string =>
  `CAST(t_decimal_divide(CAST(${a} AS VARCHAR), CAST(${b} AS VARCHAR), ${type.scale}) AS ${duckType(type)})`;
