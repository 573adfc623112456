import type { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../../lib/export';
import { putItems, scanItems, writeItems } from '../../../lib/local/dynamodb';
import { dynamoDbForTests } from './local-table';

const dynamoDb = dynamoDbForTests();

const order = (number: number, more: Item = {}): Item => ({
  tableid: { S: String(number % 3) },
  datetime: { S: String(number) },
  ...more,
});
const scan = async (table: string): Promise<Item[]> => {
  const items: Item[] = [];
  for await (const item of scanItems(dynamoDb.client, table)) items.push(item);
  return items.sort((a, b) => Number(a.datetime?.S) - Number(b.datetime?.S));
};

describe('items of a local table', () => {
  it('are written in batches and scanned again, all of them', async () => {
    const table = await dynamoDb.newTable();
    const items = Array.from({ length: 130 }, (_, number) => order(number));
    const progress: number[] = [];
    expect(await putItems(dynamoDb.client, table, items, (written) => progress.push(written))).toBe(130);
    expect(progress).toHaveLength(6);
    expect(progress.at(-1)).toBe(130);
    expect(await scan(table)).toEqual(items);
  });

  it('are scanned over several pages', async () => {
    const table = await dynamoDb.newTable();
    const large = { text: { S: 'x'.repeat(300_000) } };
    await putItems(
      dynamoDb.client,
      table,
      Array.from({ length: 8 }, (_, number) => order(number, large)),
    );
    expect((await scan(table)).map((item) => item.datetime?.S)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
  });

  it('are replaced and deleted', async () => {
    const table = await dynamoDb.newTable();
    await putItems(dynamoDb.client, table, [order(1), order(2), order(3)]);
    await writeItems(dynamoDb.client, table, [
      { kind: 'put', item: order(1, { quantity: { N: '2' } }) },
      { kind: 'delete', key: order(2) },
    ]);
    expect(await scan(table)).toEqual([order(1, { quantity: { N: '2' } }), order(3)]);
  });

  it('are sent again if DynamoDB has not processed them', async () => {
    const sent: number[] = [];
    const client = {
      send: async ({ input }: BatchWriteItemCommand) => {
        const requests = input.RequestItems?.orders ?? [];
        sent.push(requests.length);
        return { UnprocessedItems: requests.length > 2 ? { orders: requests.slice(0, 2) } : {} };
      },
    } as unknown as DynamoDBClient;
    expect(await putItems(client, 'orders', [order(1), order(2), order(3)])).toBe(3);
    expect(sent).toEqual([3, 2]);
  });
});
