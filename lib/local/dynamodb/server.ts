import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A DynamoDB within this process, in memory, on a free port of the loopback interface. */
export interface LocalDynamoDb {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  /** Ends server and client; all tables are gone. */
  close(): Promise<void>;
}

/**
 * Starts dynalite, in a thread of its own: writing and scanning a table is work for the client and for the server about
 * alike, and so takes two cores. It has tables and items; exports are `LocalExports`'.
 */
export async function startLocalDynamoDb(): Promise<LocalDynamoDb> {
  // Without execArgv the thread would inherit the hooks that run TypeScript.
  const server = new Worker(join(__dirname, 'server-thread.mjs'), { execArgv: [] });
  const [port] = (await once(server, 'message')) as [number];
  const endpoint = `http://127.0.0.1:${port}`;
  const client = localClient(endpoint);
  return {
    endpoint,
    client,
    close: async () => {
      client.destroy();
      await server.terminate();
    },
  };
}

/** Region, credentials and endpoint are all given, so the SDK looks nowhere else for them. */
function localClient(endpoint: string): DynamoDBClient {
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  // It copies every request and answer for a logger that is not there: a fifth of seeding's time, half of a scan's.
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}
