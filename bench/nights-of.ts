import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VirtualClock } from '../lib/asl';
import { absoluteFolder } from '../lib/athena-sql/engine/absolute-folder';
import { parseConfig, resources, type Table } from '../lib/config';
import { createOrdersTable, putItems } from '../lib/local/dynamodb';
import { generateOrders } from '../lib/local/sample-orders';
import { LocalSystem } from '../lib/local/system';
import { localDate } from '../lib/operations/local-date';
import { repeatableRandom } from './data';

const DAY = 86_400_000;
const FIRST = Date.UTC(2025, 0, 1, 19);

/**
 * A folder of so many nights of the sample table, each of the same orders, run by the workflow. They are run when the folder
 * is not there.
 *
 * @throws Error for a night that is not published
 */
export async function nightsOf(count: number, orders: number, progress: (text: string) => void): Promise<string> {
  const root = join(__dirname, '..', '.bench', `nights-${count}-${orders}`);
  const done = join(root, '..', `nights-${count}-${orders}.written`);
  // nights of another writer are no longer comparable
  const version = readFileSync(__filename, 'utf8');
  if (existsSync(done) && readFileSync(done, 'utf8') === version) return root;
  rmSync(root, { recursive: true, force: true });
  const config = parseConfig({});
  const [table] = config.tables as [Table];
  const name = resources(config, table).sourceTable;
  const tableArn = `arn:aws:dynamodb:${config.region}:000000000000:table/${name}`;
  const clock = new VirtualClock(FIRST);
  const system = await LocalSystem.open({
    folder: absoluteFolder(root),
    config,
    table,
    tableArn,
    clock,
    random: repeatableRandom(),
  });
  try {
    const { client } = system.dynamoDb;
    await createOrdersTable(client, name);
    await putItems(client, name, generateOrders({ count: orders, days: 30, until: new Date(FIRST), seed: 1 }));
    for (let night = 0; night < count; night++) {
      if (night % 50 === 0) progress(`running night ${night + 1} of ${count}, once`);
      const time = FIRST + night * DAY;
      await clock.sleep(Math.max(0, time - clock.now()));
      const scheduledTime = new Date(time).toISOString().replace('.000Z', 'Z');
      const { status, error, cause } = await system.night({ scheduledTime });
      if (status !== 'SUCCEEDED') throw new Error(`Night ${night + 1} was not published: ${error} ${cause}`);
    }
  } finally {
    await system.close();
  }
  writeFileSync(done, version);
  return root;
}

/** The date of the newest of so many nights, in the configuration's time zone. */
export function newestDate(count: number): string {
  return localDate(FIRST + (count - 1) * DAY, parseConfig({}).timeZone);
}
