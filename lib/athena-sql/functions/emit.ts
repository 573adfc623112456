/** A call of DuckDB's function with the first argument alone. */
export const one =
  (name: string) =>
  ([x = '']: readonly string[]): string =>
    `${name}(${x})`;

/** A call of DuckDB's function with all arguments. */
export const all =
  (name: string) =>
  (args: readonly string[]): string =>
    `${name}(${args.join(', ')})`;
