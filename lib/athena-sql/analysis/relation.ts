import type { ColumnShape } from '../catalog';
import { AthenaError, RefusedError } from '../errors';
import { equals } from '../representation';
import type { Scan } from '../values/scan';
import type { Identifier, Relation } from '../syntax/ast';
import { typeText } from '../types';
import { commonType } from '../values/common-type';
import type { Value } from '../values/value';
import { quoteName } from '../quote';
import { coerce } from '../values/coercion';
import { analyzeCondition, analyzeInnerQuery } from './analyze';
import { partOfItem } from '../values/openx';
import { forbidPruning } from './pruning';
import { columnValue, findField, fresh, type Context, type Field, type Scope, type Session } from './scope';
import { querySource, renameSource, scopeOf, type Source } from './source';
import { openTable } from './table';
import { analyzeUnnest, unnestAlone, unnestOf } from './unnest';

/** `left` are the relations before this one, which LATERAL and UNNEST can see. */
export function analyzeRelation(node: Relation, session: Session, parent: Scope | undefined, left?: Source): Source {
  try {
    return sourceOf(node, session, parent, left);
  } catch (error) {
    if (error instanceof RefusedError || error instanceof AthenaError) throw error.at(session.sql, node.offset);
    throw error;
  }
}

function sourceOf(node: Relation, session: Session, parent: Scope | undefined, left?: Source): Source {
  switch (node.kind) {
    case 'table':
      return tableSource(node.parts, session);
    case 'subquery':
      return querySource(analyzeInnerQuery(node.query, session, parent), session);
    case 'lateral': {
      const result = analyzeInnerQuery(node.query, session, scopeOf(left?.fields ?? [], parent));
      const source = querySource(result, session);
      return { ...source, sql: `LATERAL ${source.sql}` };
    }
    case 'alias':
      if (node.relation.kind === 'unnest') return unnestAlone({ node: node.relation, alias: node }, session, parent);
      return renameSource(analyzeRelation(node.relation, session, parent, left), node.alias, node.columns);
    case 'sample':
      return sampleOf(analyzeRelation(node.relation, session, parent, left), node.percentage);
    case 'unnest':
      return unnestAlone({ node, alias: undefined }, session, parent);
    case 'join':
      return analyzeJoin(node, session, parent);
  }
}

function tableSource(parts: readonly Identifier[], session: Session): Source {
  const name = parts.at(-1)?.name ?? '';
  const cte = parts.length === 1 ? session.ctes.get(name.toLowerCase()) : undefined;
  const alias = fresh(session, 'r');
  if (cte !== undefined) {
    const fields = cte.columns.map((c, i): Field => ({
      name: c.name,
      relation: name,
      value: columnValue(`${alias}.c${i + 1}`, c),
    }));
    return { sql: `${cte.sqlName} AS ${alias}`, alias, fields, isEmpty: () => false };
  }
  const database = parts.at(-2)?.name ?? session.database;
  const opened = openTable(parts, session);
  if ('query' in opened) {
    const source = querySource(opened.query, session);
    return { ...source, fields: source.fields.map((f) => ({ ...f, relation: name, database })) };
  }
  const { views, conditions = [] } = session;
  const scan = session.scan(alias, opened, { name: `${database}.${name}`.toLowerCase(), views, conditions });
  const fields = opened.columns.map((c): Field => ({
    name: c.name,
    relation: name,
    database,
    value: tableColumn(c, scan),
    ...(c.hidden === true ? { hidden: true } : {}),
  }));
  return { sql: `${scan.relation} AS ${alias}`, alias, fields, isEmpty: () => scan.isEmpty };
}

/** Each row with a probability. */
function sampleOf(source: Source, percentage: number): Source {
  if (source.alias === undefined) throw new RefusedError('TABLESAMPLE of this relation', 'a subquery', 'has it');
  if (percentage === 100) return source;
  const { alias } = source;
  return { ...source, sql: `(SELECT * FROM ${source.sql} WHERE random() * 100 < ${percentage}) AS ${alias}` };
}

