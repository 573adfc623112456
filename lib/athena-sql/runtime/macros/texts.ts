import { fail } from '../../representation';
import { macro, type Macro } from './macro';

/** Parts of texts, and roundings. */
export const TEXTS_AND_NUMBERS: readonly Macro[] = [
  // positions count from 1, from the end when negative; 0 and what lies outside give ''
  macro(
    't_substr(x, n)',
    `CASE WHEN n > 0 THEN substring(x, n) WHEN n = 0 OR - n > length(x) THEN CASE WHEN x IS NOT NULL THEN '' END ELSE substring(x, length(x) + n + 1) END`,
  ),
  macro(
    't_substr_length(x, n, l)',
    `CASE WHEN l <= 0 THEN CASE WHEN x IS NOT NULL AND n IS NOT NULL THEN '' END WHEN l IS NULL THEN NULL ELSE left(t_substr(x, n), least(l, 2147483647)) END`,
  ),
  macro(
    't_split(x, d)',
    `CASE WHEN d = '' THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'The delimiter may not be the empty string')} ELSE string_split(x, d) END`,
  ),
  macro(
    't_split_part(x, d, n)',
    `CASE WHEN n <= 0 THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'Index must be greater than zero')} WHEN d = '' THEN CASE WHEN n <= length(x) THEN substring(x, n, 1) END ELSE string_split(x, d)[n] END`,
  ),
  // the bits of a bigint
  macro(
    't_from_big_endian(b)',
    `CASE WHEN octet_length(b) <> 8 THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'expected 8-byte input')} ELSE CAST(CAST(CAST('0x' || hex(b) AS UBIGINT) AS BIT) AS BIGINT) END`,
  ),
  macro('t_concat_ws(s, l)', `CASE WHEN s IS NOT NULL AND l IS NOT NULL THEN coalesce(array_to_string(l, s), '') END`),

  // decimal places of a double as Trino computes them
  macro(
    't_round_double(x, n)',
    `CASE WHEN NOT isfinite(x) THEN x WHEN n = 0 THEN round(x) WHEN NOT isfinite(x * pow(10.0::DOUBLE, n)) THEN x ELSE round(x * pow(10.0::DOUBLE, n)) / pow(10.0::DOUBLE, n) END`,
  ),
  macro(
    't_round_integer(x, n)',
    `CASE WHEN n >= 0 THEN x WHEN n < -18 THEN ${fail('NUMERIC_VALUE_OUT_OF_RANGE', 'numerical overflow')} ELSE CAST(sign(x) * ((abs(CAST(x AS HUGEINT)) + CAST(pow(10, - n) AS HUGEINT) // 2) // CAST(pow(10, - n) AS HUGEINT) * CAST(pow(10, - n) AS HUGEINT)) AS BIGINT) END`,
  ),

  macro(
    't_repeat_count(n)',
    `CASE WHEN n > 10000 THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'count argument of repeat function must be less than or equal to 10000')} WHEN n < 0 THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'count argument of repeat function must be greater than or equal to 0')} ELSE n END`,
  ),
];
