import { RefusedError } from '../errors';
import { parseStatement } from '../syntax/statement';

/** The WITH clause of a statement. */
export interface WithClause {
  /** Names of its queries, in lower case; none where the statement has no WITH. */
  readonly names: readonly string[];
  /** Offset of the statement's first word, WITH or SELECT. */
  readonly offset: number;
}

/**
 * Puts queries before a statement, each as `name AS (SELECT ...)`: they come before the tables and views of these names, and
 * the statement's own queries can read them. They are on the line of its first word, so that lines keep their numbers.
 */
export function withQueries(sql: string, { names, offset }: WithClause, queries: readonly string[]): string {
  const text = queries.join(', ');
  return names.length > 0
    ? `${sql.slice(0, offset)}WITH ${text},${sql.slice(offset + 'WITH'.length)}`
    : `${sql.slice(0, offset)}WITH ${text} ${sql.slice(offset)}`;
}

/**
 * Reads the WITH clause that a statement begins with.
 *
 * @throws SqlSyntaxError; RefusedError for WITH RECURSIVE too, where each query before it would need names for its columns
 */
export function withClause(sql: string): WithClause {
  const { query } = parseStatement(sql);
  if (query.recursive) throw new RefusedError('WITH RECURSIVE with further queries before it').at(sql, query.offset);
  return { names: query.with.map(({ name }) => name.name.toLowerCase()), offset: query.offset };
}
