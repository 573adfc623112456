import { AthenaError } from '../errors';
import type { Expression, Identifier, QueryBody, SelectItem, SortItem } from '../syntax/ast';
import { typeText } from '../types';
import { value, type Value } from '../values/value';
import { analyze } from './analyze';
import type { Context, Field } from './scope';

export type Select = Extract<QueryBody, { kind: 'select' }>;

/** A column of a SELECT list. */
export interface SelectedItem {
  readonly name: string | undefined;
  readonly value: Value;
  /** What it is: an expression, or a column that * stands for. */
  readonly source: Expression | Field;
}

/** The columns of a SELECT list, each * replaced by what it stands for. */
export function analyzeItems({ items }: Select, context: Context): SelectedItem[] {
  return items.flatMap((item) => {
    if (item.kind === 'expression') return [analyzeItem(item, context)];
    const found = item.kind === 'star' ? starItems(item.relation?.name, context) : fieldItems(item.row, context);
    return rename(found, item.columns);
  });
}

function rename(items: SelectedItem[], columns: readonly Identifier[] | undefined): SelectedItem[] {
  if (columns === undefined) return items;
  if (columns.length !== items.length)
    throw new AthenaError(
      'MISMATCHED_COLUMN_ALIASES',
      `Column alias list has ${columns.length} entries but relation has ${items.length} columns`,
    );
  return items.map((item, i) => ({ ...item, name: columns[i]?.name }));
}

/** The fields of a row, each a column of its name. */
function fieldItems(row: Expression, context: Context): SelectedItem[] {
  const { offset } = row;
  const given = analyze(row, context);
  if (given.type.kind !== 'row')
    throw new AthenaError('TYPE_MISMATCH', `Expression is not of type ROW: ${typeText(given.type)}`);
  return given.type.fields.map(({ name, type }, i) => {
    const sql = `(${given.sql}).f${i + 1}`;
    const index: Expression = { kind: 'integer', text: String(i + 1), offset };
    return { name, value: value(sql, type, given), source: { kind: 'subscript', base: row, index, offset } };
  });
}

function analyzeItem(item: Extract<SelectItem, { kind: 'expression' }>, context: Context): SelectedItem {
  const { expression, alias } = item;
  const derived = expression.kind === 'column' || expression.kind === 'field' ? expression.name.name : undefined;
  return { name: alias?.name ?? derived, value: analyze(expression, context), source: expression };
}

function starItems(relation: string | undefined, context: Context): SelectedItem[] {
  const fields = context.scope.fields.filter(
    (f) => f.hidden !== true && (relation === undefined || f.relation?.toLowerCase() === relation.toLowerCase()),
  );
  if (fields.length === 0)
    throw new AthenaError(
      relation === undefined ? 'COLUMN_NOT_FOUND' : 'TABLE_NOT_FOUND',
      relation === undefined
        ? 'SELECT * not allowed in queries without FROM clause'
        : `Unable to resolve reference ${relation}`,
    );
  return fields.map((f) => {
    if (f.unusable !== undefined) throw f.unusable();
    return { name: f.name, value: f.value, source: f };
  });
}

/** What stands in a SELECT list. */
export const itemExpressions = ({ items }: Select): Expression[] =>
  items.flatMap((item) => (item.kind === 'expression' ? [item.expression] : item.kind === 'fields' ? [item.row] : []));

/** What is computed of the rows that WHERE lets through. */
export function expressionsOf(node: Select, orderBy: readonly SortItem[]): Expression[] {
  return [
    ...itemExpressions(node),
    ...node.windows.flatMap(({ window }) => [...window.partitionBy, ...window.orderBy.map((s) => s.expression)]),
    ...(node.having === undefined ? [] : [node.having]),
    ...orderBy.map((s) => s.expression),
  ];
}
