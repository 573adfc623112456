import { setTimeout as sleep } from 'node:timers/promises';
import type { Item } from '../../lib/export';
import { writeItems, type ItemChange } from '../../lib/local/dynamodb';
import { dynamoDb, SETTLE_SECONDS, type TableUnderTest } from './system';

/** The items of a night of a table that has only `id` and `night`. */
export function nightItems(night: number, count: number): Item[] {
  return Array.from({ length: count }, (_, index) => ({ id: { S: `item-${index}` }, night: { N: String(night) } }));
}

/** Puts items and waits until an export has them. */
export async function put(table: TableUnderTest, items: Iterable<Item>): Promise<void> {
  await change(
    table,
    [...items].map((item) => ({ kind: 'put', item })),
  );
}

/** Changes items and waits until an export has them changed. */
export async function change({ sourceTable }: TableUnderTest, changes: Iterable<ItemChange>): Promise<void> {
  await writeItems(dynamoDb, sourceTable, changes);
  await sleep(SETTLE_SECONDS * 1000);
}
