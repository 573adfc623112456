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
  if (composed.length === 1) {
    const names = expressions.map((sql) => (composed.includes(sql) ? 'once' : sql));
    return `list_transform([${composed[0]}], lambda once: ${write(names)})[1]`;
  }
  const fields = expressions.flatMap((sql, i) => (composed.includes(sql) ? [`'n${i}': ${sql}`] : []));
  const names = expressions.map((sql, i) => (composed.includes(sql) ? `once.n${i}` : sql));
  return `list_transform([{${fields.join(', ')}}], lambda once: ${write(names)})[1]`;
}
