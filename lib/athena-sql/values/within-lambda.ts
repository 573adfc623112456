/** What a column of a relation has for keys that are texts; texts and quoted names, in which no such thing is looked for. */
const TOKEN = /\br\d+\."(?:[^"]|"")*"(?:\['(?:[^']|'')*'\])+|'(?:[^']|'')*'|"(?:[^"]|"")*"/g;

/**
 * SQL as the body of a lambda, into which DuckDB does not look. What it reads of columns that are maps is passed to it: a
 * lambda that names a column itself has all of it copied for each row, with all keys (1.5.6).
 *
 * @param name of the lambda's parameter
 */
export function withinLambda(sql: string, name: string): string {
  const lookups = new Set((sql.match(TOKEN) ?? []).filter((token) => token.startsWith('r')));
  const [only] = lookups;
  if (only === undefined) return `list_transform([TRUE], lambda ${name}: ${sql})[1]`;
  const names = new Map([...lookups].map((lookup, i) => [lookup, lookups.size === 1 ? name : `${name}.n${i}`]));
  const fields = [...lookups].map((lookup, i) => `'n${i}': ${lookup}`);
  const passed = lookups.size === 1 ? only : `{${fields.join(', ')}}`;
  return `list_transform([${passed}], lambda ${name}: ${sql.replace(TOKEN, (token) => names.get(token) ?? token)})[1]`;
}
