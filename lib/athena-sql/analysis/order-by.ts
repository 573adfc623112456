import { AthenaError } from '../errors';
import type { Expression, SortItem } from '../syntax/ast';
import type { Value } from '../values/value';
import { analyze } from './analyze';
import { resolveField } from './names';
import { isSameExpression } from './same-expression';
import type { Context, Field } from './scope';
import type { SelectedItem } from './select-items';
import { sortKeys } from './sorting';
import { some } from './walk';

/** A number is a place, a name is first an item's and then a column's. */
export function analyzeOrderKey(
  e: Expression,
  items: readonly SelectedItem[],
  distinct: boolean,
  context: Context,
): Pick<OrderKey, 'value' | 'place'> {
  if (e.kind === 'integer') {
    const place = Number(e.text) - 1;
    const item = items[place];
    if (item === undefined)
      throw new AthenaError('INVALID_COLUMN_REFERENCE', `ORDER BY position ${e.text} is not in select list`);
    return { value: item.value, place };
  }
  const fields = items.map((i): Field => ({ name: i.name, relation: undefined, value: i.value }));
  const isName = e.kind === 'column';
  const usesName = some(
    e,
    (n) => n.kind === 'column' && items.some((i) => i.name?.toLowerCase() === n.name.name.toLowerCase()),
  );
  if (distinct && !isName && usesName) throw notInDistinct();
  const local: Context = { ...context, clause: 'ORDER BY', local: { fields } };
  const value = analyze(e, local);
  const named = resolveField(e, local);
  const place = named !== undefined && fields.includes(named) ? fields.indexOf(named) : placeOf(e, items, context);
  return { value, place };
}

/** Which item an expression is; undefined where it is none of them. */
function placeOf(node: Expression, items: readonly SelectedItem[], given: Context): number | undefined {
  // behind a GROUP BY, columns are those that were grouped
  const context = given.grouping?.inner ?? given;
  const field = resolveField(node, context);
  const isItem = ({ source }: SelectedItem): boolean => {
    if (!('kind' in source)) return source === resolveField(node, given);
    const own = resolveField(source, context);
    if (field !== undefined || own !== undefined) return field === own;
    return isSameExpression({ node: source, context }, { node, context });
  };
  const place = items.findIndex(isItem);
  return place < 0 ? undefined : place;
}

export const notInDistinct = (): AthenaError =>
  new AthenaError('EXPRESSION_NOT_IN_DISTINCT', 'For SELECT DISTINCT, ORDER BY expressions must appear in select list');

/** A key of ORDER BY. */
export interface OrderKey {
  readonly item: SortItem;
  readonly value: Value;
  /** Which item of the SELECT list it is, if it is one. */
  readonly place: number | undefined;
}

/** The condition that leaves the rows up to a rank, and those equal to the last of them. @param order ORDER BY, as SQL */
export const qualifyTies = (order: string, upTo: number | undefined): string =>
  upTo === undefined ? '' : ` QUALIFY rank() OVER (${order.trim()}) <= ${upTo}`;

/** ORDER BY of a SELECT, as SQL; '' where nothing orders it. */
export function orderText(keys: readonly (OrderKey & { readonly sql: string })[]): string {
  // a literal orders nothing, and DuckDB would take it for a place
  const texts = keys
    .filter((k) => k.value.literal === undefined)
    .map(({ item, value, sql }) => sortKeys(sql, value.type, item));
  return texts.length === 0 ? '' : ` ORDER BY ${texts.join(', ')}`;
}
