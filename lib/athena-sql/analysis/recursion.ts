import { AthenaError } from '../errors';
import { quote } from '../quote';
import type { Query, QueryBody, WithQuery } from '../syntax/ast';
import { typeText } from '../types';
import { commonType } from '../values/common-type';
import { mark } from '../values/mark';
import { alignColumns } from './align-columns';
import { analyzeInnerQuery } from './analyze';
import { requirePlainRecursion } from './recursive-references';
import { fresh, notPassed, type OutputColumn, type QueryResult, type Session } from './scope';

/** Steps that Trino takes by default (its session property max_recursion_depth); Athena has no way to set another. */
const DEPTH = 10;

const TOO_DEEP = `NOT_SUPPORTED: Recursion depth limit exceeded (${DEPTH})`;

interface Recursion extends QueryResult {
  /** What must be defined before it. */
  readonly definitions: readonly string[];
}

/**
 * Translates a query of WITH RECURSIVE that reads itself; undefined of one that does not. As in Trino, the step is planned
 * for each depth: it reads the rows of the depth before, may group and join as it likes, and a row beyond the last depth
 * fails.
 *
 * @throws AthenaError INVALID_RECURSIVE_REFERENCE, NOT_SUPPORTED, TYPE_MISMATCH
 */
export function analyzeRecursion(node: WithQuery, session: Session): Recursion | undefined {
  const union = requirePlainRecursion(node, session.sql);
  if (union === undefined) return undefined;
  const base = analyzeInnerQuery(queryOf(union.left), session, undefined);
  if (node.columns?.length !== base.columns.length)
    throw new AthenaError(
      'MISMATCHED_COLUMN_ALIASES',
      `Column alias list has ${node.columns?.length ?? 0} entries but relation has ${base.columns.length} columns`,
    ).at(session.sql, node.name.offset);
  const columns = notPassed(base.columns).map((c, i): OutputColumn => ({ ...plain(c), name: node.columns?.[i]?.name }));
  const before = mark(fresh(session, 'recursion'));
  const ctes = new Map(session.ctes).set(node.name.name.toLowerCase(), { sqlName: before, columns });
  const step = analyzeInnerQuery(queryOf(union.right), { ...session, ctes }, undefined);
  requireSameTypes(columns, step.columns, session.sql, union.right.offset);
  const types = columns.map(({ type }) => type);
  const stepSql = alignColumns(step, types, session);
  const names = Array.from({ length: DEPTH + 2 }, () => fresh(session, 'w'));
  const definitions = names.map((name, depth) => {
    const sql = depth === 0 ? alignColumns(base, types, session) : stepSql.replaceAll(before, names[depth - 1] ?? '');
    return `${name} AS MATERIALIZED (${sql})`;
  });
  const parts = names.slice(0, -1).map((name) => `SELECT * FROM ${name}`);
  // a condition of no column might be looked at where there is no row
  const last = names.at(-1) ?? '';
  const failure = `CASE WHEN (SELECT count(*) FROM ${last}) > 0 THEN t_fail(${quote(TOO_DEEP)}, now()) END`;
  const beyond = `SELECT * FROM ${last} WHERE (${failure}) IS NOT NULL`;
  const sql = [...parts, beyond].join(' UNION ALL ');
  return { definitions, columns, sql: union.all ? sql : `SELECT DISTINCT * FROM (${sql}) AS ${fresh(session, 'r')}` };
}

/** A side of the union as a query of its own. */
const queryOf = (body: QueryBody): Query => ({
  with: [],
  recursive: false,
  body,
  orderBy: [],
  skip: undefined,
  limit: undefined,
  ties: false,
  offset: body.offset,
});

/** A column whose value is as it lies in the result. */
const plain = ({ name, type }: OutputColumn): OutputColumn => ({ name, type });

function requireSameTypes(
  base: readonly OutputColumn[],
  step: readonly OutputColumn[],
  sql: string,
  offset: number,
): void {
  if (base.length !== step.length)
    throw new AthenaError(
      'TYPE_MISMATCH',
      `base and step relations of recursion have different number of fields: ${base.length}, ${step.length}`,
    ).at(sql, offset);
  for (const [i, { type }] of base.entries()) {
    const given = step[i] ?? { type };
    const common = commonType(given.type, type);
    if (common === undefined || typeText(common) !== typeText(type))
      throw new AthenaError(
        'TYPE_MISMATCH',
        `recursion step relation output type (${typeText(given.type)}) is not coercible to recursion base relation output type (${typeText(type)}) at column ${i + 1}`,
      ).at(sql, offset);
  }
}
