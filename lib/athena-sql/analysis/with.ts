import { AthenaError } from '../errors';
import type { Query, WithQuery } from '../syntax/ast';
import { analyzeInnerQuery } from './analyze';
import { analyzeRecursion } from './recursion';
import { fresh, notPassed, type Cte, type OutputColumn, type QueryResult, type Session } from './scope';

/** What a WITH clause defines. */
export interface AnalyzedWith {
  /** DuckDB's definitions, in their order. */
  readonly definitions: readonly string[];
  /** The session of the query behind the clause, which can name what it defines. */
  readonly session: Session;
}

/**
 * Translates a WITH clause.
 *
 * @throws AthenaError MISMATCHED_COLUMN_ALIASES, MISSING_COLUMN_ALIASES and those of the queries
 */
export function analyzeWith(node: Query, outer: Session): AnalyzedWith {
  const ctes = new Map<string, Cte>(outer.ctes);
  const definitions: string[] = [];
  let session = outer;
  for (const each of node.with) {
    const { name, columns } = each;
    if (node.recursive && columns === undefined)
      throw new AthenaError('MISSING_COLUMN_ALIASES', 'missing column aliases in recursive WITH query').at(
        session.sql,
        name.offset,
      );
    const recursion = node.recursive ? analyzeRecursion(each, session) : undefined;
    const result = recursion ?? analyzeInnerQuery(each.query, session, undefined);
    const sqlName = fresh(session, 'w');
    ctes.set(name.name.toLowerCase(), { sqlName, columns: nameColumns(each, result) });
    definitions.push(...(recursion?.definitions ?? []));
    // Trino reads a WITH query anew wherever it is named, and so pushes predicates into it; a recursion is to fail as a whole
    definitions.push(`${sqlName} AS ${recursion === undefined ? 'NOT ' : ''}MATERIALIZED (${result.sql})`);
    session = { ...session, ctes: new Map(ctes) };
  }
  return { definitions, session };
}

/** The columns of a query of WITH, under the names that the clause gives them. */
export function nameColumns({ name, columns }: WithQuery, result: QueryResult): OutputColumn[] {
  if (columns !== undefined && columns.length !== result.columns.length)
    throw new AthenaError(
      'MISMATCHED_COLUMN_ALIASES',
      `Column alias list has ${columns.length} entries but '${name.name}' has ${result.columns.length} columns available`,
    );
  // what one that names it leaves out, another may want
  return notPassed(result.columns).map((c, i) => (columns === undefined ? c : { ...c, name: columns[i]?.name }));
}
