import { fail } from '../../representation';
import { macro, type Macro } from './macro';

const noSubscript = (condition: string, text: string): string =>
  `WHEN ${condition} THEN ${fail('INVALID_FUNCTION_ARGUMENT', text)}`;

/** Arrays: members, sets, sequences. */
export const ARRAYS: readonly Macro[] = [
  // subscripts fail outside the array, DuckDB gives NULL
  macro(
    't_subscript(a, i)',
    `CASE ${noSubscript('i = 0', 'SQL array indices start at 1')} ${noSubscript('i < 0', 'Array subscript is negative')} ${noSubscript('i > len(a)', 'Array subscript must be less than or equal to array length')} ELSE a[i] END`,
  ),
  macro('t_element_at(a, i)', `CASE ${noSubscript('i = 0', 'SQL array indices start at 1')} ELSE a[i] END`),
  macro(
    't_slice(a, s, l)',
    `CASE ${noSubscript('s = 0', 'SQL array indices start at 1')} ${noSubscript('l < 0', 'length must be greater than or equal to 0')} WHEN l = 0 OR abs(s) > len(a) THEN a[1:0] WHEN s > 0 THEN a[s:s + l - 1] ELSE a[len(a) + s + 1:len(a) + s + l] END`,
  ),
  macro('t_positive(n)', `CASE ${noSubscript('n <= 0', 'N must be positive')} ELSE n END`),
  // NULL among the elements makes an answer unknown
  macro('t_has_null(a)', `(len(a) <> list_count(a))`),
  macro(
    't_contains(a, x)',
    `CASE WHEN x IS NULL OR a IS NULL THEN NULL WHEN list_contains(a, x) THEN TRUE WHEN t_has_null(a) THEN NULL ELSE FALSE END`,
  ),
  macro(
    't_any(a)',
    `CASE WHEN list_contains(a, TRUE) THEN TRUE WHEN t_has_null(a) THEN NULL WHEN a IS NOT NULL THEN FALSE END`,
  ),
  macro(
    't_all(a)',
    `CASE WHEN list_contains(a, FALSE) THEN FALSE WHEN t_has_null(a) THEN NULL WHEN a IS NOT NULL THEN TRUE END`,
  ),
  macro(
    't_position(a, x)',
    `CASE WHEN a IS NULL OR x IS NULL THEN NULL ELSE CAST(coalesce(list_position(a, x), 0) AS BIGINT) END`,
  ),
  macro(
    't_overlap(a, b)',
    `CASE WHEN list_has_any(list_filter(a, lambda e: e IS NOT NULL), list_filter(b, lambda e: e IS NOT NULL)) THEN TRUE WHEN (t_has_null(a) AND len(b) > 0) OR (t_has_null(b) AND len(a) > 0) THEN NULL WHEN a IS NOT NULL AND b IS NOT NULL THEN FALSE END`,
  ),
  // the first of equal elements stays in its place
  macro(
    't_distinct(a)',
    `list_filter(a, lambda e, i: CASE WHEN e IS NULL THEN len(list_filter(a[1:i], lambda f: f IS NULL)) = 1 ELSE list_position(a, e) = i END)`,
  ),
  macro('t_sort(a)', `list_sort(a, 'ASC', 'NULLS LAST')`),
  macro('t_array_min(a)', `CASE WHEN t_has_null(a) THEN NULL ELSE list_min(a) END`),
  macro('t_array_max(a)', `CASE WHEN t_has_null(a) THEN NULL ELSE list_max(a) END`),
  macro('t_array_remove(a, x)', `CASE WHEN x IS NOT NULL THEN list_filter(a, lambda e: e IS NULL OR e <> x) END`),
  macro(
    't_array_intersect(a, b)',
    `CASE WHEN b IS NOT NULL THEN t_distinct(list_filter(a, lambda e: CASE WHEN e IS NULL THEN t_has_null(b) ELSE list_contains(b, e) END)) END`,
  ),
  macro(
    't_array_except(a, b)',
    `CASE WHEN b IS NOT NULL THEN t_distinct(list_filter(a, lambda e: NOT CASE WHEN e IS NULL THEN t_has_null(b) ELSE list_contains(b, e) END)) END`,
  ),
  macro('t_join(a, s)', `CASE WHEN a IS NOT NULL AND s IS NOT NULL THEN coalesce(array_to_string(a, s), '') END`),
  // a list that is NULL makes the whole NULL, DuckDB takes it for an empty one
  macro('t_zip(a, b)', `CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN list_zip(a, b) END`),
  // an element that is NULL makes the whole NULL
  macro('t_list_of(x)', `CASE WHEN x IS NOT NULL THEN [x] END`),
  macro('t_concat_lists(a, b)', `CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN list_concat(a, b) END`),
  macro(
    't_sequence_step(a, b, s)',
    `CASE WHEN s = 0 OR (s > 0 AND a > b) OR (s < 0 AND a < b) THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start')} WHEN (CAST(b AS HUGEINT) - CAST(a AS HUGEINT)) // CAST(s AS HUGEINT) >= 10000 THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'result of sequence function must not have more than 10000 entries')} ELSE list_transform(range(CAST((CAST(b AS HUGEINT) - CAST(a AS HUGEINT)) // CAST(s AS HUGEINT) AS BIGINT) + 1), lambda i: CAST(CAST(a AS HUGEINT) + i * CAST(s AS HUGEINT) AS BIGINT)) END`,
  ),
  macro(
    't_day_step(s)',
    `CASE WHEN s % 86400000 <> 0 THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'sequence step must be a day interval if start and end values are dates')} ELSE s END`,
  ),
  // without a step it goes either way
  macro('t_sequence(a, b)', `t_sequence_step(a, b, CASE WHEN a <= b THEN 1 ELSE -1 END)`),
  macro(
    't_sequence_months(a, b, m)',
    `CASE WHEN m = 0 OR (m > 0 AND a > b) OR (m < 0 AND a < b) THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start')} WHEN abs(date_diff('month', a, b)) // abs(m) >= 10000 THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'result of sequence function must not have more than 10000 entries')} ELSE list_filter(list_transform(range(0, abs(date_diff('month', a, b)) // abs(m) + 2), lambda i: a + to_months(CAST(i * m AS INTEGER))), lambda d: CASE WHEN m > 0 THEN d <= b ELSE d >= b END) END`,
  ),
];
