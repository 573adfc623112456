import { fail } from '../representation';
import { overload, type Overload } from './signature';

const invalid = (text: string): string => fail('INVALID_FUNCTION_ARGUMENT', text);

/** Buckets of numbers. */
export const BUCKETS: Readonly<Record<string, readonly Overload[]>> = {
  width_bucket: [
    overload(
      'double, double, double, bigint -> bigint',
      ([x = '', a = '', b = '', n = '']) => {
        const [low, high] = [`least(${a}, ${b})`, `greatest(${a}, ${b})`];
        const bucket = `CAST(floor(CASE WHEN ${x} < ${low} THEN 0 WHEN ${x} >= ${high} THEN ${n} + 1 ELSE ${n} * (${x} - ${low}) / (${high} - ${low}) + 1 END) AS BIGINT)`;
        const checks = [
          [`${n} <= 0`, 'bucketCount must be greater than 0'],
          [`isnan(${x})`, 'operand must not be NaN'],
          [`NOT isfinite(${a})`, 'first bound must be finite'],
          [`NOT isfinite(${b})`, 'second bound must be finite'],
          [`${a} = ${b}`, 'bounds cannot equal each other'],
        ].map(([condition = '', text = '']) => `WHEN ${condition} THEN ${invalid(text)}`);
        return `(CASE ${checks.join(' ')} WHEN ${a} < ${b} THEN ${bucket} ELSE ${n} - ${bucket} + 1 END)`;
      },
      { throws: true },
    ),
    overload(
      'double, array(double) -> bigint',
      ([x = '', bins = '']) => `t_width_bucket(${x}, CAST(to_json(CAST(${bins} AS VARCHAR[])) AS VARCHAR))`,
      { throws: true },
    ),
  ],
};
