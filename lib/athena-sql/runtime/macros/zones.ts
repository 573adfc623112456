import { fail, PICOSECONDS_OF_A_DAY, refuseCase } from '../../representation';
import { macro, type Macro } from './macro';

const DAY_OF_EVERY_YEAR = '(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31';
const USUAL_INSTANT = `[0-9]{4}-(${DAY_OF_EVERY_YEAR})T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z`;

/** Times, timestamps with a zone, and intervals. */
export const ZONES: readonly Macro[] = [
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
    `CASE WHEN regexp_full_match(x, '${USUAL_INSTANT}') THEN {'t': CAST(x AS TIMESTAMP), 'z': 'UTC'} WHEN x IS NOT NULL THEN t_zoned(t_read_iso8601(x)) END`,
  ),
  macro(
    't_iso8601_date(x)',
    `CASE WHEN contains(x, 'T') THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'Invalid format of a date')} ELSE split_part(t_read_iso8601(x), ' ', 1) END`,
  ),
  // times: picoseconds since midnight, half up at a precision
  macro('t_time_round(x, unit)', `((x + unit // 2) // unit * unit) % ${PICOSECONDS_OF_A_DAY}`),
  macro('t_time_round_up(x, unit)', `(x + unit // 2) // unit * unit`),
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
    `CASE WHEN NOT isfinite(x) THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'Cannot multiply or divide an interval by NaN or zero')} ${refuseCase('abs(x) > most', 'An interval of that length')} ELSE CAST(trunc(x) AS BIGINT) END`,
  ),
  macro(
    't_from_unixtime(x)',
    `CASE ${refuseCase('abs(x) > 253402300799', 'A time beyond the year 9999')} ELSE make_timestamp(CAST(round(x * 1000) AS BIGINT) * 1000) END`,
  ),
  // whole units, cut towards zero
  macro('t_cut(n, unit)', `CAST(trunc(CAST(n AS HUGEINT) // unit) AS BIGINT)`),
  // months that have passed; the last day of a short month completes one
  macro(
    't_months_until(a, b)',
    `(date_diff('month', a, b) - CASE WHEN a + to_months(CAST(date_diff('month', a, b) AS INTEGER)) > b THEN 1 ELSE 0 END)`,
  ),
  macro('t_months_between(a, b)', `CASE WHEN a <= b THEN t_months_until(a, b) ELSE - t_months_until(b, a) END`),
];
