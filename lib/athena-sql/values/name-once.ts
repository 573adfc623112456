import { bind } from './bind';

/** A column, a lambda's parameter (which may be a mark still), a text or a whole number. */
const COSTS_NOTHING = /^(?:[\w\0]+(?:\.(?:\w+|"[^"]+"))?|'(?:[^']|'')*'|(?:CAST\()*-?\d+(?: AS \w+\))*)$/;

/**
 * SQL that names expressions several times, each of which DuckDB plans and, within CASE, computes once for each time: a
 * lambda gives those that are composed a name first.
 *
 * @param write is given what to write for each of the expressions
 */
export function nameOnce(expressions: readonly string[], write: (names: readonly string[]) => string): string {
  const composed = expressions.filter((sql) => !COSTS_NOTHING.test(sql));
  if (composed.length === 0) return write(expressions);
  // an expression may be a name that was given further out
  let parameter = 'once';
  while (expressions.some((sql) => sql === parameter || sql.startsWith(`${parameter}.`))) parameter += '1';
  return bind(composed, parameter, (names) => write(expressions.map((sql) => names[composed.indexOf(sql)] ?? sql)));
}
