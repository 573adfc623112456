import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../../lib/export';
import { PointInTimeRecovery } from '../../../lib/local/dynamodb/recovery';
import { putItems, writeItems } from '../../../lib/local/dynamodb';
import { dynamoDbForTests } from './local-table';

const dynamoDb = dynamoDbForTests();

const key = (id: string): Item => ({ tableid: { S: id }, datetime: { S: '2026-01-31' } });
const order = (id: string, price: number): Item => ({ ...key(id), price: { N: String(price) } });

describe("the laptop's point-in-time recovery", () => {
  it('gives the items of any time since it began, whatever was written after it', async () => {
    const { client } = dynamoDb;
    const table = await dynamoDb.newTable();
    let now = 1000;
    const recovery = new PointInTimeRecovery(client, { now: () => now });
    const prices = async (time: number): Promise<string> => {
      const found: string[] = [];
      for await (const item of recovery.itemsAt(table, time))
        found.push(`${item.tableid?.S ?? ''}=${item.price?.N ?? ''}`);
      return found.sort().join(' ');
    };
    await putItems(client, table, [order('a', 1), order('b', 2), order('c', 3)]);
    expect(recovery.earliest(table)).toBe(1000);
    recovery.begin();
    now = 2000;
    await writeItems(client, table, [
      { kind: 'put', item: order('a', 10) },
      { kind: 'delete', key: key('b') },
      { kind: 'put', item: order('d', 4) },
    ]);
    now = 3000;
    await client.send(new PutItemCommand({ TableName: table, Item: order('a', 100) }));
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: key('c'),
        UpdateExpression: 'SET price = :p',
        ExpressionAttributeValues: { ':p': { N: '30' } },
      }),
    );
    await client.send(new DeleteItemCommand({ TableName: table, Key: key('d') }));
    expect(await prices(1000)).toBe('a=1 b=2 c=3');
    expect(await prices(1999)).toBe('a=1 b=2 c=3');
    // a write at the very time belongs to the window that begins there
    expect(await prices(2000)).toBe('a=1 b=2 c=3');
    expect(await prices(2001)).toBe('a=10 c=3 d=4');
    expect(await prices(3001)).toBe('a=100 c=30');
  });
});
