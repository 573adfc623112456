import { cp } from 'node:fs/promises';
import { VirtualClock, type ExecutionResult, type Json } from '../../lib/asl';
import { parseConfig, resources, type Table } from '../../lib/config';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { createOrdersTable, putItems } from '../../lib/local/dynamodb';
import { allTextRows, type TextRow } from '../../lib/athena-sql/engine';
import { articleOrders } from '../../lib/local/sample-orders';
import type { CatalogPartition } from '../../lib/local/glue';
import { importExport } from '../../lib/local/s3';
import { driftQuery } from '../../lib/sql';
import { LocalSystem, type LocalSystemOptions } from '../../lib/local/system';
import { countingRandom } from '../export/sample-export';
import type { ExportCase } from './export-case';

/** The night that is published before, and the night of a case. */
export const NIGHTS = { previous: '2026-01-30', judged: '2026-01-31' } as const;

const STARTS = { previous: Date.UTC(2026, 0, 29, 19), judged: Date.UTC(2026, 0, 30, 19) };

const config = parseConfig({});
const [configured] = config.tables as [Table];
/** The exports of the cases lie in the folders that people's own exports have. */
const table: Table = { ...configured, exportPrefixes: ['export/AWSDynamoDB', 'AWSDynamoDB'] };
const names = resources(config, table);
const tableArn = `arn:aws:dynamodb:${config.region}:000000000000:table/${names.sourceTable}`;

/** What analysts see: the rows of what they read, the night's date last, and the partitions that these come from. */
export interface Published {
  readonly rows: Readonly<Record<'raw' | 'history' | 'newest', readonly TextRow[]>>;
  readonly partitions: Readonly<Record<'raw' | 'latest', readonly CatalogPartition[]>>;
}

/** Publishes the previous night, of the table's three orders, into an empty folder. */
export async function publishPreviousNight(folder: string): Promise<Published> {
  const system = await open(folder, 'previous');
  try {
    await createOrdersTable(system.dynamoDb.client, names.sourceTable);
    await putItems(system.dynamoDb.client, names.sourceTable, articleOrders);
    const { status } = await system.night({ scheduledTime: iso(STARTS.previous) });
    if (status !== 'SUCCEEDED') throw new Error(`The previous night is ${status}`);
    return await readPublished(system);
  } finally {
    await system.close();
  }
}

/** Runs the night of a case in a folder, on top of a copy of what lies in another one. */
export async function runCase(
  { directory, service }: ExportCase,
  folder: string,
  previous: string,
): Promise<{ readonly result: ExecutionResult; readonly after: Published; readonly drift: readonly TextRow[] }> {
  await cp(previous, folder, { recursive: true });
  const system = await open(folder, 'judged', {
    ...(service.durationSeconds === null && { durationSeconds: Infinity }),
    ...(service.withoutRecovery && { withoutRecovery: [names.sourceTable] }),
    failure: () => service.failure,
  });
  try {
    const result = await system.night(await input(system, directory));
    const drift = driftQuery({ raw: names.raw, from: NIGHTS.previous, to: NIGHTS.judged });
    return { result, after: await readPublished(system), drift: await allTextRows(await system.query(drift)) };
  } finally {
    await system.close();
  }
}

async function input(system: LocalSystem, directory: string | undefined): Promise<Json> {
  if (directory !== undefined)
    return { exportArn: system.adopt(await importExport(system.store, directory, names.bucket)) };
  await createOrdersTable(system.dynamoDb.client, names.sourceTable);
  return { scheduledTime: iso(STARTS.judged) };
}

function open(
  folder: string,
  night: keyof typeof STARTS,
  service: Pick<LocalSystemOptions, 'durationSeconds' | 'withoutRecovery' | 'failure'> = {},
): Promise<LocalSystem> {
  const clock = new VirtualClock(STARTS[night]);
  return LocalSystem.open({
    ...service,
    folder: absoluteFolder(folder),
    config,
    table,
    tableArn,
    clock,
    random: countingRandom(),
  });
}

async function readPublished(system: LocalSystem): Promise<Published> {
  const all = async (name: string) => [...(await allTextRows(await system.query(`SELECT * FROM ${name}`)))].sort();
  const partitionsOf = (name: string) => structuredClone(system.catalog.table(names.database, name)?.partitions ?? []);
  const rows = {
    raw: await all(names.raw),
    history: await all(names.history),
    newest: await all(names.newest),
  };
  return { rows, partitions: { raw: partitionsOf(names.raw), latest: partitionsOf(names.latest) } };
}

function iso(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
