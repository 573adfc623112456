import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';

/** What an export has to know of its table. */
export interface ExportableTable {
  readonly name: string;
  readonly tableId: string;
  /** Name of the attribute that items are distributed by. */
  readonly partitionKey: string;
  /** Names of the key attributes, that of the partition key first. */
  readonly keys: readonly string[];
}

/** Creates the article's table, `tableid` HASH and `datetime` RANGE, and waits until it can be written to. */
export async function createOrdersTable(client: DynamoDBClient, tableName: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'tableid', AttributeType: 'S' },
        { AttributeName: 'datetime', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'tableid', KeyType: 'HASH' },
        { AttributeName: 'datetime', KeyType: 'RANGE' },
      ],
    }),
  );
  // The SDK's waiter asks every 2 s at best; this table is there after a few milliseconds.
  while ((await describe(client, tableName))?.TableStatus !== 'ACTIVE') await setTimeout(2);
}

/** @returns undefined if there is no such table */
export async function findTable(client: DynamoDBClient, tableName: string): Promise<ExportableTable | undefined> {
  const table = await describe(client, tableName);
  const keys = (table?.KeySchema ?? [])
    .toSorted((a, b) => (a.KeyType ?? '').localeCompare(b.KeyType ?? ''))
    .flatMap(({ AttributeName }) => AttributeName ?? []);
  const [partitionKey] = keys;
  return partitionKey === undefined
    ? undefined
    : { name: tableName, tableId: localTableId(tableName), partitionKey, keys };
}

/**
 * The id of a table on this machine, the same in every process: the nights of a folder are those of one table, while
 * dynalite gives a table another id in each process.
 */
function localTableId(tableName: string): string {
  const digits = createHash('sha256').update(tableName).digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

async function describe(client: DynamoDBClient, tableName: string) {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: tableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
