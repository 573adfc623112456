import { bind } from './bind';
import { readColumns, replaceColumns } from './read-columns';

/**
 * SQL as the body of a lambda, into which DuckDB does not look. What it reads of columns is passed to it: a lambda that names
 * a column itself has all of it copied for each row, of a map all keys, and is computed for all texts of a dictionary (1.5.6).
 *
 * @param parameter the lambda's, a name that `sql` does not have
 */
export function withinLambda(sql: string, parameter: string): string {
  const columns = readColumns(sql);
  return bind(columns, parameter, (names) =>
    replaceColumns(sql, new Map(columns.map((column, i) => [column, names[i] ?? column]))),
  );
}
