import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '../../lib/asl';
import { parseConfig, resources, type Table } from '../../lib/config';
import { exportLine, type Item } from '../../lib/export';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { createOrdersTable, putItems } from '../../lib/local/dynamodb';
import { allTextRows, Engine, type TableSource } from '../../lib/athena-sql/engine';
import { articleOrders, generateOrders } from '../../lib/local/sample-orders';
import { LocalSystem } from '../../lib/local/system';
import { CHECKS, readChecks } from '../../lib/query-files';
import { checkQuery, parseSavedCheck, sqlFor, type SavedCheck } from '../../lib/sql';

const config = parseConfig({});
const [table] = config.tables as [Table];
const checks = readChecks(CHECKS);
const folder = mkdtempSync(join(tmpdir(), 'checked-night-'));
const file = join(folder, 'items.json');
let engine: Engine;

beforeAll(async () => {
  engine = await Engine.open({ root: absoluteFolder(folder) });
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

const order = (change: Item = {}): Item => ({
  tableid: { S: '01' },
  datetime: { S: '2026-01-30T03:00:00.000Z' },
  menu: { S: 'いか' },
  quantity: { N: '1' },
  price: { N: '150' },
  ...change,
});

/** What a check selects of a staged night of these orders, as the workflow asks; each row by its columns' names. */
async function select({ sql }: SavedCheck, orders: readonly Item[]): Promise<unknown[]> {
  writeFileSync(file, orders.map(exportLine).join(''));
  const partitions = [{ values: ['id'], files: [file] }];
  const staged: TableSource = { kind: 'items', partitionKeys: ['export_id'], partitions, ignoreMalformed: true };
  const night = { exportId: 'id', exportDate: '2026-02-01' };
  const result = await engine.query(checkQuery(table, 'db.sushiorderdata_staged', night, sqlFor({ sql }, table)), {
    catalog: { find: (_, name) => (name === 'sushiorderdata_staged' ? staged : undefined), names: () => [] },
    database: 'db',
  });
  const names = result.columns.map(({ name }) => name);
  return (await allTextRows(result)).map((row) =>
    Object.fromEntries(row.map((text, i) => [names[i] ?? '', text] as const)),
  );
}

describe("Each of the project's checks", () => {
  const of = (name: string) => checks.find((check) => check.name === name) ?? missing(name);
  const sample = [
    ...articleOrders,
    ...generateOrders({ count: 4_000, days: 14, until: new Date('2026-01-31T19:00:00Z'), seed: 1 }),
  ];

  it.each(checks.map((check) => [check.name, check] as const))(
    'selects none of the sample orders, odd as some are: %s',
    async (_, check) => {
      expect(await select(check, sample)).toEqual([]);
    },
  );

  it('orders_are_possible selects an order of nothing and one at a negative price', async () => {
    const nothing = order({ quantity: { N: '0' } });
    const negative = order({ tableid: { S: '02' }, price: { N: '-0.01' } });
    expect(await select(of('orders_are_possible'), [order(), nothing, negative])).toMatchObject([
      { tableid: '01', quantity: '0', price: '150.00', bad_rows: '2' },
      { tableid: '02', quantity: '1', price: '-0.01', bad_rows: '2' },
    ]);
  });

  it('menus_have_one_price selects a menu of two prices in a week, not one whose price was changed before', async () => {
    const dearer = order({ datetime: { S: '2026-01-30T03:00:01.000Z' }, price: { N: '1500' } });
    const longAgo = order({ datetime: { S: '2026-01-24T23:59:59.999Z' }, price: { N: '140' } });
    expect(await select(of('menus_have_one_price'), [order(), longAgo])).toEqual([]);
    expect(await select(of('menus_have_one_price'), [order(), dearer, longAgo])).toEqual([
      { menu: 'いか', prices: '2', lowest: '150.00', highest: '1500.00', bad_rows: '1' },
    ]);
  });
});

describe('A check', () => {
  const makeCheck = (sql: string, severity = 'warn') =>
    parseSavedCheck('made', `-- title: t\n-- description: d\n-- table: any\n-- severity: ${severity}\n${sql}`);
  const two = [order(), order({ tableid: { S: '02' } })];

  it('reads typed columns, the whole item and the date of the night that is being validated', async () => {
    const sql = `SELECT order_id, cardinality(item) AS attributes, export_date FROM "{table}" WHERE tableid = '02'`;
    expect(await select(makeCheck(sql), two)).toEqual([
      { order_id: undefined, attributes: '5', export_date: '2026-02-01', bad_rows: '1' },
    ]);
  });

  it('may have a WITH of its own, and a comment as its last words', async () => {
    const sql = 'WITH few AS (SELECT count(*) AS n FROM "{table}")\nSELECT n FROM few WHERE n < 3 -- few';
    expect(await select(makeCheck(sql), two)).toEqual([{ n: '2', bad_rows: '1' }]);
  });

  it('tells three of the rows that it selects, and counts no more than a thousand', async () => {
    const sql = 'SELECT n FROM "{table}" CROSS JOIN UNNEST(sequence(1, 600)) AS numbers (n)';
    const rows = await select(makeCheck(sql), two);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({ bad_rows: '1000' });
  });

  it('stops a night on this machine, where its query runs on the very items', async () => {
    const system = await LocalSystem.open({
      folder: absoluteFolder(join(folder, 'system')),
      config,
      table,
      tableArn: `arn:aws:dynamodb:${config.region}:000000000000:table/${resources(config, table).sourceTable}`,
      clock: new VirtualClock(Date.UTC(2026, 0, 31, 19)),
      random: Math.random,
      checks: [makeCheck(`SELECT tableid FROM "{table}" WHERE tableid > '01'`, 'error')],
    });
    try {
      await createOrdersTable(system.dynamoDb.client, resources(config, table).sourceTable);
      await putItems(system.dynamoDb.client, resources(config, table).sourceTable, two);
      const { status, error, cause } = await system.night({});
      expect([status, error]).toEqual(['FAILED', 'Validation.CheckFailed']);
      expect(JSON.parse(cause ?? '')).toMatchObject({ found: [{ found: '1 row', example: '[{"tableid":"02"}]' }] });
    } finally {
      await system.close();
    }
  });
});

function missing(name: string): never {
  throw new Error(`There is no check ${name}`);
}
