import { isDeepStrictEqual } from 'node:util';
import type { Item } from '../../lib/export';
import type { ItemChange } from '../../lib/local/dynamodb';
import { articleOrders, changeOrders, generateOrders } from '../../lib/local/sample-orders';
import { ODD_ATTRIBUTES } from '../../lib/local/sample-orders/odd-attributes';
import { comparableItem } from './expected-values';

const GENERATED = { count: 400, days: 5, until: new Date('2026-03-01T00:00:00Z'), seed: 1 };

/** The orders of the first night: the article's, one for each odd attribute, and some days of a restaurant. */
export function firstOrders(): Item[] {
  const odd = ODD_ATTRIBUTES.map((attributes, index) => ({
    tableid: { S: '窓側' },
    datetime: { S: `2026-02-20T03:04:05.${String(index).padStart(3, '0')}Z` },
    menu: { S: 'たまご' },
    quantity: { N: '1' },
    price: { N: '99.90' },
    orderId: { S: `odd-${index}` },
    ...attributes,
  }));
  return [...articleOrders, ...odd, ...generateOrders(GENERATED)];
}

/** What happens until the second night. */
export function changes(): ItemChange[] {
  return [...changeOrders(GENERATED)];
}

/** The orders of the second night. */
export function secondOrders(): Item[] {
  const orders = new Map(firstOrders().map((order) => [keyOf(order), order]));
  for (const made of changes()) {
    if (made.kind === 'put') orders.set(keyOf(made.item), made.item);
    else orders.delete(keyOf(made.key));
  }
  return [...orders.values()];
}

/** An order's key as one text. */
export function keyOf({ tableid, datetime }: Item): string {
  return `${tableid?.S ?? ''}/${datetime?.S ?? ''}`;
}

/** How many orders of the second night are not as they were on the first one, and how many are. */
export function changedItems(): Record<'added' | 'removed' | 'changed' | 'unchanged', number> {
  const [before, after] = [firstOrders(), secondOrders()].map(
    (orders) => new Map(orders.map((order) => [keyOf(order), comparableItem(order)])),
  ) as [Map<string, object>, Map<string, object>];
  const kept = [...before.keys()].filter((key) => after.has(key));
  const unchanged = kept.filter((key) => isDeepStrictEqual(before.get(key), after.get(key))).length;
  return {
    added: after.size - kept.length,
    removed: before.size - kept.length,
    changed: kept.length - unchanged,
    unchanged,
  };
}
