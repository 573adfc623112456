import { createOrdersTable, localDynamoDb, type LocalDynamoDb } from '../../../lib/local/dynamodb';

/** A DynamoDB for the tests of a file; each test creates its own table. */
export function dynamoDbForTests(): Pick<LocalDynamoDb, 'client'> & { newTable(): Promise<string> } {
  const { client, close } = localDynamoDb();
  let tables = 0;
  afterAll(close);
  return {
    client,
    newTable: async () => {
      const name = `orders-${++tables}`;
      await createOrdersTable(client, name);
      return name;
    },
  };
}
