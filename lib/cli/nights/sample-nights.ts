import { amount } from '../../amount';
import { VirtualClock, type ExecutionResult } from '../../asl';
import { resources, type Config, type Table } from '../../config';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { createOrdersTable, putItems, scanItems, writeItems } from '../../local/dynamodb';
import { makeNights } from '../../local/folder/new-nights';
import { articleOrders, changeOrders, generateOrders, nextDay } from '../../local/sample-orders';
import { LocalSystem } from '../../local/system';
import { bytes } from '../terminal/format';
import { print } from '../terminal/print';
import { progressBar } from '../terminal/progress-bar';
import { applyIncremental, keepIncremental, withIncremental } from '../options/local-folder';
import { noteLostTables } from './note-lost-tables';
import { runNight } from './run-night';
import { lastScheduledTime } from '../../operations/scheduled-time';
import { showNight, type Answers } from './show-night';

const DAY = 86_400_000;

/**
 * Nights of a sushi restaurant's orders: that of the day before yesterday and, after some orders changed, that of yesterday;
 * and that of today, which is made of the night before and the changes since, whatever the configuration says.
 *
 * @param folder whose nights they replace
 * @param orderCount generated orders, on top of the three of the sample
 * @returns whether all were published
 */
export async function sampleNights(
  config: Config,
  folder: AbsoluteFolder,
  orderCount: number,
  { answers = 'all', incremental = true }: SampleNightsOptions = {},
): Promise<boolean> {
  const [first] = config.tables as [Table];
  const changed = withIncremental(first, OF_SAMPLE);
  const ran = await makeNights(
    folder,
    async (next) => {
      const result = await runInto(config, next, orderCount, { first, changed: incremental ? changed : undefined });
      // the other commands find the table of the folder with this setting, which cdk.json may lack
      if (incremental) keepIncremental(next, { [first.name]: OF_SAMPLE });
      return result;
    },
    noteLostTables,
  );
  const shown = incremental ? applyIncremental(config, { [first.name]: OF_SAMPLE }) : config;
  return showNight(ran, { folder, config: shown, table: incremental ? changed : first, answers });
}

/** How the sample's nights are made and shown. */
export interface SampleNightsOptions {
  /** Which saved queries are answered. @default all */
  readonly answers?: Answers;
  /** Whether a third night is made of changes. @default true */
  readonly incremental?: boolean;
}

const OF_SAMPLE = { reconcile: 'weekly', maxCatchUpDays: 7 } as const;

interface SampleTable {
  /** As it is configured. */
  readonly first: Table;
  /** As it is in the third night; undefined where there is none. */
  readonly changed: Table | undefined;
}

async function runInto(
  config: Config,
  folder: AbsoluteFolder,
  orderCount: number,
  { first, changed }: SampleTable,
): Promise<ExecutionResult> {
  const newest = lastScheduledTime(config, Date.now());
  const nights = changed ? 3 : 2;
  const clock = new VirtualClock(newest - (nights - 1) * DAY);
  const name = resources(config, first).sourceTable;
  const tableArn = `arn:aws:dynamodb:${config.region}:000000000000:table/${name}`;
  const system = await LocalSystem.open({ folder, config, table: first, tableArn, clock, random: Math.random });
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
    let exported = await sizesOf(system);
    let { full } = exported;
    for (let day = 1; day < nights && result.status === 'SUCCEEDED'; day++) {
      const scheduled = newest - (nights - 1 - day) * DAY;
      const changes =
        day === 1 ? changeOrders(orders) : nextDay(await collect(scanItems(client, name)), new Date(scheduled));
      const made = await writeItems(client, name, changes);
      print(`\nA day passes: ${amount(made, 'order is', 'orders are')} new, corrected or deleted.`);
      await clock.sleep(scheduled - clock.now());
      if (changed && day === 2) {
        system.reconfigure(changed);
        print(INTRODUCTION);
      }
      result = await runNight(system, config, clock, { scheduledTime: iso(scheduled) });
      const before = exported;
      exported = await sizesOf(system);
      if (exported.full > before.full) full = exported.full - before.full;
      if (exported.changes > before.changes) print(savingText(exported.changes - before.changes, full));
    }
    return result;
  } finally {
    await system.close();
  }
}

const INTRODUCTION = `From here on the table has "incremental": its nights are made of the night before and the changes since,
and each is proven to have the very items that a full export would.`;

/** Bytes of the data files that were exported so far: of full exports, and of changes. */
interface Exported {
  readonly full: number;
  readonly changes: number;
}

async function sizesOf({ store, names }: LocalSystem): Promise<Exported> {
  const sizeOf = async (folder: string): Promise<number> => {
    let bytesOfAll = 0;
    for await (const { key, size } of store.list(names.bucket, `${names.exportPrefix}/${folder}`))
      if (key.includes('/data/')) bytesOfAll += size;
    return bytesOfAll;
  };
  return { full: await sizeOf('AWSDynamoDB/'), changes: await sizeOf('changes/') };
}

/** Says of a night of changes what it read of DynamoDB's, against the full export of the night before. */
function savingText(changes: number, full: number): string {
  return `  read ${bytes(changes)} of changes, where a full night would have read an export of about ${bytes(full)}; what that saves:
  export-to-athena cost --size 1TB --changes 2%`;
}

async function collect<T>(all: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const one of all) collected.push(one);
  return collected;
}

function iso(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
