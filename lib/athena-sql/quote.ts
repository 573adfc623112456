/** A string as a SQL literal; as an expression where it has U+0000, at which DuckDB takes a statement for ended. */
export function quote(text: string): string {
  const literals = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  return literals.length === 1 ? literals.join('') : `(${literals.join(' || chr(0) || ')})`;
}

/** A name as a quoted identifier. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
