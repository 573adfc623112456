import { amount } from '../../amount';
import { VirtualClock, type JsonObject } from '../../asl';
import { resources, nameSharedResources, type Config, type Table } from '../../config';
import type { Item } from '../../export';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { parseLocation } from '../../local/athena';
import { createOrdersTable, putItems, writeItems } from '../../local/dynamodb';
import { nextDay } from '../../local/sample-orders';
import { readExportedItems } from '../../local/s3';
import { localStore, LocalSystem } from '../../local/system';
import { LocalTarget } from '../../local/target';
import type { PublishedNight } from '../../night';
import { findConfiguredTable } from '../options/configured-table';
import type { NightOutcome } from './night-outcome';
import { nightTable } from '../answers/night-table';
import { runNight } from './run-night';
import { lastScheduledTime } from '../../operations/scheduled-time';

/** More than a day, so that the next scheduled time is in it also when clocks change; less than two. */
const A_DAY_AND_MORE = 26 * 3_600_000;

/**
 * The night after the newest one of a folder: the sample table as it was exported last, and a day later.
 *
 * @param input more of the execution's input
 * @throws NoCatalogError; Error where the folder has no night of the sample table
 */
export async function nextLocalNight(
  config: Config,
  folder: AbsoluteFolder,
  name: string | undefined,
  say: (line: string) => void,
  input: JsonObject = {},
): Promise<NightOutcome> {
  const table = findConfiguredTable(config, name);
  const newest = await newestNight(config, folder, table);
  const scheduled = lastScheduledTime(config, Date.parse(newest.exportTime) + A_DAY_AND_MORE);
  const clock = new VirtualClock(Date.parse(newest.exportTime));
  const { sourceTable } = resources(config, table);
  const tableArn = `arn:aws:dynamodb:${config.region}:000000000000:table/${sourceTable}`;
  const items: Item[] = [];
  const { bucket, key } = parseLocation(newest.location);
  for await (const item of readExportedItems(localStore(folder), bucket, key)) items.push(item);
  const system = await LocalSystem.open({ folder, config, table, tableArn, clock, random: Math.random });
  try {
    const { client } = system.dynamoDb;
    await createOrdersTable(client, sourceTable);
    await putItems(client, sourceTable, items);
    say(`The table ${sourceTable} has the ${amount(items.length, 'item')} of the night of ${newest.exportDate} again.`);
    // half a day later, so that the changes lie within what recovery keeps
    system.exports.beginRecovery();
    await clock.sleep((scheduled - clock.now()) / 2);
    const changed = await writeItems(client, sourceTable, nextDay(items, new Date(scheduled)));
    say(`A day passes: ${amount(changed, 'order is', 'orders are')} new, corrected or deleted.`);
    await clock.sleep(scheduled - clock.now());
    const scheduledTime = new Date(scheduled).toISOString().replace('.000Z', 'Z');
    const { status, output, error, cause } = await runNight(system, config, clock, { scheduledTime, ...input }, say);
    return { status, output, error, cause };
  } finally {
    await system.close();
  }
}

async function newestNight(config: Config, folder: AbsoluteFolder, table: Table): Promise<PublishedNight> {
  const { name, partitionKey, sortKey } = table;
  if (partitionKey.name !== 'tableid' || sortKey?.name !== 'datetime')
    throw new Error(
      `On this machine only the sample table of orders goes on, which has tableid and datetime for its key; for ${name} give a downloaded export: npm start -- --export DIR`,
    );
  const target = LocalTarget.open(folder, nameSharedResources(config).database);
  const night = (await nightTable(target, name)).nights.at(-1);
  if (night) return night;
  throw new Error(`${folder} has no published night of ${name} to go on from: run some with "npm start"`);
}
