import { AthenaError, RefusedError } from '../errors';
import { equals } from '../representation';
import type { Identifier, Relation } from '../syntax/ast';
import { commonType, typeText } from '../types';
import { quoteName, type Value } from '../value';
import type { ColumnShape } from './catalog';
import { coerce } from './coercion';
import { condition } from './expression';
import { analyzeQuery } from './query';
import { partOfItem } from './openx';
import type { PartialScan } from './partial-scan';
import {
  columnValue,
  findField,
  fresh,
  type Context,
  type Field,
  type QueryResult,
  type Scope,
  type Session,
} from './scope';
import { openTable } from './table';
import { analyzeUnnest, unnestAlone, unnestOf } from './unnest';

/** A relation as it stands in DuckDB's FROM, and the columns it gives. */
export interface Source {
  readonly sql: string;
  readonly fields: readonly Field[];
}

/** `left` are the relations before this one, which LATERAL and UNNEST can see. */
export function analyzeRelation(node: Relation, session: Session, parent: Scope | undefined, left?: Source): Source {
  switch (node.kind) {
    case 'table':
      return tableSource(node.parts, session);
    case 'subquery':
      return querySource(analyzeQuery(node.query, session, parent), session);
    case 'lateral': {
      const result = analyzeQuery(node.query, session, scopeOf(left?.fields ?? [], parent));
      const source = querySource(result, session);
      return { ...source, sql: `LATERAL ${source.sql}` };
    }
    case 'alias':
      if (node.relation.kind === 'unnest') return unnestAlone({ node: node.relation, alias: node }, session, parent);
      return renamed(analyzeRelation(node.relation, session, parent, left), node.alias, node.columns);
    case 'unnest':
      return unnestAlone({ node, alias: undefined }, session, parent);
    case 'join':
      return analyzeJoin(node, session, parent);
  }
}

export const scopeOf = (fields: readonly Field[], parent: Scope | undefined): Scope => ({
  fields,
  ...(parent === undefined ? {} : { parent }),
});

/** A query's columns under a new alias. */
export function querySource(result: QueryResult, session: Session): Source {
  const alias = fresh(session, 'r');
  const fields = result.columns.map((c, i): Field => ({
    name: c.name,
    relation: undefined,
    value: columnValue(`${alias}.c${i + 1}`, c),
  }));
  return { sql: `(${result.sql}) AS ${alias}`, fields };
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
    return { sql: `${cte.sqlName} AS ${alias}`, fields };
  }
  const database = parts.at(-2)?.name ?? session.database;
  const opened = openTable(parts, session);
  if ('query' in opened) {
    const source = querySource(opened.query, session);
    return { ...source, fields: source.fields.map((f) => ({ ...f, relation: name, database })) };
  }
  const partial = opened.relationOf && session.partial(alias, opened.relationOf);
  const fields = opened.columns.map((c): Field => ({
    name: c.name,
    relation: name,
    database,
    value: tableColumn(c, alias, partial),
    ...(c.hidden === true ? { hidden: true } : {}),
  }));
  return { sql: `${(partial ?? opened).relation} AS ${alias}`, fields };
}

function tableColumn(c: ColumnShape, alias: string, partial: PartialScan | undefined): Value {
  const sql = `${alias}.${quoteName(c.name)}`;
  if (c.openX === true && partial !== undefined)
    return partOfItem(alias, { item: sql, scan: alias, attributes: partial.attributes }, c.type);
  return columnValue(sql, {
    name: c.name,
    type: c.type,
    ...(c.partitionKey === true ? { fromPartition: true } : {}),
    ...(c.openX === true ? { openX: 'item' } : {}),
  });
}

export function renamed(source: Source, alias: Identifier, columns: readonly Identifier[] | undefined): Source {
  const shown = source.fields.filter((f) => f.hidden !== true);
  const unqualified = (f: Field): Field => ({
    name: f.name,
    relation: alias.name,
    value: f.value,
    ...(f.hidden === true ? { hidden: true } : {}),
  });
  if (columns === undefined) return { ...source, fields: source.fields.map(unqualified) };
  if (columns.length !== shown.length) {
    throw new AthenaError(
      'MISMATCHED_COLUMN_ALIASES',
      `Column alias list has ${columns.length} entries but '${alias.name}' has ${shown.length} columns available`,
    );
  }
  return { ...source, fields: shown.map((f, i) => ({ ...unqualified(f), name: columns[i]?.name })) };
}

type Join = Extract<Relation, { kind: 'join' }>;

function analyzeJoin(node: Join, session: Session, parent: Scope | undefined): Source {
  const left = analyzeRelation(node.left, session, parent);
  const unnest = unnestOf(node.right);
  if (unnest !== undefined) return analyzeUnnest(node, unnest, left, session, parent);
  const right = analyzeRelation(node.right, session, parent, left);
  const fields = [...left.fields, ...right.fields];
  const rightSql = right.sql.includes(' JOIN ') && node.right.kind === 'join' ? `(${right.sql})` : right.sql;
  if (node.type === 'CROSS') return { sql: `${left.sql} CROSS JOIN ${rightSql}`, fields };
  if (right.sql.startsWith('LATERAL') && node.type !== 'INNER' && node.type !== 'LEFT')
    throw new RefusedError(`${node.type} JOIN LATERAL`);
  if (node.using !== undefined) return joinUsing(node, left, right, rightSql);
  const context: Context = { session, scope: scopeOf(fields, parent), clause: 'JOIN' };
  const on = node.on === undefined ? 'TRUE' : condition(node.on, context).sql;
  return { sql: `${left.sql} ${node.type} JOIN ${rightSql} ON ${on}`, fields };
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
  const rest = [...left.fields, ...right.fields].filter((f) => !used.has(f));
  return {
    sql: `${left.sql} ${node.type} JOIN ${rightSql} ON ${conditions.join(' AND ')}`,
    fields: [...merged, ...rest],
  };
}