function tableColumn(c: ColumnShape, scan: Scan): Value {
  const sql = `${scan.alias}.${quoteName(c.name)}`;
  if (c.openX === true && scan.isPartial) return partOfItem({ item: sql, scan }, c.type);
  return columnValue(sql, {
    name: c.name,
    type: c.type,
    ...(c.partitionKey === true ? { fromPartition: true } : {}),
    ...(c.openX === true ? { openX: 'item' } : {}),
    ...(scan.hasConstant(c.name) ? { constantIn: [{ scan, column: c.name }] } : {}),
  });
}

type Join = Extract<Relation, { kind: 'join' }>;

function analyzeJoin(node: Join, session: Session, parent: Scope | undefined): Source {
  const left = analyzeRelation(node.left, session, parent);
  const unnest = unnestOf(node.right);
  if (unnest !== undefined) return analyzeUnnest(node, unnest, left, session, parent);
  const right = analyzeRelation(node.right, session, parent, left);
  const joined = joinColumns(node.type, left, right);
  const { fields } = joined;
  const rightSql = isJoin(node.right) ? `(${right.sql})` : right.sql;
  if (node.type === 'CROSS') return { ...joined, sql: `${left.sql} CROSS JOIN ${rightSql}` };
  if (isLateral(node.right) && node.type !== 'INNER' && node.type !== 'LEFT')
    throw new RefusedError(`${node.type} JOIN LATERAL`);
  if (node.using !== undefined) return joinUsing(node, left, right, rightSql);
  const context: Context = { session, scope: scopeOf(fields, parent), clause: 'JOIN' };
  const on = node.on === undefined ? 'TRUE' : analyzeCondition(node.on, context).sql;
  return { ...joined, sql: `${left.sql} ${node.type} JOIN ${rightSql} ON ${on}` };
}

/** Whether it stands as a join in DuckDB's FROM, as one with UNNEST does not. */
const isJoin = (node: Relation): boolean => node.kind === 'join' && unnestOf(node.right) === undefined;

const isLateral = (node: Relation): boolean =>
  node.kind === 'lateral' || (node.kind === 'alias' && isLateral(node.relation));

/** The columns of both sides: where NULL may stand for the rows of a side, none of its partitions can be ruled out later. */
function joinColumns(type: Join['type'], left: Source, right: Source): Omit<Source, 'sql'> {
  const keepsLeft = type === 'LEFT' || type === 'FULL';
  const keepsRight = type === 'RIGHT' || type === 'FULL';
  return {
    fields: [
      ...(keepsRight ? forbidPruning(left.fields) : left.fields),
      ...(keepsLeft ? forbidPruning(right.fields) : right.fields),
    ],
    isEmpty: () => {
      if (keepsLeft && keepsRight) return left.isEmpty() && right.isEmpty();
      return (!keepsRight && left.isEmpty()) || (!keepsLeft && right.isEmpty());
    },
  };
}

/** The columns of USING come first, once, and belong to neither side. */
function joinUsing(node: Join, left: Source, right: Source, rightSql: string): Source {
  const conditions: string[] = [];
  const merged: Field[] = [];
  const used = new Set<Field>();
  for (const { name } of node.using ?? []) {
    const [a, b] = [
      findField({ fields: left.fields }, undefined, name),
      findField({ fields: right.fields }, undefined, name),
    ];
    if (a === undefined || b === undefined)
      throw new AthenaError(
        'COLUMN_NOT_FOUND',
        `Column '${name}' is missing from ${a === undefined ? 'left' : 'right'} side of join`,
      );
    const type = commonType(a.value.type, b.value.type);
    if (type === undefined)
      throw new AthenaError(
        'TYPE_MISMATCH',
        `Column types of USING '${name}' differ: ${typeText(a.value.type)} vs ${typeText(b.value.type)}`,
      );
    const [x, y] = [coerce(a.value, type), coerce(b.value, type)];
    conditions.push(equals(x.sql, y.sql, type));
    merged.push({ name, relation: undefined, value: { sql: `coalesce(${x.sql}, ${y.sql})`, type, throws: false } });
    used.add(a).add(b);
  }
  const joined = joinColumns(node.type, left, right);
  const rest = [...left.fields, ...right.fields].flatMap((f, i) => (used.has(f) ? [] : (joined.fields[i] ?? [])));
  return {
    ...joined,
    sql: `${left.sql} ${node.type} JOIN ${rightSql} ON ${conditions.join(' AND ')}`,
    fields: [...merged, ...rest],
  };
}
