import { AthenaError } from '../errors';
import type { Identifier, QueryBody, Relation, WithQuery } from '../syntax/ast';
import { namesRead } from './table-names';

export type Union = Extract<QueryBody, { kind: 'setOperation' }>;

/**
 * The union that a recursive query must be, with the query read once, in the FROM of its second part; undefined of a query
 * that does not read itself. The rules and words are those of Trino's StatementAnalyzer.
 *
 * @throws AthenaError INVALID_RECURSIVE_REFERENCE; NOT_SUPPORTED for clauses around the union
 */
export function requirePlainRecursion({ name, query }: WithQuery, sql: string): Union | undefined {
  const wanted = name.name.toLowerCase();
  const isOwn = (parts: readonly Identifier[]): boolean =>
    parts.length === 1 && parts[0]?.name.toLowerCase() === wanted;
  const own = namesRead(query).filter(isOwn);
  const [first] = own;
  if (first === undefined) return undefined;
  const fail = (problem: string, at: number): never => {
    throw new AthenaError('INVALID_RECURSIVE_REFERENCE', problem).at(sql, at);
  };
  const offsetOf = (parts: readonly Identifier[]): number => parts[0]?.offset ?? query.offset;
  const { body } = query;
  if (body.kind !== 'setOperation' || body.operator !== 'UNION')
    return fail('recursive reference not allowed in this context', offsetOf(first));
  const inStep = fromNames(fromOf(body.right), isOwn, fail);
  const isInStep = (parts: readonly Identifier[]): boolean =>
    inStep.some((found) => offsetOf(found) === offsetOf(parts));
  for (const [clause, isThere] of [
    ['WITH', query.with.length > 0],
    ['ORDER BY', query.orderBy.length > 0],
    ['OFFSET', query.skip !== undefined],
    ['LIMIT', query.limit !== undefined],
  ] as const)
    if (isThere)
      throw new AthenaError('NOT_SUPPORTED', `immediate ${clause} clause in recursive query`).at(sql, query.offset);
  for (const parts of own) {
    if (isInStep(parts)) continue;
    const inBase = offsetOf(parts) < body.right.offset;
    fail(
      inBase
        ? 'WITH table name is referenced in the base relation of recursion'
        : 'recursive reference outside of FROM clause of the step relation of recursion',
      offsetOf(parts),
    );
  }
  if (inStep.length > 1)
    fail('multiple recursive references in the step relation of recursion', offsetOf(inStep[1] ?? first));
  return body;
}

/** The FROM of a SELECT, which may stand in parentheses. */
function fromOf(body: QueryBody): Relation | undefined {
  if (body.kind === 'nested') return body.query.with.length === 0 ? fromOf(body.query.body) : undefined;
  return body.kind === 'select' ? body.from : undefined;
}

/** The places in a FROM where the query itself is read, of which those that cannot be fail. */
function fromNames(
  relation: Relation | undefined,
  isOwn: (parts: readonly Identifier[]) => boolean,
  fail: (problem: string, at: number) => never,
): (readonly Identifier[])[] {
  const within = (inner: Relation | undefined): (readonly Identifier[])[] => fromNames(inner, isOwn, fail);
  switch (relation?.kind) {
    case 'table':
      return isOwn(relation.parts) ? [relation.parts] : [];
    case 'alias':
    case 'sample':
      return within(relation.relation);
    case 'subquery':
      return within(fromOf(relation.query.body));
    case 'join': {
      const [left, right] = [within(relation.left), within(relation.right)];
      const outer = { LEFT: right, RIGHT: left, FULL: [...left, ...right], INNER: [], CROSS: [] }[relation.type];
      const side = relation.type === 'LEFT' ? 'right' : 'left';
      if (outer[0] !== undefined)
        fail(`recursive reference in ${side} source of ${relation.type} join`, outer[0][0]?.offset ?? relation.offset);
      return [...left, ...right];
    }
    default:
      return [];
  }
}
