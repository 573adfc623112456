/** The statement that makes a macro of DuckDB. */
export const macro = (head: string, body: string): string => `CREATE MACRO ${head} AS ${body}`;
