import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock, type ExecutionResult } from '../../lib/asl';
import { parseConfig, resources, type Table } from '../../lib/config';
import type { Item } from '../../lib/export';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { allTextRows } from '../../lib/athena-sql/engine';
import { LocalSystem } from '../../lib/local/system';
import { countingRandom } from '../export/sample-export';
import { nightOfItems } from './night-of-items';

const CONTEXT = {
  tables: [
    {
      name: 'Shop',
      partitionKey: { name: 'pk' },
      sortKey: { name: 'sk' },
      attributes: [{ name: 'createdAt', type: 'timestamp' }],
      entities: [
        {
          name: 'user',
          where: [
            { attribute: 'pk', prefix: 'USER#' },
            { attribute: 'sk', equals: 'PROFILE' },
          ],
          attributes: [
            { name: 'email', type: 'string' },
            { name: 'value', type: 'string' },
          ],
        },
        {
          name: 'order',
          where: { attribute: 'sk', prefix: "ORDER'#" },
          attributes: [{ name: 'value', type: 'decimal(12,2)', column: 'total' }],
        },
      ],
    },
  ],
};

const user = (id: string, value: Item[string]): Item => ({
  pk: { S: `USER#${id}` },
  sk: { S: 'PROFILE' },
  email: { S: `${id}@example.com` },
  value,
});
const order = (id: string, value: Item[string]): Item => ({ pk: { S: 'USER#a' }, sk: { S: `ORDER'#${id}` }, value });

describe.each([
  ['whose nights are lines', false],
  ['whose nights are columnar', true],
])('a table with entities %s', (_, columnar) => {
  const folder = mkdtempSync(join(tmpdir(), 'entities-'));
  let system: LocalSystem;
  let second: ExecutionResult;

  beforeAll(async () => {
    const config = parseConfig({ ...CONTEXT, columnar });
    const [table] = config.tables as [Table];
    const tableArn = `arn:aws:dynamodb:${config.region}:000000000000:table/${resources(config, table).sourceTable}`;
    const clock = new VirtualClock(Date.UTC(2026, 0, 30, 19));
    system = await LocalSystem.open({
      folder: absoluteFolder(folder),
      config,
      table,
      tableArn,
      clock,
      random: countingRandom(),
    });
    const night = (exportDate: string, items: Item[]) => nightOfItems(system, tableArn, exportDate, items);
    const first = await night('2026-01-29', [user('a', { S: 'gold' }), order('1', { N: '1.5' })]);
    if (first.status !== 'SUCCEEDED') throw new Error(first.cause);
    second = await night('2026-01-30', [
      { ...user('a', { S: 'silver' }), createdAt: { S: '2026-01-01T00:00:00Z' } },
      user('b', { N: '7' }),
      order('1', { N: '2.5' }),
      order('2', { S: 'free' }),
      { pk: { S: 'CONFIG' }, sk: { S: 'PROFILE' }, value: { BOOL: true } },
    ]);
  });

  afterAll(async () => {
    await system.close();
    rmSync(folder, { recursive: true });
  });

  const rows = async (sql: string) => allTextRows(await system.query(sql));

  it('gives each entity a view of the newest night, with the columns of the table and its own', async () => {
    expect(await rows('SELECT pk, email, value, created_at, export_date FROM shop_user ORDER BY pk')).toEqual([
      ['USER#a', 'a@example.com', 'silver', '2026-01-01 00:00:00.000', '2026-01-30'],
      ['USER#b', 'b@example.com', undefined, undefined, '2026-01-30'],
    ]);
    expect(await rows('SELECT * FROM shop_order ORDER BY sk')).toEqual([
      ['USER#a', "ORDER'#1", undefined, '2.50', '2026-01-30'],
      ['USER#a', "ORDER'#2", undefined, undefined, '2026-01-30'],
    ]);
  });

  it('gives each entity a view of all nights', async () => {
    const history = 'SELECT export_date, total FROM shop_order_history ORDER BY sk, export_date';
    expect(await rows(history)).toEqual([
      ['2026-01-29', '1.50'],
      ['2026-01-30', '2.50'],
      ['2026-01-30', undefined],
    ]);
  });

  it('leaves all items in the views of the table, which have none of the columns of one entity', async () => {
    expect(await rows('SELECT * FROM shop ORDER BY pk, sk')).toEqual([
      ['CONFIG', 'PROFILE', undefined, '2026-01-30'],
      ['USER#a', "ORDER'#1", undefined, '2026-01-30'],
      ['USER#a', "ORDER'#2", undefined, '2026-01-30'],
      ['USER#a', 'PROFILE', '2026-01-01 00:00:00.000', '2026-01-30'],
      ['USER#b', 'PROFILE', undefined, '2026-01-30'],
    ]);
  });

  it('tells an attribute of another type than declared only in items of the entity', () => {
    expect(second).toMatchObject({
      status: 'SUCCEEDED',
      output: {
        warnings: [
          {
            check: 'type_of_order.total',
            severity: 'warn',
            expected: 'decimal(12,2)',
            found: '1',
            example: '{"S":"free"}',
          },
          { check: 'type_of_user.value', severity: 'warn', expected: 'varchar', found: '1', example: '{"N":"7"}' },
        ],
      },
    });
  });
});
