import { AthenaError, RefusedError } from '../errors';
import { comparable, isComparable } from '../representation';
import type { Expression, Query, QueryBody } from '../syntax/ast';
import { typeText } from '../types';
import { commonType } from '../values/common-type';
import { unify } from '../values/coercion';
import { qualifyTies } from './order-by';
import { sortKeys } from './sorting';
import { alignColumns } from './align-columns';
import { analyze } from './analyze';
import { columnValue, fresh, notPassed, type OutputColumn, type QueryResult, type Scope, type Session } from './scope';
import { analyzeSelect } from './select';
import { analyzeWith } from './with';

/** Translates a query; its columns are c1, c2, .. in DuckDB. */
export function analyzeQuery(node: Query, given: Session, parent: Scope | undefined): QueryResult {
  // only the outermost SELECT spells
  const { spell, ...outer } = given;
  const { session, definitions } = analyzeWith(node, outer);
  const body = analyzeBody(node, spell === true ? { ...session, spell } : session, parent);
  if (definitions.length === 0) return body;
  // DuckDB has no WITH right behind another one
  const sql = mayBeginWithWith(node.body) ? `SELECT * FROM (${body.sql}) AS ${fresh(session, 'r')}` : body.sql;
  return { ...body, sql: `WITH ${definitions.join(', ')} ${sql}` };
}

/** Whether a query in parentheses with a WITH of its own can be the whole of a body, or of its operand that has rows. */
function mayBeginWithWith(node: QueryBody): boolean {
  switch (node.kind) {
    case 'nested':
      return node.query.with.length > 0 || mayBeginWithWith(node.query.body);
    case 'setOperation':
      return mayBeginWithWith(node.left) || mayBeginWithWith(node.right);
    default:
      return false;
  }
}

function analyzeBody(node: Query, session: Session, parent: Scope | undefined): QueryResult {
  const tail = limits(node);
  if (node.body.kind === 'select') {
    const result = analyzeSelect(node.body, node.orderBy, session, parent, tiesUpTo(node));
    if (tail === '') return result;
    return { ...result, sql: result.sql + tail, columns: notPassed(result.columns), mostRows: mostRows(node, result) };
  }
  const result = analyzeQueryBody(node.body, session, parent);
  if (node.orderBy.length === 0 && tail === '') return result;
  const alias = fresh(session, 'r');
  const fields = result.columns.map((c, i) => ({
    name: c.name,
    relation: undefined,
    value: columnValue(`${alias}.c${i + 1}`, c),
  }));
  const keys = node.orderBy.map((item) => {
    const place = item.expression.kind === 'integer' ? Number(item.expression.text) : undefined;
    const field = place === undefined ? undefined : fields[place - 1];
    if (place !== undefined && field === undefined)
      throw new AthenaError('INVALID_COLUMN_REFERENCE', `ORDER BY position ${place} is not in select list`);
    const key = field?.value ?? analyze(item.expression, { session, scope: { fields }, clause: 'ORDER BY' });
    return sortKeys(key.sql, key.type, item);
  });
  const order = keys.length === 0 ? '' : ` ORDER BY ${keys.join(', ')}`;
  const columns = tail === '' ? result.columns : notPassed(result.columns);
  return {
    ...result,
    sql: `SELECT * FROM (${result.sql}) AS ${alias}${qualifyTies(order, tiesUpTo(node))}${order}${tail}`,
    columns,
    mostRows: mostRows(node, result),
  };
}

/** Of a query whose body has this result: LIMIT gives no more. */
function mostRows({ limit, ties }: Query, body: QueryResult): number | undefined {
  return limit === undefined || ties ? body.mostRows : Math.min(limit, body.mostRows ?? limit);
}

/** The rank of the last row that counts, where its equals count as well. */
const tiesUpTo = ({ ties, limit, skip }: Query): number | undefined =>
  ties && limit !== undefined ? limit + (skip ?? 0) : undefined;

function limits({ limit, skip, ties }: Query): string {
  return `${limit === undefined || ties ? '' : ` LIMIT ${limit}`}${skip === undefined ? '' : ` OFFSET ${skip}`}`;
}

