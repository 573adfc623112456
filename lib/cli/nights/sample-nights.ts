import { amount } from '../../amount';
import { VirtualClock } from '../../asl';
import { resources, type Config, type Table } from '../../config';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { createOrdersTable, putItems, writeItems } from '../../local/dynamodb';
import { makeNights } from '../../local/folder/new-nights';
import { articleOrders, changeOrders, generateOrders } from '../../local/sample-orders';
import { LocalSystem } from '../../local/system';
import { print } from '../terminal/print';
import { progressBar } from '../terminal/progress-bar';
import { noteLostTables } from './note-lost-tables';
import { runNight } from './run-night';
import { lastScheduledTime } from '../../operations/scheduled-time';
import { showNight, type Answers } from './show-night';

const DAY = 86_400_000;

/**
 * Nights of a sushi restaurant's orders: two of full exports and, after some orders changed once more, that of today, which
 * is made of the night before and the changes since.
 *
 * @param folder whose nights they replace
 * @param orderCount generated orders, on top of the three of the sample
 * @param answers which saved queries are answered
 * @returns whether all were published
 */
export async function sampleNights(
  config: Config,
  folder: AbsoluteFolder,
  orderCount: number,
  answers: Answers = 'all',
): Promise<boolean> {
  const ran = await makeNights(folder, (next) => runInto(config, next, orderCount), noteLostTables);
  return showNight(ran.result, { folder, config, table: ran.table, answers });
}

async function runInto(config: Config, folder: AbsoluteFolder, orderCount: number) {
  const [table] = config.tables as [Table];
  const newest = lastScheduledTime(config, Date.now());
  const clock = new VirtualClock(newest - DAY);
  const name = resources(config, table).sourceTable;
  const tableArn = `arn:aws:dynamodb:${config.region}:000000000000:table/${name}`;
  const system = await LocalSystem.open({ folder, config, table, tableArn, clock, random: Math.random });
  try {
    const { client } = system.dynamoDb;
    const orders = { count: orderCount, days: 30, until: new Date(newest - DAY), seed: 1 };
    await createOrdersTable(client, name);
    const total = orders.count + articleOrders.length;
    const seeding = progressBar('Orders', total, 'items');
    await putItems(client, name, articleOrders);
    await putItems(client, name, generateOrders(orders), (done) => {
      seeding.update(done);
    });
    seeding.stop();
    print(`The table ${name} has ${amount(total, 'order')} of 30 days.`);

    const first = await runNight(system, config, clock, { scheduledTime: iso(newest - DAY) });
    if (first.status !== 'SUCCEEDED') return { result: first, table };
    const changed = await writeItems(client, name, changeOrders(orders));
    print(`\nA day passes: ${amount(changed, 'order is', 'orders are')} new, corrected or deleted.`);
    await clock.sleep(newest - clock.now());
    return { result: await runNight(system, config, clock, { scheduledTime: iso(newest) }), table };
  } finally {
    await system.close();
  }
}

function iso(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
