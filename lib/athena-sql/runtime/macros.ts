import { fail, PICOSECONDS_OF_A_DAY, refuseAtRun } from '../representation';

const macro = (head: string, body: string): string => `CREATE MACRO ${head} AS ${body}`;
const noSubscript = (condition: string, text: string): string =>
  `WHEN ${condition} THEN ${fail('INVALID_FUNCTION_ARGUMENT', text)}`;

// JSON without escapes, fractions, exponents and what json_parse would escape
const TEXT = '"[^"\\\\\\x00-\\x1f\\x{10000}-\\x{10ffff}]*"';
const SCALAR = `(${TEXT}|0|-?[1-9][0-9]{0,17}|true|false|null)`;
// a null within JSON is no NULL to Trino
const ATTRIBUTE = `\\{"[A-Za-z]+":(${TEXT}|0|-?[1-9][0-9]{0,17}|true|false)\\}`;
const MEMBER = `(${ATTRIBUTE}|${SCALAR})`;

const DAY_OF_EVERY_YEAR = '(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31';
const USUAL_INSTANT = `[0-9]{4}-(${DAY_OF_EVERY_YEAR})T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z`;

/** Statements that a session runs once; each says which difference between Trino and DuckDB it closes. */
export const MACROS: readonly string[] = [
  // failures with a value in them, in the type of the CAST
  macro(
    't_fail_cast(x, what)',
    `t_null(t_fail('INVALID_CAST_ARGUMENT: Cannot cast ''' || x || ''' to ' || what, now()))`,
  ),

  // Java reads the digits of any script
  macro('t_digits(x)', `CASE WHEN strlen(x) = length(x) THEN x ELSE t_ascii_digits(x) END`),
  // an integer's text has no fraction, exponent, underscore or hex, which DuckDB's CAST takes
  macro(
    't_text_integer(x)',
    `CASE WHEN regexp_full_match(t_digits(x), '[\\x00-\\x20]*[+-]?[0-9]+[\\x00-\\x20]*') THEN regexp_extract(t_digits(x), '[+-]?[0-9]+') END`,
  ),
  // BigDecimal takes no spaces, underscores or hex
  macro(
    't_text_decimal(x, p, s)',
    `CASE WHEN regexp_full_match(t_digits(x), '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)') THEN t_digits(x) WHEN regexp_full_match(t_digits(x), '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)[eE][+-]?[0-9]+') THEN t_decimal_of_text(t_digits(x), p, s) END`,
  ),
  // Double.parseDouble takes spaces and a trailing d or f, and spells NaN and Infinity so; its hexadecimals are not read here
  macro(
    't_text_double(x)',
    `CASE WHEN regexp_full_match(x, '[\\x00-\\x20]*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?[dDfF]?[\\x00-\\x20]*') THEN t_parse_double(regexp_extract(x, '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?')) WHEN regexp_full_match(x, '[\\x00-\\x20]*[+-]?(NaN|Infinity)[\\x00-\\x20]*') THEN CAST(ltrim(regexp_extract(x, '[+-]?(NaN|Infinity)'), '+') AS DOUBLE) WHEN regexp_full_match(x, '[\\x00-\\x20]*[+-]?0[xX].*') THEN ${refuseAtRun('A hexadecimal text as a double')} END`,
  ),
  // yes, no, on and off are no booleans
  macro(
    't_text_boolean(x)',
    `CASE WHEN lower(x) IN ('true', 't', '1') THEN TRUE WHEN lower(x) IN ('false', 'f', '0') THEN FALSE END`,
  ),
  // one-digit months are dates, other spellings are not; years that DuckDB does not hold are not read here
  macro(
    't_text_date(x)',
    `CASE WHEN regexp_full_match(x, '[\\x00-\\x20]*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[\\x00-\\x20]*') THEN TRY_CAST(regexp_extract(x, '[0-9-]+') AS DATE) WHEN regexp_full_match(x, '[\\x00-\\x20]*[+-]?[0-9]+-[0-9]{1,2}-[0-9]{1,2}[\\x00-\\x20]*') THEN ${refuseAtRun('A year with a sign or other than four digits')} END`,
  ),
  // no T between date and time; a zone is read over, and digits beyond microseconds only where they are rounded away
  macro(
    't_text_clock(x)',
    `rtrim(regexp_replace(trim(x), '\\s*(UTC|GMT|Z|[A-Z][A-Za-z_]+(/[A-Z][A-Za-z0-9_+-]+)+|[+-][0-9]{1,2}:[0-9]{2})$', ''))`,
  ),
  macro(
    't_text_timestamp(x)',
    `CASE WHEN regexp_full_match(t_text_clock(x), '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}') THEN CAST(TRY_CAST(t_text_clock(x) AS DATE) AS TIMESTAMP) WHEN regexp_full_match(t_text_clock(x), '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2} [0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\\.[0-9]{1,6})?)?') THEN TRY_CAST(CASE WHEN length(t_text_clock(x)) - length(replace(t_text_clock(x), ':', '')) = 1 THEN t_text_clock(x) || ':00' ELSE t_text_clock(x) END AS TIMESTAMP) WHEN regexp_full_match(x, '\\s*([+-][0-9]{4,}|[0-9]{5,})-[0-9]{1,2}-[0-9]{1,2}.*') THEN ${refuseAtRun('A year with a sign or other than four digits')} WHEN regexp_full_match(t_text_clock(x), '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2} .*\\.[0-9]{7,}') THEN ${refuseAtRun('A timestamp with more than six digits')} END`,
  ),
  // half up to a precision, where DuckDB cuts off
  macro('t_round_timestamp(x, unit)', `make_timestamp(CAST(floor((epoch_us(x) + unit / 2) / unit) AS BIGINT) * unit)`),
  macro(
    't_date_text(x)',
    `CASE WHEN year(x) < 1 THEN ${refuseAtRun('The text of a year before the first')} ELSE CAST(x AS VARCHAR) END`,
  ),
  // as many digits as the precision
  macro(
    't_timestamp_text(x, p)',
    `CASE WHEN year(x) NOT BETWEEN 0 AND 9999 THEN ${refuseAtRun('The text of a year of other than four digits')} WHEN p = 0 THEN strftime(x, '%Y-%m-%d %H:%M:%S') ELSE left(strftime(x, '%Y-%m-%d %H:%M:%S.%f'), 20 + p) END`,
  ),

  // timestamp with time zone: an instant and the zone it was given in
  macro('t_at(t, z)', `CASE WHEN t IS NOT NULL THEN {'t': t, 'z': z} END`),
  macro(
    't_zone_minutes(z)',
    `((CASE WHEN z[1] = '-' THEN -1 ELSE 1 END) * (CAST(z[2:3] AS BIGINT) * 60 + CAST(z[5:6] AS BIGINT)))`,
  ),
  macro(
    't_local(x)',
    `CASE WHEN (x).z = 'UTC' THEN (x).t WHEN (x).z[1] IN ('+', '-') THEN (x).t + to_minutes(t_zone_minutes((x).z)) ELSE timezone((x).z, CAST((x).t AS TIMESTAMPTZ)) END`,
  ),
  // the clock of a zone; an hour that comes twice is the first one, DuckDB takes the second
  macro('t_utc(l, z)', `CAST(timezone(z, l) AS TIMESTAMP)`),
  macro(
    't_earlier(u, l, z)',
    `CASE WHEN timezone(z, CAST(u - INTERVAL 1 HOUR AS TIMESTAMPTZ)) = l THEN u - INTERVAL 1 HOUR ELSE u END`,
  ),
  macro(
    't_in_zone(l, z)',
    `CASE WHEN z = 'UTC' THEN t_at(l, z) WHEN z[1] IN ('+', '-') THEN t_at(l - to_minutes(t_zone_minutes(z)), z) ELSE t_at(t_earlier(t_utc(l, z), l, z), z) END`,
  ),
  macro(
    't_offset_text(x)',
    `CASE WHEN t_local(x) = (x).t THEN 'Z' ELSE (CASE WHEN t_local(x) < (x).t THEN '-' ELSE '+' END) || strftime(TIMESTAMP '2000-01-01' + to_microseconds(abs(epoch_us(t_local(x)) - epoch_us((x).t))), '%H:%M') END`,
  ),
  // what the runtime gives: instant|zone
  macro(
    't_zoned(x)',
    `CASE WHEN x IS NOT NULL THEN {'t': CAST(split_part(x, '|', 1) AS TIMESTAMP), 'z': split_part(x, '|', 2)} END`,
  ),
  // the usual form, of a day that is in every year, is read by DuckDB, any other by the runtime
  macro(
    't_iso8601(x)',
    `CASE WHEN regexp_full_match(x, '${USUAL_INSTANT}') THEN {'t': CAST(x AS TIMESTAMP), 'z': 'UTC'} ELSE t_zoned(t_read_iso8601(x)) END`,
  ),
  macro(
    't_iso8601_date(x)',
    `CASE WHEN contains(x, 'T') THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'Invalid format of a date')} ELSE split_part(t_read_iso8601(x), ' ', 1) END`,
  ),
  // times: picoseconds since midnight, half up at a precision
  macro('t_time_round(x, unit)', `((x + unit // 2) // unit * unit) % ${PICOSECONDS_OF_A_DAY}`),
  macro('t_time_of_day(t)', `((epoch_us(t) % 86400000000 + 86400000000) % 86400000000) * 1000000`),
  macro(
    't_time_text(x, p)',
    `printf('%02d:%02d:%02d', x // 3600000000000000, x // 60000000000000 % 60, x // 1000000000000 % 60) || CASE WHEN p = 0 THEN '' ELSE '.' || left(printf('%012d', x % 1000000000000), p) END`,
  ),
  macro(
    't_minutes_text(o)',
    `(CASE WHEN o < 0 THEN '-' ELSE '+' END) || printf('%02d:%02d', abs(o) // 60, abs(o) % 60)`,
  ),
  macro(
    't_time_with_zone(x)',
    `CASE WHEN x IS NOT NULL THEN {'p': CAST(split_part(x, '|', 1) AS BIGINT), 'o': CAST(split_part(x, '|', 2) AS INTEGER)} END`,
  ),
  macro(
    't_time_in_utc(x)',
    `(((x).p - (x).o * 60000000000000) % ${PICOSECONDS_OF_A_DAY} + ${PICOSECONDS_OF_A_DAY}) % ${PICOSECONDS_OF_A_DAY}`,
  ),
  macro('t_round_div(x, unit)', `CASE WHEN x >= 0 THEN (x + unit // 2) // unit ELSE (x + 1 - unit // 2) // unit END`),
  // an interval by a number, cut towards zero
  macro(
    't_scaled_interval(x, most)',
    `CASE WHEN NOT isfinite(x) THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'Cannot multiply or divide an interval by NaN or zero')} WHEN abs(x) > most THEN ${refuseAtRun('An interval of that length')} ELSE CAST(trunc(x) AS BIGINT) END`,
  ),
  macro(
    't_from_unixtime(x)',
    `CASE WHEN abs(x) > 253402300799 THEN ${refuseAtRun('A time beyond the year 9999')} ELSE make_timestamp(CAST(round(x * 1000) AS BIGINT) * 1000) END`,
  ),
  // whole units, cut towards zero
  macro('t_cut(n, unit)', `CAST(trunc(CAST(n AS HUGEINT) // unit) AS BIGINT)`),
  // months that have passed; the last day of a short month completes one
  macro(
    't_months_until(a, b)',
    `(date_diff('month', a, b) - CASE WHEN a + to_months(CAST(date_diff('month', a, b) AS INTEGER)) > b THEN 1 ELSE 0 END)`,
  ),
  macro('t_months_between(a, b)', `CASE WHEN a <= b THEN t_months_until(a, b) ELSE - t_months_until(b, a) END`),

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

  // the OpenX SerDe's spelling of nested JSON
  macro(
    't_openx(x)',
    `CASE WHEN contains(x, '\\u00') THEN replace(t_openx_controls(x), '</', '<\\/') ELSE replace(x, '</', '<\\/') END`,
  ),
  macro(
    't_openx_attribute(a)',
    `CASE WHEN a IS NOT NULL THEN map(map_keys(a), list_transform(map_entries(a), lambda e: CASE WHEN e.key IN ('S', 'N', 'B', 'BOOL', 'NULL') THEN e.value ELSE t_openx(e.value) END)) END`,
  ),
  // most items have nothing nested, and to make a map anew costs ten times as much as to see that
  macro(
    't_openx_item(i)',
    `CASE WHEN list_bool_or(list_transform(map_values(i), lambda a: len(map_keys(a)) <> 1 OR map_keys(a)[1] NOT IN ('S', 'N', 'B', 'BOOL', 'NULL'))) THEN map(map_keys(i), list_transform(map_values(i), lambda a: t_openx_attribute(a))) ELSE i END`,
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
  // JSON that is in json_parse's form already, and that DuckDB casts as Trino does: the lists and sets of most items
  macro(
    't_json_canonical(x, in_cast)',
    `CASE WHEN regexp_full_match(x, '${SCALAR}|\\[(${MEMBER}(,${MEMBER})*)?\\]') THEN x ELSE t_json_parse(x, in_cast) END`,
  ),
  macro('t_json_is_attributes(x)', `regexp_full_match(x, '\\[(${ATTRIBUTE}(,${ATTRIBUTE})*)?\\]')`),
  macro('t_json_is_texts(x)', `regexp_full_match(x, '\\[(${TEXT}(,${TEXT})*)?\\]')`),
  macro('t_json_attributes(x)', `CAST(CAST(CAST(x AS JSON) AS MAP(VARCHAR, JSON)[]) AS MAP(VARCHAR, VARCHAR)[])`),
  macro('t_json_texts(x)', `CAST(CAST(x AS JSON) AS VARCHAR[])`),
  macro(
    't_json_to_varchar(x, safe)',
    `CASE WHEN regexp_full_match(x, '${TEXT}') THEN substr(x, 2, length(x) - 2) ELSE t_json_cast(x, '{"kind":"varchar"}', safe) END`,
  ),
];
