import { refuseCase } from '../../representation';
import { macro, type Macro } from './macro';

/** What CAST of a text reads, and what it prints. */
export const CASTS: readonly Macro[] = [
  macro(
    't_text_uuid(x)',
    `CASE WHEN regexp_full_match(x, '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}') THEN lower(x) END`,
  ),
  // failures with a value in them, in the type of the CAST
  macro(
    't_fail_cast(x, what)',
    `t_null(t_fail('INVALID_CAST_ARGUMENT: Cannot cast ''' || x || ''' to ' || what, now()))`,
  ),

  // Java reads the digits of any script
  macro('t_digits(x)', `CASE WHEN (strlen(x) = length(x)) IS NOT FALSE THEN x ELSE t_ascii_digits(x) END`),
  // an integer's text has no fraction, exponent, underscore or hex, which DuckDB's CAST takes; '' of what is none
  macro('t_text_integer(x)', `regexp_extract(t_digits(x), '^[\\x00-\\x20]*([+-]?[0-9]+)[\\x00-\\x20]*$', 1)`),
  // BigDecimal takes no spaces, underscores or hex
  macro(
    't_text_decimal(x, p, s)',
    `CASE WHEN regexp_full_match(t_digits(x), '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)') THEN t_digits(x) WHEN regexp_full_match(t_digits(x), '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)[eE][+-]?[0-9]+') THEN t_decimal_of_text(t_digits(x), p, s) END`,
  ),
  // Double.parseDouble takes spaces and a trailing d or f, and spells NaN and Infinity so; its hexadecimals are not read here
  macro(
    't_text_double(x)',
    `CASE WHEN regexp_full_match(x, '[\\x00-\\x20]*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?[dDfF]?[\\x00-\\x20]*') THEN t_parse_double(regexp_extract(x, '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?')) WHEN regexp_full_match(x, '[\\x00-\\x20]*[+-]?(NaN|Infinity)[\\x00-\\x20]*') THEN CAST(ltrim(regexp_extract(x, '[+-]?(NaN|Infinity)'), '+') AS DOUBLE) ${refuseCase(String.raw`regexp_full_match(x, '[\x00-\x20]*[+-]?0[xX].*')`, 'A hexadecimal text as a double')} END`,
  ),
  // yes, no, on and off are no booleans
  macro(
    't_text_boolean(x)',
    `CASE WHEN lower(x) IN ('true', 't', '1') THEN TRUE WHEN lower(x) IN ('false', 'f', '0') THEN FALSE END`,
  ),
  // one-digit months are dates, other spellings are not; years that DuckDB does not hold are not read here
  macro(
    't_text_date(x)',
    `CASE WHEN regexp_full_match(x, '[\\x00-\\x20]*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[\\x00-\\x20]*') THEN TRY_CAST(regexp_extract(x, '[0-9-]+') AS DATE) ${refuseCase(String.raw`regexp_full_match(x, '[\x00-\x20]*[+-]?[0-9]+-[0-9]{1,2}-[0-9]{1,2}[\x00-\x20]*')`, 'A year with a sign or other than four digits')} END`,
  ),
  // no T between date and time; a zone is read over, and digits beyond microseconds only where they are rounded away
  macro(
    't_text_clock(x)',
    `rtrim(regexp_replace(trim(x), '\\s*(UTC|GMT|Z|[A-Z][A-Za-z_]+(/[A-Z][A-Za-z0-9_+-]+)+|[+-][0-9]{1,2}:[0-9]{2})$', ''))`,
  ),
  // usual texts come first; of others a lambda names the clock, which would be made, and planned, each time that it is named;
  // digits behind the microseconds count where it is rounded to these, and make no difference where it is rounded further
  macro(
    't_text_timestamp(x, q)',
    `CASE WHEN regexp_full_match(x, '[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?') THEN TRY_CAST(x AS TIMESTAMP) ELSE list_transform([t_text_clock(x)], lambda clock: CASE WHEN regexp_full_match(clock, '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}') THEN CAST(TRY_CAST(clock AS DATE) AS TIMESTAMP) WHEN regexp_full_match(clock, '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2} [0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\\.[0-9]{1,6})?)?') THEN TRY_CAST(CASE WHEN length(clock) - length(replace(clock, ':', '')) = 1 THEN clock || ':00' ELSE clock END AS TIMESTAMP) WHEN regexp_full_match(clock, '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2} [0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}\\.[0-9]{7,12}') THEN make_timestamp(epoch_us(TRY_CAST(regexp_extract(clock, '^.*\\.[0-9]{6}') AS TIMESTAMP)) + CASE WHEN q = 6 AND regexp_extract(clock, '\\.[0-9]{6}([0-9])', 1) >= '5' THEN 1 ELSE 0 END) ${refuseCase(String.raw`regexp_full_match(x, '\s*([+-][0-9]{4,}|[0-9]{5,})-[0-9]{1,2}-[0-9]{1,2}.*')`, 'A year with a sign or other than four digits')} ${refuseCase(String.raw`regexp_full_match(clock, '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2} .*\.[0-9]{7,}')`, 'A timestamp with more than twelve digits')} END)[1] END`,
  ),
  // half up to a precision, where DuckDB cuts off
  macro('t_round_timestamp(x, unit)', `make_timestamp(CAST(floor((epoch_us(x) + unit / 2) / unit) AS BIGINT) * unit)`),
  macro(
    't_date_text(x)',
    `CASE ${refuseCase('year(x) < 1', 'The text of a year before the first')} ELSE CAST(x AS VARCHAR) END`,
  ),
  // intervals: milliseconds, and months
  macro(
    't_interval_day_text(x)',
    `CASE WHEN x < 0 THEN '-' ELSE '' END || (abs(x) // 86400000) || printf(' %02d:%02d:%02d.%03d', abs(x) // 3600000 % 24, abs(x) // 60000 % 60, abs(x) // 1000 % 60, abs(x) % 1000)`,
  ),
  macro('t_interval_year_text(x)', `CASE WHEN x < 0 THEN '-' ELSE '' END || (abs(x) // 12) || '-' || (abs(x) % 12)`),
  // as many digits as the precision
  macro(
    't_timestamp_text(x, p)',
    `CASE ${refuseCase('year(x) NOT BETWEEN 0 AND 9999', 'The text of a year of other than four digits')} WHEN p = 0 THEN strftime(x, '%Y-%m-%d %H:%M:%S') ELSE left(strftime(x, '%Y-%m-%d %H:%M:%S.%f'), 20 + p) END`,
  ),
];
