import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A DynamoDB within this process, in memory, on a free port of the loopback interface. */
export interface LocalDynamoDb {
  readonly client: DynamoDBClient;
  /** Ends server and client; all tables are gone. */
  close(): Promise<void>;
}

/**
 * A dynalite that the client's first request starts, since a night of an export that is already there makes none. It runs
 * in a thread of its own: writing and scanning a table is work for the client and for the server about alike, and so takes
 * two cores. It has tables and items; exports are `LocalExports`'.
 */
export function localDynamoDb(): LocalDynamoDb {
  let server: Worker | undefined;
  let started: Promise<Endpoint> | undefined;
  const start = async (): Promise<Endpoint> => {
    // Without execArgv the thread would inherit the hooks that run TypeScript.
    server = new Worker(join(__dirname, 'server-thread.mjs'), { execArgv: [] });
    const [port] = (await once(server, 'message')) as [number];
    return { protocol: 'http:', hostname: '127.0.0.1', port, path: '/' };
  };
  const client = localClient(() => (started ??= start()));
  return {
    client,
    close: async () => {
      client.destroy();
      await server?.terminate();
    },
  };
}

type Endpoint = Readonly<Record<'protocol' | 'hostname' | 'path', string>> & { readonly port: number };

/** Region, credentials and endpoint are all given, so the SDK looks nowhere else for them. */
function localClient(endpoint: () => Promise<Endpoint>): DynamoDBClient {
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  // It copies every request and answer for a logger that is not there: a fifth of seeding's time, half of a scan's.
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}
