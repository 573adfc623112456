import { amount } from '../../amount';
import { VirtualClock, type JsonObject } from '../../asl';
import { COLUMNAR_PREFIX, resources, nameSharedResources, type Config, type Table } from '../../config';
import { parseExportLine, type Item } from '../../export';
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
import { pathText } from '../../path-text';

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
  for await (const item of itemsOf(config, folder, table, newest)) items.push(item);
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

/** The items of a night: its lines, or the column of its Parquet that has them whole. */
async function* itemsOf(
  config: Config,
  folder: AbsoluteFolder,
  table: Table,
  { location, exportDate }: PublishedNight,
): AsyncGenerator<Item> {
  if (!location.includes(`/${COLUMNAR_PREFIX}/`)) {
    const { bucket, key } = parseLocation(location);
    yield* readExportedItems(localStore(folder), bucket, key);
    return;
  }
  const { database, raw } = resources(config, table);
  const target = LocalTarget.open(folder, database);
  try {
    const { rows } = await target.query(
      `SELECT json_format(CAST(item AS json)) FROM ${raw} WHERE export_date = '${exportDate}'`,
    );
    for await (const batch of rows)
      for (const [text] of batch) yield wholeItem(JSON.parse(text ?? '{}') as Record<string, Record<string, string>>);
  } finally {
    await target.close();
  }
}

/** Types whose values the raw column has as JSON. */
const AS_JSON: readonly string[] = ['M', 'L', 'SS', 'NS', 'BS', 'BOOL', 'NULL'];

function wholeItem(item: Readonly<Record<string, Readonly<Record<string, string>>>>): Item {
  const restore = ([type, text]: [string, string]) =>
    `${JSON.stringify(type)}:${AS_JSON.includes(type) ? text : JSON.stringify(text)}`;
  const attributes = Object.entries(item).map(
    ([name, value]) => `${JSON.stringify(name)}:{${Object.entries(value).map(restore).join(',')}}`,
  );
  return parseExportLine(`{"Item":{${attributes.join(',')}}}`);
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
  throw new Error(`${pathText(folder)} has no published night of ${name} to go on from: run some with "npm start"`);
}
