import { SCALARS } from '../attribute-json';
import { macro, type Macro } from './macro';

// JSON without escapes, fractions, exponents and what json_parse would escape
const TEXT = '"[^"\\\\\\x00-\\x1f\\x{10000}-\\x{10ffff}]*"';
const SCALAR = `(${TEXT}|0|-?[1-9][0-9]{0,17}|true|false|null)`;
// a null within JSON is no NULL to Trino
const ATTRIBUTE = `\\{"[A-Za-z]+":(${TEXT}|0|-?[1-9][0-9]{0,17}|true|false)\\}`;
const MEMBER = `(${ATTRIBUTE}|${SCALAR})`;

/** Of attributes that have nothing nested. */
const KINDS = SCALARS.map((kind) => `'${kind}'`).join(', ');

/** JSON, and the OpenX SerDe's spelling of it. */
export const JSON_MACROS: readonly Macro[] = [
  // the OpenX SerDe's spelling of nested JSON
  macro(
    't_openx(x)',
    `CASE WHEN contains(x, '\\u00') THEN replace(t_openx_controls(x), '</', '<\\/') ELSE replace(x, '</', '<\\/') END`,
  ),
  macro(
    't_openx_attribute(a)',
    `CASE WHEN a IS NOT NULL THEN map(map_keys(a), list_transform(map_entries(a), lambda e: CASE WHEN e.key IN (${KINDS}) THEN e.value ELSE t_openx(e.value) END)) END`,
  ),
  // most attributes have nothing nested, and to make a map anew costs ten times as much as to see that
  macro('t_openx_nested(a)', `(len(map_keys(a)) <> 1 OR map_keys(a)[1] NOT IN (${KINDS}))`),
  macro(
    't_openx_values(a)',
    `CASE WHEN t_openx_nested(a) THEN map_values(t_openx_attribute(a)) ELSE map_values(a) END`,
  ),
  macro(
    't_openx_item(i)',
    `CASE WHEN list_bool_or(list_transform(map_values(i), lambda a: t_openx_nested(a))) THEN map(map_keys(i), list_transform(map_values(i), lambda a: t_openx_attribute(a))) ELSE i END`,
  ),

  // Java orders by UTF-16, where what is beyond the basic plane comes before its last characters
  macro('t_utf16(x)', `regexp_replace(x, '([\\x{E000}-\\x{FFFF}])', chr(1114111) || '\\1', 'g')`),
  // a lambda names the entries, which would be made once for each time that they are named
  macro(
    't_in_order(entries)',
    `list_transform([entries], lambda es: CASE WHEN list_bool_or(list_transform(es, lambda e: strlen(e.key) > length(e.key) AND regexp_matches(e.key, '[\\x{10000}-\\x{10ffff}]'))) THEN list_transform(list_sort(list_transform(es, lambda e: {'k': t_utf16(e.key), 'e': e})), lambda s: s.e) ELSE list_sort(es) END)[1]`,
  ),

  // DuckDB's JSON of texts and of maps and lists of them is Trino's but for characters beyond the basic plane
  macro(
    't_json_written(x)',
    `CASE WHEN strlen(x) <> length(x) AND regexp_matches(x, '[\\x{10000}-\\x{10ffff}]') THEN t_json_surrogates(x) ELSE x END`,
  ),
  // a lambda names the JSON, which would be made, and planned, once for each time that t_json_written names it
  macro(
    't_json_native(x)',
    `CASE WHEN x IS NOT NULL THEN list_transform([CAST(to_json(x) AS VARCHAR)], lambda text: t_json_written(text))[1] END`,
  ),
  // JSON that is in json_parse's form already, and that DuckDB casts as Trino does: the lists and sets of most items; where an
  // item has none, NULL need not be carried to the runtime
  macro(
    't_json_canonical(x, in_cast)',
    `CASE WHEN regexp_full_match(x, '${SCALAR}|\\[(${MEMBER}(,${MEMBER})*)?\\]') IS NOT FALSE THEN x ELSE t_json_parse(x, in_cast) END`,
  ),
  // of an attribute, which is asked of misfits and changes mostly: other SQL for it takes longer to plan than they take
  macro('t_attribute_json(a)', `CASE WHEN a IS NOT NULL THEN t_attribute_json_text(CAST(to_json(a) AS VARCHAR)) END`),
  // of a map of attributes; a CASE, as what is NULL would be the text null
  macro(
    't_canonical_attributes(x)',
    `CASE WHEN x IS NOT NULL THEN t_canonical_attributes_text(CAST(to_json(x) AS VARCHAR)) END`,
  ),
  macro('t_json_is_attributes(x)', `regexp_full_match(x, '\\[(${ATTRIBUTE}(,${ATTRIBUTE})*)?\\]')`),
  macro('t_json_is_texts(x)', `regexp_full_match(x, '\\[(${TEXT}(,${TEXT})*)?\\]')`),
  macro('t_json_attributes(x)', `CAST(CAST(CAST(x AS JSON) AS MAP(VARCHAR, JSON)[]) AS MAP(VARCHAR, VARCHAR)[])`),
  macro('t_json_texts(x)', `CAST(CAST(x AS JSON) AS VARCHAR[])`),
  macro(
    't_json_to_varchar(x, safe)',
    `CASE WHEN regexp_full_match(x, '${TEXT}') IS NOT FALSE THEN substr(x, 2, length(x) - 2) ELSE t_json_cast(x, '{"kind":"varchar"}', safe) END`,
  ),
];
