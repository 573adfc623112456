import type { Item } from '../../export';
import type { ItemChange } from '../dynamodb';
import { correctOrder, keyOf } from './change-orders';
import { generateOrders } from './generate-orders';

const DAYS = 30;
const DELETE_EVERY = 131;
const UPDATE_EVERY = 97;

/**
 * What happens to the orders of a table in a day: a new day of orders, and of the old ones some are corrected and some are
 * deleted, other ones each day. Every key is changed once at most.
 *
 * @param items the table before, of about thirty days
 * @param until the day's end
 */
export function* nextDay(items: readonly Item[], until: Date): Generator<ItemChange> {
  const day = Math.floor(until.getTime() / 86_400_000);
  const count = Math.max(1, Math.round(items.length / DAYS));
  const known = new Set(items.map((item) => JSON.stringify(keyOf(item))));
  for (const item of generateOrders({ count, days: 1, until, seed: day }))
    if (!known.has(JSON.stringify(keyOf(item)))) yield { kind: 'put', item };
  for (const [index, item] of items.entries()) {
    if ((index + day) % DELETE_EVERY === 0) yield { kind: 'delete', key: keyOf(item) };
    else if ((index + day) % UPDATE_EVERY === 0) yield { kind: 'put', item: correctOrder(item) };
  }
}
