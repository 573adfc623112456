import type * as z from 'zod';
import type { table } from './table-settings';

/** The table of sushi orders that is there when no table is configured. */
export const SUSHI_ORDER_DATA: z.input<typeof table> = {
  name: 'SushiOrderData',
  partitionKey: { name: 'tableid' },
  sortKey: { name: 'datetime' },
  attributes: [
    { name: 'datetime', type: 'timestamp', column: 'ordered_at' },
    { name: 'quantity', type: 'decimal(38,0)' },
    { name: 'menu', type: 'string' },
    { name: 'price', type: 'decimal(12,2)' },
    { name: 'orderId', type: 'string' },
    { name: 'toppings', type: 'array<string>' },
    { name: 'detail', path: ['chef'], type: 'string' },
  ],
};
