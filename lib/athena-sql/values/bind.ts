/**
 * SQL in which expressions have a name: they are computed once, whatever is written with the names. They come in a struct,
 * also if it is one: for a list of texts of a Parquet dictionary, DuckDB would compute the lambda for all of these, and fail
 * at those of rows that the statement does not come to.
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
  if (expressions.length === 0) return `list_transform([TRUE], lambda ${parameter}: ${write([])})[1]`;
  const fields = expressions.map((sql, i) => `'n${i}': ${sql}`);
  const names = expressions.map((_, i) => `${parameter}.n${i}`);
  return `list_transform([{${fields.join(', ')}}], lambda ${parameter}: ${write(names)})[1]`;
}
