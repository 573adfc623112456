import type { Item } from '../../export';
import type { ItemChange } from '../dynamodb';
import { generateOrders, type GenerateOrdersOptions } from './generate-orders';

const DAY = 24 * 60 * 60_000;
const DELETE_EVERY = 131;
const UPDATE_EVERY = 97;
const OTHER_SEED = 0x5eed;

/**
 * What happens to the generated orders until the next night: a new day of orders, some that are corrected, some that
 * are deleted. Every key is changed once at most.
 *
 * @param orders what was given to `generateOrders` for the night before
 */
export function* changeOrders(orders: GenerateOrdersOptions): Generator<ItemChange> {
  const nextDay = {
    count: Math.max(1, Math.round(orders.count / orders.days)),
    days: 1,
    until: new Date(orders.until.getTime() + DAY),
    seed: orders.seed ^ OTHER_SEED,
  };
  for (const item of generateOrders(nextDay)) yield { kind: 'put', item };

  let number = 0;
  for (const item of generateOrders(orders)) {
    number++;
    if (number % DELETE_EVERY === 0) yield { kind: 'delete', key: keyOf(item) };
    else if (number % UPDATE_EVERY === 0) yield { kind: 'put', item: correctOrder(item) };
  }
}

/** The key of an order. */
export function keyOf({ tableid, datetime }: Item): Item {
  if (!tableid || !datetime) throw new TypeError('An order without its key.');
  return { tableid, datetime };
}

/** The order after a correction: one piece more. */
export function correctOrder(item: Item): Item {
  const quantity = Number(item.quantity?.N ?? '0') + 1;
  return { ...item, quantity: { N: String(quantity) }, corrected: { BOOL: true } };
}
