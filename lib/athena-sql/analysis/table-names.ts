import { itemExpressions } from './select-items';
import { children } from './walk';
import type { Expression, Identifier, Query, QueryBody, Relation } from '../syntax/ast';
import { parseStatement } from '../syntax/statement';

/** A table that a statement names; `database` is undefined where the name has one part. */
export interface TableName {
  readonly database: string | undefined;
  readonly table: string;
}

/** The names in FROM, those of WITH queries among them: a resolver can look them up before the translation. */
export function tableNames(sql: string): TableName[] {
  const found = new Map<string, TableName>();
  const visitor: Visitor = {
    table: (parts) => {
      const { database, table } = tableName(parts);
      found.set(`${database ?? ''}.${table}`, { database, table });
    },
    query: (query) => {
      for (const w of query.with) visitor.query(w.query);
      visitQuery(query, visitor);
    },
  };
  visitor.query(parseStatement(sql).query);
  return [...found.values()];
}

/**
 * The tables that a statement reads: the names in FROM that are none of its WITH queries, as they are written.
 *
 * @throws SqlSyntaxError, RefusedError
 */
export function tablesRead(sql: string): string[] {
  const names = namesRead(parseStatement(sql).query);
  return [...new Set(names.map((parts) => parts.map(({ name }) => name).join('.')))];
}

/** The names in FROM that are none of the query's own WITH queries, wherever they stand. */
export function namesRead(query: Query): (readonly Identifier[])[] {
  const found: (readonly Identifier[])[] = [];
  visitScope(query, (parts) => {
    found.push(parts);
  });
  return found;
}

function tableName(parts: readonly { readonly name: string }[]): TableName {
  const names = parts.map(({ name }) => name.toLowerCase());
  return { database: names.at(-2), table: names.at(-1) ?? '' };
}

/** A table in a FROM, with the texts that its WHERE compares columns with (`column = 'text'`), by their names in lower case. */
export interface ComparedTable extends TableName {
  readonly texts: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * The tables of every SELECT in a statement, with what the same SELECT asks of columns.
 *
 * @throws SqlSyntaxError, RefusedError
 */
export function findComparedTables(sql: string): ComparedTable[] {
  const found: ComparedTable[] = [];
  const visitor: Visitor = {
    table: () => undefined,
    query: (query) => {
      for (const w of query.with) visitor.query(w.query);
      visitQuery(query, visitor);
    },
    select: ({ from, where }) => {
      const texts = where === undefined ? new Map() : findComparedTexts(where);
      const table: Visitor['table'] = (parts) => found.push({ ...tableName(parts), texts });
      if (from !== undefined) visitRelation(from, { table, query: () => undefined });
    },
  };
  visitor.query(parseStatement(sql).query);
  return found;
}

function findComparedTexts(where: Expression): Map<string, Set<string>> {
  const texts = new Map<string, Set<string>>();
  const compare = (column: Expression, text: Expression) => {
    if ((column.kind !== 'column' && column.kind !== 'field') || text.kind !== 'string') return;
    const name = column.name.name.toLowerCase();
    texts.set(name, (texts.get(name) ?? new Set()).add(text.value));
  };
  const visit = (e: Expression) => {
    if (e.kind === 'comparison' && e.operator === '=') {
      compare(e.left, e.right);
      compare(e.right, e.left);
    }
    if (e.kind === 'inList' && !e.negated) for (const each of e.list) compare(e.operand, each);
    for (const child of children(e)) visit(child);
  };
  visit(where);
  return texts;
}

/** A WITH query is seen by those that follow it and by the query that they belong to; a recursive one by itself, too. */
function visitScope(query: Query, outer: Visitor['table']): void {
  const names = new Set<string>();
  const table: Visitor['table'] = (parts) => {
    const [only] = parts;
    if (parts.length > 1 || only === undefined || !names.has(only.name.toLowerCase())) outer(parts);
  };
  for (const each of query.with) {
    if (query.recursive) names.add(each.name.name.toLowerCase());
    visitScope(each.query, table);
    names.add(each.name.name.toLowerCase());
  }
  visitQuery(query, {
    table,
    query: (inner) => {
      visitScope(inner, table);
    },
  });
}

/** What is done with the tables, the inner queries and the SELECTs of a query. */
interface Visitor {
  readonly table: (parts: readonly Identifier[]) => void;
  readonly query: (query: Query) => void;
  readonly select?: (select: Extract<QueryBody, { kind: 'select' }>) => void;
}

/** Visits a query without its WITH clause. */
function visitQuery(query: Query, visitor: Visitor): void {
  visitBody(query.body, visitor);
  for (const { expression } of query.orderBy) visitExpression(expression, visitor);
}

function visitBody(body: QueryBody, visitor: Visitor): void {
  switch (body.kind) {
    case 'select':
      visitor.select?.(body);
      if (body.from !== undefined) visitRelation(body.from, visitor);
      for (const e of [...itemExpressions(body), body.where, body.having]) {
        if (e !== undefined) visitExpression(e, visitor);
      }
      return;
    case 'nested':
      visitor.query(body.query);
      return;
    case 'setOperation':
      visitBody(body.left, visitor);
      visitBody(body.right, visitor);
      return;
    case 'values':
      for (const row of body.rows) visitExpression(row, visitor);
  }
}

function visitRelation(relation: Relation, visitor: Visitor): void {
  switch (relation.kind) {
    case 'table':
      visitor.table(relation.parts);
      return;
    case 'alias':
    case 'sample':
      visitRelation(relation.relation, visitor);
      return;
    case 'subquery':
    case 'lateral':
      visitor.query(relation.query);
      return;
    case 'unnest':
      for (const e of relation.expressions) visitExpression(e, visitor);
      return;
    case 'join':
      visitRelation(relation.left, visitor);
      visitRelation(relation.right, visitor);
      if (relation.on !== undefined) visitExpression(relation.on, visitor);
  }
}

function visitExpression(e: Expression, visitor: Visitor): void {
  if (e.kind === 'scalarQuery' || e.kind === 'exists' || e.kind === 'inQuery' || e.kind === 'quantified')
    visitor.query(e.query);
  for (const child of children(e)) visitExpression(child, visitor);
}
