import { readColumns } from './read-columns';

/**
 * A list or a map for a lambda that can fail. Of one column, DuckDB would compute the lambda for all values of a Parquet
 * dictionary, and fail at those of rows that the statement does not come to. It does so neither of what can fail itself, as
 * cutting a list can, nor of a struct's list, nor of two columns (`ExecuteFunctionState`, 1.5.6).
 */
export function rowByRow(sql: string, kind: 'array' | 'map', lambda: string): string {
  const [column] = readColumns(lambda);
  if (column !== undefined && readColumns(sql).length === 0) return `({'of': ${sql}, 'column': ${column}}).of`;
  return kind === 'array' ? `(${sql})[:]` : `[{'of': ${sql}}][1].of`;
}
