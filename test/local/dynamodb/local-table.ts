import { createOrdersTable, localDynamoDb, type LocalDynamoDb } from '../../../lib/local/dynamodb';

/** A DynamoDB for the tests of a file; each test creates its own table. */
export function dynamoDbForTests(): Pick<LocalDynamoDb, 'client'> & { newTable(): Promise<string> } {
  const dynamoDb = localDynamoDb();
  const { client } = dynamoDb;
  let tables = 0;
  afterAll(() => dynamoDb.close());
  return {
    client,
    newTable: async () => {
      const name = `orders-${++tables}`;
      await createOrdersTable(client, name);
      return name;
    },
  };
}
