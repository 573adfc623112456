import { createOrdersTable, type LocalDynamoDb, startLocalDynamoDb } from '../../../lib/local/dynamodb';

/** A DynamoDB for the tests of a file; each test creates its own table. */
export function localDynamoDb(): { newTable(): Promise<string>; readonly client: LocalDynamoDb['client'] } {
  let dynamoDb: LocalDynamoDb | undefined;
  let tables = 0;
  const running = (): LocalDynamoDb => {
    if (!dynamoDb) throw new Error('DynamoDB is there while tests run only');
    return dynamoDb;
  };
  beforeAll(async () => {
    dynamoDb = await startLocalDynamoDb();
  });
  afterAll(() => running().close());
  return {
    get client() {
      return running().client;
    },
    newTable: async () => {
      const name = `orders-${++tables}`;
      await createOrdersTable(running().client, name);
      return name;
    },
  };
}
