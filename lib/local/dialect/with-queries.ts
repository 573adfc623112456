import { parseStatement } from './syntax/statement';

/** The WITH clause of a statement. */
export interface WithClause {
  /** Names of its queries, in lower case; none where the statement has no WITH. */
  readonly names: readonly string[];
  /** Offset of the statement's first word, WITH or SELECT. */
  readonly offset: number;
}

/** Reads the WITH clause that a statement begins with. Throws SqlSyntaxError, RefusedError. */
export function withClause(sql: string): WithClause {
  const { query } = parseStatement(sql);
  return { names: query.with.map(({ name }) => name.name.toLowerCase()), offset: query.offset };
}
