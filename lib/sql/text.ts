import { RESERVED } from '../athena-sql/syntax/tokens';
/** A SQL string literal. */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Whether a column's name can stand in a statement only in quotes, as `order` can. */
export const needsQuotes = (name: string): boolean => RESERVED.has(name.toUpperCase());

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

/** One of a table's own tables in Glue, as `raw`, with its database, in SQL. */
export function ownTable<Name extends string>(
  names: { readonly database: string } & Readonly<Record<Name, string>>,
  table: Name,
): string {
  return tableIdentifier(names.database, names[table]);
}
