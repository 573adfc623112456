import { bind } from './bind';

/** What a column of a relation has for keys that are texts; texts and quoted names, in which no such thing is looked for. */
const TOKEN = /\br\d+\."(?:[^"]|"")*"(?:\['(?:[^']|'')*'\])+|'(?:[^']|'')*'|"(?:[^"]|"")*"/g;

/**
 * SQL as the body of a lambda, into which DuckDB does not look. What it reads of columns that are maps is passed to it: a
 * lambda that names a column itself has all of it copied for each row, with all keys (1.5.6).
 *
 * @param parameter the lambda's, a name that `sql` does not have
 */
export function withinLambda(sql: string, parameter: string): string {
  const lookups = [...new Set((sql.match(TOKEN) ?? []).filter((token) => token.startsWith('r')))];
  return bind(lookups, parameter, (names) => sql.replace(TOKEN, (token) => names[lookups.indexOf(token)] ?? token));
}
