import { AthenaError } from '../errors';
import type { Expression, QueryBody, SelectItem, SortItem } from '../syntax/ast';
import type { Value } from '../values/value';
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
  return items.flatMap((item) =>
    item.kind === 'star' ? starItems(item.relation?.name, context) : [analyzeItem(item, context)],
  );
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
      'COLUMN_NOT_FOUND',
      relation === undefined
        ? 'SELECT * not allowed in queries without FROM clause'
        : `Unable to resolve reference ${relation}`,
    );
  return fields.map((f) => {
    if (f.unusable !== undefined) throw f.unusable();
    return { name: f.name, value: f.value, source: f };
  });
}

/** What is computed of the rows that WHERE lets through. */
export function expressionsOf(node: Select, orderBy: readonly SortItem[]): Expression[] {
  return [
    ...node.items.flatMap((i) => (i.kind === 'expression' ? [i.expression] : [])),
    ...(node.having === undefined ? [] : [node.having]),
    ...orderBy.map((s) => s.expression),
  ];
}
