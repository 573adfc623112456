import { fail } from '../../representation';
import { macro, type Macro } from './macro';

/** Maps, and percentiles. */
export const MAPS: readonly Macro[] = [
  // maps: a key twice or NULL fails, DuckDB says so in other words; values are replaced in place
  macro(
    't_map(k, v)',
    `CASE WHEN len(k) <> len(v) THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'Key and value arrays must be the same length')} WHEN t_has_null(k) THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'map key cannot be null')} WHEN len(list_distinct(k)) <> len(k) THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'Duplicate map keys are not allowed')} ELSE map(k, v) END`,
  ),
  macro('t_map_values(m, v)', `CASE WHEN m IS NOT NULL THEN map(map_keys(m), v) END`),
  macro('t_map_of_pairs(p)', `map_from_entries(p)`),
  // map_agg keeps the first value of a key
  macro('t_first_pairs(p)', `list_filter(p, lambda e, i: list_position(list_transform(p, lambda f: f.k), e.k) = i)`),
  macro('t_map_agg(p)', `map_from_entries(t_first_pairs(p))`),
  macro(
    't_multimap_agg(p)',
    `map_from_entries(list_transform(t_first_pairs(p), lambda e: {'k': e.k, 'v': list_transform(list_filter(p, lambda f: f.k = e.k), lambda f: f.v)}))`,
  ),
  // a member of the sorted values, never something between two
  macro(
    't_percentile(l, p)',
    `CASE WHEN len(l) > 0 AND NOT p BETWEEN 0 AND 1 THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'Percentile must be between 0 and 1')} ELSE list_sort(l)[CAST(least(floor(p * len(l)), len(l) - 1) AS BIGINT) + 1] END`,
  ),
];
