/** A SQL string literal. */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/**
 * A name of a table, a view or a column in SQL, always delimited: a table called `order`, or a column called `end`, is
 * a syntax error without quotation marks, and which words are reserved differs between engines and their versions.
 */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table or view with its database, in SQL. */
export function tableIdentifier(database: string, table: string): string {
  return `${identifier(database)}.${identifier(table)}`;
}
