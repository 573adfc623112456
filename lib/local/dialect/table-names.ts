import { children } from './analysis/walk';
import type { Expression, Query, QueryBody, Relation } from './syntax/ast';
import { parseStatement } from './syntax/statement';

/** A table that a statement names; `database` is undefined where the name has one part. */
export interface TableName {
  readonly database: string | undefined;
  readonly table: string;
}

/** The names in FROM, those of WITH queries among them: a resolver can look them up before the translation. */
export function tableNames(sql: string): TableName[] {
  const found = new Map<string, TableName>();
  const add = (parts: readonly { readonly name: string }[]): void => {
    const names = parts.map((p) => p.name.toLowerCase());
    found.set(names.join('.'), { database: names.at(-2), table: names.at(-1) ?? '' });
  };
  visitQuery(parseStatement(sql).query, add);
  return [...found.values()];
}

type Add = (parts: readonly { readonly name: string }[]) => void;

function visitQuery(query: Query, add: Add): void {
  for (const w of query.with) visitQuery(w.query, add);
  visitBody(query.body, add);
  for (const { expression } of query.orderBy) visitExpression(expression, add);
}

function visitBody(body: QueryBody, add: Add): void {
  switch (body.kind) {
    case 'select':
      if (body.from !== undefined) visitRelation(body.from, add);
      for (const e of [
        ...body.items.flatMap((i) => (i.kind === 'expression' ? [i.expression] : [])),
        body.where,
        body.having,
      ]) {
        if (e !== undefined) visitExpression(e, add);
      }
      return;
    case 'nested':
      visitQuery(body.query, add);
      return;
    case 'setOperation':
      visitBody(body.left, add);
      visitBody(body.right, add);
      return;
    case 'values':
      for (const row of body.rows) visitExpression(row, add);
  }
}

function visitRelation(relation: Relation, add: Add): void {
  switch (relation.kind) {
    case 'table':
      add(relation.parts);
      return;
    case 'alias':
      visitRelation(relation.relation, add);
      return;
    case 'subquery':
    case 'lateral':
      visitQuery(relation.query, add);
      return;
    case 'unnest':
      for (const e of relation.expressions) visitExpression(e, add);
      return;
    case 'join':
      visitRelation(relation.left, add);
      visitRelation(relation.right, add);
      if (relation.on !== undefined) visitExpression(relation.on, add);
  }
}

function visitExpression(e: Expression, add: Add): void {
  if (e.kind === 'scalarQuery' || e.kind === 'exists' || e.kind === 'inQuery') visitQuery(e.query, add);
  for (const child of children(e)) visitExpression(child, add);
}
