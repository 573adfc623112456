import { AthenaError, RefusedError } from '../errors';
import type { Relation } from '../syntax/ast';
import { BIGINT, duckType, typeText, UNKNOWN, type Type } from '../types';
import type { Value } from '../values/value';
import { analyze } from './analyze';
import { openXValue, rawSql } from '../values/openx';
import { renameSource, scopeOf, type Source } from './source';
import { fresh, type Context, type Field, type Scope, type Session } from './scope';

type Join = Extract<Relation, { kind: 'join' }>;

export interface Unnest {
  readonly node: Extract<Relation, { kind: 'unnest' }>;
  readonly alias: Extract<Relation, { kind: 'alias' }> | undefined;
}

export function unnestOf(node: Relation): Unnest | undefined {
  if (node.kind === 'unnest') return { node, alias: undefined };
  return node.kind === 'alias' && node.relation.kind === 'unnest' ? { node: node.relation, alias: node } : undefined;
}

/** UNNEST with no relation on its left: of a table of one row. */
export function unnestAlone(unnest: Unnest, session: Session, parent: Scope | undefined): Source {
  return analyzeUnnest(
    { type: 'CROSS', on: undefined },
    unnest,
    { sql: '(SELECT 1) AS one', fields: [], isEmpty: () => false },
    session,
    parent,
  );
}

/**
 * The left side and the unnested columns become one subquery: DuckDB unnests in SELECT row by row, while its lateral join
 * would first gather all distinct left rows.
 */
export function analyzeUnnest(
  join: Pick<Join, 'type' | 'on'>,
  { node, alias }: Unnest,
  left: Source,
  session: Session,
  parent: Scope | undefined,
): Source {
  const keepsEmpty = join.type === 'LEFT';
  const isTrue = join.on?.kind === 'boolean' && join.on.value;
  if (join.type !== 'CROSS' && !(isTrue && (join.type === 'LEFT' || join.type === 'INNER')))
    throw new RefusedError(`${join.type} JOIN UNNEST with a condition`, 'ON TRUE, and WHERE');
  const context: Context = { session, scope: scopeOf(left.fields, parent), clause: 'UNNEST' };
  const values = node.expressions.map((e) => analyze(e, context));
  const name = fresh(session, 'r');
  const leftColumns = left.fields.map((f, i): { column: string; field: Field } => ({
    column: `${rawSql(f.value)} AS l${i + 1}`,
    field: { ...f, value: keepValue(f.value, `${name}.l${i + 1}`) },
  }));
  const lists = values.flatMap(listsOf);
  const longest = `greatest(${lists.map((l) => `coalesce(len(${l.sql}), 0)`).join(', ')})`;
  const keepEmpty = (sql: string): string =>
    keepsEmpty ? `(CASE WHEN ${longest} = 0 THEN [NULL] ELSE ${sql} END)` : sql;
  const columns = lists.map((l, i) => `unnest(${keepEmpty(l.sql)}) AS u${i + 1}`);
  const fields = lists.flatMap((l, i) => fieldsOf(l, `${name}.u${i + 1}`));
  if (node.ordinality) {
    columns.push(`unnest(${keepEmpty(`range(1, ${longest} + 1)`)}) AS o`);
    fields.push(field(`${name}.o`, BIGINT));
  }
  const unnested: Source = { sql: '', fields, isEmpty: left.isEmpty };
  const shown = alias === undefined ? unnested : renameSource(unnested, alias.alias, alias.columns);
  const sql = `(SELECT ${[...leftColumns.map((k) => k.column), ...columns].join(', ')} FROM ${left.sql}) AS ${name}`;
  return { ...shown, sql, fields: [...leftColumns.map((k) => k.field), ...shown.fields] };
}

/** A value of the left side, now a column of the subquery. */
const keepValue = (v: Value, sql: string): Value =>
  v.openX === undefined ? { ...v, sql, throws: false } : openXValue(sql, v.openX.level, v.type);

const field = (sql: string, type: Type): Field => ({
  name: undefined,
  relation: undefined,
  value: { sql, type, throws: false },
});

interface List {
  readonly sql: string;
  readonly type: Type;
  /** Elements that are rows become columns, and elements of an item are attributes. */
  readonly elements: 'plain' | 'rows' | 'attributes';
}

function listsOf(v: Value): List[] {
  if (v.type.kind === 'array') return [{ sql: v.sql, type: v.type.element, elements: 'rows' }];
  if (v.type.kind === 'unknown') throw new AthenaError('INVALID_FUNCTION_ARGUMENT', 'Cannot unnest type: unknown');
  if (v.type.kind !== 'map') throw new AthenaError('TYPE_MISMATCH', `Cannot unnest type: ${typeText(v.type)}`);
  const isItem = v.openX?.level === 'item';
  return [
    { sql: `map_keys(${rawSql(v)})`, type: v.type.key, elements: 'plain' },
    {
      sql: `map_values(${isItem ? rawSql(v) : v.sql})`,
      type: v.type.value,
      elements: isItem ? 'attributes' : 'plain',
    },
  ];
}

function fieldsOf({ type, elements }: List, sql: string): Field[] {
  if (elements === 'attributes')
    return [{ name: undefined, relation: undefined, value: openXValue(sql, 'attribute', type) }];
  if (type.kind !== 'row' || elements === 'plain') {
    return [field(type.kind === UNKNOWN.kind ? `CAST(${sql} AS ${duckType(type)})` : sql, type)];
  }
  return type.fields.map((f, i) => ({
    name: f.name,
    relation: undefined,
    value: { sql: `(${sql}).f${i + 1}`, type: f.type, throws: false },
  }));
}