function analyzeQueryBody(node: QueryBody, session: Session, parent: Scope | undefined): QueryResult {
  switch (node.kind) {
    case 'select':
      return analyzeSelect(node, [], session, parent);
    case 'values':
      return analyzeValues(node.rows, session, parent);
    case 'nested':
      return analyzeQuery(node.query, session, parent);
    case 'setOperation':
      return setOperation(node, session, parent);
  }
}

function analyzeValues(rows: readonly Expression[], session: Session, parent: Scope | undefined): QueryResult {
  const context = { session, scope: { fields: [], ...(parent === undefined ? {} : { parent }) }, clause: 'VALUES' };
  const table = rows.map((row) => (row.kind === 'row' ? row.elements : [row]).map((e) => analyze(e, context)));
  const width = table[0]?.length ?? 0;
  if (table.some((row) => row.length !== width))
    throw new AthenaError('TYPE_MISMATCH', 'Values rows have mismatched sizes');
  if (width === 1 && rows.some((r) => r.kind !== 'row') && table.some((r) => r[0]?.type.kind === 'row'))
    throw new RefusedError('VALUES of computed rows', 'VALUES (a, b)');
  const columns = Array.from({ length: width }, (_, i) =>
    unify(
      table.flatMap((row) => row[i] ?? []),
      'Values rows have mismatched types',
    ),
  );
  const lines = table.map((_, r) => `(${columns.map((c) => c.values[r]?.sql ?? 'NULL').join(', ')})`);
  const alias = fresh(session, 'r');
  const names = columns.map((_, i) => `c${i + 1}`).join(', ');
  return {
    sql: `SELECT * FROM (VALUES ${lines.join(', ')}) AS ${alias}(${names})`,
    columns: columns.map((c): OutputColumn => ({ name: undefined, type: c.type })),
    mostRows: rows.length,
  };
}

function setOperation(
  node: Extract<QueryBody, { kind: 'setOperation' }>,
  session: Session,
  parent: Scope | undefined,
): QueryResult {
  const left = analyzeQueryBody(node.left, session, parent);
  const right = analyzeQueryBody(node.right, session, parent);
  if (left.columns.length !== right.columns.length)
    throw new AthenaError(
      'TYPE_MISMATCH',
      `${node.operator} query has different number of fields: ${left.columns.length}, ${right.columns.length}`,
    );
  const isUnionAll = node.operator === 'UNION' && node.all;
  const columns = left.columns.map((c, i): OutputColumn => {
    const other = right.columns[i]?.type ?? c.type;
    const type = commonType(c.type, other);
    if (type === undefined)
      throw new AthenaError(
        'TYPE_MISMATCH',
        `column ${i + 1} in ${node.operator} query has incompatible types: ${typeText(c.type)}, ${typeText(other)}`,
      );
    const constantIn = [...(c.constantIn ?? []), ...(right.columns[i]?.constantIn ?? [])];
    return { name: c.name, type, ...(isUnionAll && constantIn.length > 0 ? { constantIn } : {}) };
  });
  const types = columns.map((c) => c.type);
  const [a, b] = [alignColumns(left, types, session), alignColumns(right, types, session)];
  if (isUnionAll && left.isEmpty === true) return { ...right, sql: b, columns };
  if (isUnionAll && right.isEmpty === true) return { ...left, sql: a, columns };
  const plain = types.every(isComparable);
  if (plain || isUnionAll) return { sql: `(${a}) ${node.operator}${node.all ? ' ALL' : ''} (${b})`, columns };
  if (node.operator !== 'UNION') throw new RefusedError(`${node.operator} of ${types.map(typeText).join(', ')}`);
  const alias = fresh(session, 'r');
  const keys = types.map((t, i) => comparable(`${alias}.c${i + 1}`, t));
  return { sql: `SELECT DISTINCT ON (${keys.join(', ')}) * FROM ((${a}) UNION ALL (${b})) AS ${alias}`, columns };
}
