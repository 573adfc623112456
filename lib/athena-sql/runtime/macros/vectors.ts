import { fail, refuseCase } from '../../representation';
import { macro, type Macro } from './macro';

const unlike = `WHEN len(a) <> len(b) THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'The arguments must have the same length')}`;
const none = fail('INVALID_FUNCTION_ARGUMENT', 'Vector magnitude cannot be zero');
// what Trino reads where an element is NULL is what happens to lie there
const known = refuseCase('t_has_null(a) OR t_has_null(b)', 'A vector with NULL in it');

/** Vectors: arrays of doubles, and maps of them by name. */
export const VECTORS: readonly Macro[] = [
  macro('t_dot_product(a, b)', `CASE ${unlike} ${known} ELSE list_inner_product(a, b) END`),
  macro('t_euclidean_distance(a, b)', `CASE ${unlike} ${known} ELSE list_distance(a, b) END`),
  macro('t_norm(a)', `sqrt(list_inner_product(a, a))`),
  macro(
    't_cosine(a, b)',
    `CASE ${unlike} WHEN t_has_null(a) OR t_has_null(b) THEN NULL WHEN list_inner_product(a, a) = 0 OR list_inner_product(b, b) = 0 THEN ${none} ELSE list_inner_product(a, b) / sqrt(list_inner_product(a, a) * list_inner_product(b, b)) END`,
  ),
  macro(
    't_sparse_product(a, b)',
    `list_transform([list_filter(map_keys(a), lambda k: map_contains(b, k))], lambda ks: list_inner_product(list_transform(ks, lambda k: a[k]), list_transform(ks, lambda k: b[k])))[1]`,
  ),
  macro(
    't_sparse_cosine(a, b)',
    `CASE WHEN a IS NULL OR b IS NULL OR t_has_null(map_values(a)) OR t_has_null(map_values(b)) THEN NULL ELSE t_sparse_product(a, b) / (t_norm(map_values(a)) * t_norm(map_values(b))) END`,
  ),
];
