/** Half up, as Trino; DuckDB would cut digits off. */
export function roundTimestamp(sql: string, precision: number): string {
  if (precision === 6) return sql;
  return `t_round_timestamp(${sql}, ${10 ** (6 - precision)})`;
}
