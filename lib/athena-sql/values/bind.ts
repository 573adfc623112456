/**
 * SQL in which expressions have a name: they are computed once, whatever is written with the names.
 *
 * @param expressions none, one or several
 * @param parameter a name that nothing which is written uses for anything else
 * @param write is given the names, one for each expression
 */
export function bind(
  expressions: readonly string[],
  parameter: string,
  write: (names: readonly string[]) => string,
): string {
  const [first = 'TRUE', ...more] = expressions;
  if (more.length === 0) return `list_transform([${first}], lambda ${parameter}: ${write([parameter])})[1]`;
  const fields = expressions.map((sql, i) => `'n${i}': ${sql}`);
  const names = expressions.map((_, i) => `${parameter}.n${i}`);
  return `list_transform([{${fields.join(', ')}}], lambda ${parameter}: ${write(names)})[1]`;
}
