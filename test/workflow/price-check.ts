import type { SavedCheck } from '../../lib/sql';

/** A check of the users', for definitions that have one. */
export const PRICE_CHECK: SavedCheck = {
  name: 'price_is_known',
  title: 'The price is known',
  description: 'Every order has a price.',
  table: undefined,
  severity: 'error',
  sql: "SELECT item FROM sushiorderdata WHERE element_at(item, 'price') IS NULL",
};
