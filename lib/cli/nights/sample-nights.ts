import { amount } from '../../amount';
import { VirtualClock } from '../../asl';
import type { Item } from '../../export';
import { describeSystem, resources, type Config, type Table } from '../../config';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { createOrdersTable, putItems, scanItems, writeItems } from '../../local/dynamodb';
import { makeNights } from '../../local/folder/new-nights';
import { articleOrders, changeOrders, generateOrders, nextDay } from '../../local/sample-orders';
import { LocalSystem } from '../../local/system';
import { bytes } from '../terminal/format';
import { print } from '../terminal/print';
import { progressBar } from '../terminal/progress-bar';
import { keepTables } from '../options/local-folder';
import { noteLostTables } from './note-lost-tables';
import { runNight } from './run-night';
import { lastScheduledTime } from '../../operations/scheduled-time';
import { showNight, type Answers } from './show-night';

const DAY = 86_400_000;

/**
 * Nights of a sushi restaurant's orders: that of yesterday and, after some orders changed, that of today. Where the table's
 * nights are made of changes there are three, the last two of the night before and the changes since.
 *
 * @param folder whose nights they replace
 * @param orderCount generated orders, on top of the three of the sample
 * @returns whether all were published
 */
export async function sampleNights(
  config: Config,
  folder: AbsoluteFolder,
  orderCount: number,
  { answers = 'all', incremental = false }: SampleNightsOptions = {},
): Promise<boolean> {
  const shown = incremental ? withChanges(config) : config;
  const ran = await makeNights(
    folder,
    async (next) => {
      const made = await runInto(shown, next, orderCount);
      // the other commands find the table of the folder with this setting, which cdk.json lacks
      if (incremental) keepTables(next, [writtenTable(shown, made.table)]);
      return made;
    },
    noteLostTables,
  );
  return showNight(ran.result, { folder, config: shown, table: ran.table, answers });
}

/** How the sample's nights are made and shown. */
export interface SampleNightsOptions {
  /** Which saved queries are answered. @default all */
  readonly answers?: Answers;
  /** Whether nights are made of changes, whatever the configuration says. @default false */
  readonly incremental?: boolean;
}

/** The configuration with nights of the first table, and no other, that are made of changes. */
function withChanges(config: Config): Config {
  const [first] = config.tables;
  if (first === undefined) return config;
  const incremental = first.incremental ?? { reconcile: 'weekly' as const, maxCatchUpDays: 7 };
  return { ...config, tables: [{ ...first, columnar: true, incremental }] };
}

/** A table's settings as a person writes them. */
function writtenTable(config: Config, table: Table): object {
  return { ...describeSystem(config, table).table, names: undefined };
}

async function runInto(config: Config, folder: AbsoluteFolder, orderCount: number) {
  const [table] = config.tables as [Table];
  const newest = lastScheduledTime(config, Date.now());
  const nights = table.incremental ? 3 : 2;
  const clock = new VirtualClock(newest - (nights - 1) * DAY);
  const name = resources(config, table).sourceTable;
  const tableArn = `arn:aws:dynamodb:${config.region}:000000000000:table/${name}`;
  const system = await LocalSystem.open({ folder, config, table, tableArn, clock, random: Math.random });
  try {
    const { client } = system.dynamoDb;
    const orders = { count: orderCount, days: 30, until: new Date(clock.now()), seed: 1 };
    await createOrdersTable(client, name);
    const total = orders.count + articleOrders.length;
    const seeding = progressBar('Orders', total, 'items');
    await putItems(client, name, articleOrders);
    await putItems(client, name, generateOrders(orders), (done) => {
      seeding.update(done);
    });
    seeding.stop();
    print(`The table ${name} has ${amount(total, 'order')} of 30 days.`);

    let result = await runNight(system, config, clock, { scheduledTime: iso(clock.now()) });
    const full = await sizeOf(system, 'AWSDynamoDB/');
    for (let day = 1; day < nights && result.status === 'SUCCEEDED'; day++) {
      const items: Item[] = [];
      if (day > 1) for await (const item of scanItems(client, name)) items.push(item);
      const scheduled = newest - (nights - 1 - day) * DAY;
      const changes = day === 1 ? changeOrders(orders) : nextDay(items, new Date(scheduled));
      const changed = await writeItems(client, name, changes);
      print(`\nA day passes: ${amount(changed, 'order is', 'orders are')} new, corrected or deleted.`);
      await clock.sleep(scheduled - clock.now());
      const before = await sizeOf(system, 'changes/');
      result = await runNight(system, config, clock, { scheduledTime: iso(scheduled) });
      const read = (await sizeOf(system, 'changes/')) - before;
      if (read > 0) print(`  exported ${bytes(read)} of changes, where a full export has ${bytes(full)}`);
    }
    return { result, table };
  } finally {
    await system.close();
  }
}

/** Bytes of the data files that were exported below a folder of the table's prefix. */
async function sizeOf({ store, names }: LocalSystem, folder: string): Promise<number> {
  let bytesOfAll = 0;
  for await (const { key, size } of store.list(names.bucket, `${names.exportPrefix}/${folder}`))
    if (key.includes('/data/')) bytesOfAll += size;
  return bytesOfAll;
}

function iso(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
