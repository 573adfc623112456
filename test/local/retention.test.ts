import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '../../lib/asl';
import { parseConfig, resources } from '../../lib/config';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { createOrdersTable, putItems } from '../../lib/local/dynamodb';
import { articleOrders } from '../../lib/local/sample-orders';
import { LocalSystem } from '../../lib/local/system';

const folder = mkdtempSync(join(tmpdir(), 'retention-'));
let system: LocalSystem;

afterAll(async () => {
  await system.close();
  rmSync(folder, { recursive: true });
});

it('retentionDays on this machine: partitions go first, thirty days later the objects, and nothing else', async () => {
  const config = parseConfig({ retentionDays: 10, columnar: true });
  const [table] = config.tables;
  if (!table) throw new Error('no table');
  const clock = new VirtualClock(Date.UTC(2026, 0, 30, 19));
  let seed = 1;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const name = resources(config, table).sourceTable;
  const tableArn = `arn:aws:dynamodb:${config.region}:000000000000:table/${name}`;
  system = await LocalSystem.open({ folder: absoluteFolder(folder), config, table, tableArn, clock, random });
  await createOrdersTable(system.dynamoDb.client, name);
  await putItems(system.dynamoDb.client, name, articleOrders);
  const night = async (exportDate: string) => {
    await clock.sleep(Math.max(0, Date.parse(`${exportDate}T04:00:00+09:00`) - clock.now()));
    expect(await system.night({ exportDate })).toMatchObject({ status: 'SUCCEEDED' });
  };
  for (const date of ['2026-01-31', '2026-02-20', '2026-02-21']) await night(date);
  const before = await exportsIn(system);
  expect(readPublished(system)).toEqual(['2026-02-20', '2026-02-21']);
  expect(before.size).toBe(3);
  await night('2026-03-24');
  const [first, ...others] = before;
  expect(await exportsIn(system)).toEqual(new Set([...others, expect.any(String)]));
  expect(others).not.toContain(first);
});

function readPublished({ catalog, names }: LocalSystem) {
  return catalog.table(names.database, names.raw)?.partitions.map(({ Values }) => Values[0]);
}

/** Ids of the exports of which anything lies in the bucket, oldest first. */
async function exportsIn({ store, names }: LocalSystem): Promise<Set<string>> {
  const ids: string[] = [];
  for await (const { key } of store.list(names.bucket))
    ids.push(...(/\/(0\d{13}-[0-9a-f]{8})\//.exec(key)?.slice(1) ?? []));
  return new Set(ids.sort());
}
