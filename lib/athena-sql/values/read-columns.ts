/** A column of a relation, with what it has for keys that are texts; texts and quoted names, in which none is looked for. */
const TOKEN = /\b[rg]\d+\.(?:"(?:[^"]|"")*"|\w+)(?:\['(?:[^']|'')*'\])*|'(?:[^']|'')*'|"(?:[^"]|"")*"/g;

const isColumn = (token: string): boolean => !token.startsWith("'") && !token.startsWith('"');

/** What SQL reads of columns of relations: each once, an entry of a map as the map with its keys. */
export const readColumns = (sql: string): string[] => [...new Set((sql.match(TOKEN) ?? []).filter(isColumn))];

/** The same SQL with something else for some of what it reads. */
export const replaceColumns = (sql: string, by: ReadonlyMap<string, string>): string =>
  sql.replace(TOKEN, (token) => (isColumn(token) ? (by.get(token) ?? token) : token));
