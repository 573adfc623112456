import { macro, type Macro } from './macro';

// with their types, which a constant NULL has not
const T = `CAST(struct_extract(x, 't') AS TIMESTAMP)`;
const P = `CAST(struct_extract(x, 'p') AS INTEGER)`;
const ROUNDED = `(${P} + unit // 2) // unit * unit`;

/** Timestamps of 7 to 12 digits: a timestamp of microseconds, and the picoseconds behind it. */
export const FINE_TIMESTAMPS: readonly Macro[] = [
  macro('t_fine(x, p)', `CASE WHEN x IS NOT NULL THEN {'t': x, 'p': CAST(p AS INTEGER)} END`),
  // half up, to a number of picoseconds that is below a microsecond
  macro(
    't_fine_round(x, unit)',
    `t_fine(CASE WHEN ${ROUNDED} >= 1000000 THEN make_timestamp(epoch_us(${T}) + 1) ELSE ${T} END, ${ROUNDED} % 1000000)`,
  ),
  macro('t_fine_micros(x)', `CASE WHEN ${P} >= 500000 THEN make_timestamp(epoch_us(${T}) + 1) ELSE ${T} END`),
  macro('t_fine_text(x, n)', `left(t_timestamp_text(${T}, 6) || lpad(CAST(${P} AS VARCHAR), 6, '0'), 20 + n)`),
  macro('t_fine_time(x)', `(t_time_of_day(${T}) + ${P})`),
  // CAST of a text; beyond twelve digits the macro that it uses refuses
  macro(
    't_text_fine(x)',
    `list_transform([t_text_clock(x)], lambda fine: list_transform([t_text_timestamp(CASE WHEN regexp_full_match(fine, '.*\\.[0-9]{7,12}') THEN regexp_extract(fine, '^.*\\.[0-9]{6}') ELSE x END, 6)], lambda micros: t_fine(micros, rpad(regexp_extract(fine, '\\.[0-9]{6}([0-9]{1,6})$', 1), 6, '0')))[1])[1]`,
  ),
];
