/** A macro of DuckDB. */
export interface Macro {
  readonly name: string;
  /** The statement that makes it. */
  readonly statement: string;
}

/** @param head its name and parameters, such as `t_name(x)` */
export const macro = (head: string, body: string): Macro => ({
  name: head.slice(0, head.indexOf('(')),
  statement: `CREATE OR REPLACE MACRO ${head} AS ${body}`,
});
