import type * as threadsModule from 'node:worker_threads';
import { Worker } from 'node:worker_threads';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { localDynamoDb } from '../../../lib/local/dynamodb';

jest.mock('node:worker_threads', () => {
  const threads = jest.requireActual<typeof threadsModule>('node:worker_threads');
  return {
    ...threads,
    Worker: jest.fn((...args: ConstructorParameters<typeof Worker>) => new threads.Worker(...args)),
  };
});

describe("the laptop's DynamoDB", () => {
  it('is started by the first request', async () => {
    const dynamoDb = localDynamoDb();
    const { client } = dynamoDb;
    try {
      expect(Worker).not.toHaveBeenCalled();
      await Promise.all([client.send(new ListTablesCommand()), client.send(new ListTablesCommand())]);
      expect((await client.send(new ListTablesCommand())).TableNames).toEqual([]);
      expect(Worker).toHaveBeenCalledTimes(1);
    } finally {
      await dynamoDb.close();
    }
  });

  it('can be closed when nothing was asked', async () => {
    await expect(localDynamoDb().close()).resolves.toBeUndefined();
  });
});
