import type { Query } from '../syntax/ast';
import { analyzeExpression } from './expression';
import { alignColumns } from './align-columns';
import { analyzeQuery } from './query';
import type { Analyses, QueryResult, Session } from './scope';

/** What a session passes along. */
export const ANALYSES: Analyses = { expression: analyzeExpression, query: analyzeQuery };

/** Translates a whole statement: nothing is left to be spelled as the SerDe does. */
export function analyzeStatement(node: Query, given: Omit<Session, 'analyses'>): QueryResult {
  const session = { ...given, analyses: ANALYSES };
  const result = analyzeQuery(node, { ...session, spell: true }, undefined);
  const types = result.columns.map((c) => c.type);
  return { ...result, sql: alignColumns(result, types, session) };
}
