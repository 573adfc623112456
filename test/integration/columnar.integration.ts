import { CreatePartitionCommand } from '@aws-sdk/client-glue';
import { partitionInput } from '../../lib/catalog';
import { COLUMNAR_PREFIX, entityViews } from '../../lib/config';
import { columns, identifier } from '../../lib/sql';
import { ask } from './athena';
import { cliOf } from './cli';
import { daysAgo, TODAY } from './dates';
import { awaitEnd, latestExport, night, startNight, type Night } from './execution';
import { exportTable, type ExportObjects } from './export-objects';
import { FAULTS, requireUntampered } from './faults';
import { change, put } from './items';
import { objectsIn } from './objects';
import { partitions } from './partitions';
import { changes, firstOrders } from './sushi-orders';
import { glue, tableUnderTest } from './system';

const table = tableUnderTest('Columnar');
const [LINES, FIRST, SECOND, THIRD] = [daysAgo(4), daysAgo(3), daysAgo(2), daysAgo(1)] as const;

/** All Parquet files of the table. */
const parquet = async () =>
  (await objectsIn(table, `s3://${table.bucket}/${COLUMNAR_PREFIX}/${table.raw}/`)).map(({ Key = '' }) => Key).sort();

/** Rows in an order, arrays as JSON. */
const rowsOf = async (from: string, select: (column: string, sql: string) => string) => {
  const list = columns(table.table).map(({ name, sql, trinoType }) => {
    const value = select(identifier(name), sql);
    return trinoType.startsWith('array') ? `json_format(CAST(CAST(${value} AS array(varchar)) AS json))` : value;
  });
  return (await ask(table, `SELECT ${list.join(', ')} FROM ${from} ORDER BY 1, 2, 3, 4`)).rows;
};

const readTyped = (from: string) => rowsOf(from, (column) => column);
const fromItems = (from: string) => rowsOf(from, (_, sql) => sql);

let nights: readonly [Night, Night];

beforeAll(async () => {
  await put(table, firstOrders());
  const first = await night(table, { exportDate: FIRST });
  await change(table, changes());
  nights = [first, await night(table, { exportDate: SECOND })];
}, 3 * 3_600_000);

describe('A columnar night', () => {
  it('ends well, having read the export in one statement', () => {
    expect(nights.map(({ status, cause }) => [status, cause])).toEqual([
      ['SUCCEEDED', undefined],
      ['SUCCEEDED', undefined],
    ]);
    expect(nights[0].states.join(' ')).toContain(
      'registerPartition unloadExport listUnpublished checkUnpublished registerUnloaded validateExport readValidation checkValidation recordVerified',
    );
  });

  it('warns of the values that do not fit their declared types, and of nothing else', () => {
    const warned = nights[0].output?.warnings.map(({ check, found, example }) => [check, found, example]);
    expect(warned).toEqual([
      ['type_of_odd.menu_number', '1', '{"S":"upper"}'],
      ['type_of_price', '1', '{"S":"時価"}'],
      ['type_of_quantity', '1', '{"S":"two"}'],
      // The items of now are published under the dates of yesterday and today.
      ['items_date', expect.stringContaining(`those of ${TODAY}, `), undefined],
    ]);
  });

  it('is published as Parquet that lies there and nowhere else', async () => {
    const published = await partitions(table, 'raw');
    expect(published.map(({ values }) => values)).toEqual([[FIRST], [SECOND]]);
    const files = await Promise.all(published.map(({ location }) => objectsIn(table, location)));
    expect(files.every((objects) => objects.length > 0)).toBe(true);
    expect(await parquet()).toEqual(files.flatMap((objects) => objects.map(({ Key = '' }) => Key)).sort());
    expect([await partitions(table, 'staged'), await partitions(table, 'unloaded')]).toEqual([[], []]);
  });

  it.each([
    ['the newest night', table.newest, `${table.latest} WHERE slot = 'newest'`],
    ['the night before', `${table.history} WHERE export_date = '${FIRST}'`, `${table.latest} WHERE slot = 'previous'`],
  ])('shows in the columns of %s what is in its items', async (_, view, items) => {
    const found = await readTyped(view);
    expect(found.length).toBeGreaterThan(3);
    expect(found).toEqual(await fromItems(items));
  });

  it('shows in the views of an entity its items alone, with its attributes', async () => {
    const odd = firstOrders().flatMap(({ tableid, orderId, html }) =>
      tableid?.S === '窓側' && orderId?.S?.startsWith('odd-') ? [[orderId.S, html?.S, undefined]] : [],
    );
    const { history } = entityViews(table.table.name, 'odd');
    const from = `${history} WHERE export_date = '${FIRST}'`;
    const { rows } = await ask(table, `SELECT order_id, html, menu_number FROM ${from}`);
    expect(odd.length).toBeGreaterThan(0);
    expect([...rows].sort()).toEqual(odd.sort());
  });

  it('says its date', async () => {
    const dates = (from: string) => ask(table, `SELECT DISTINCT export_date FROM ${from} ORDER BY 1`);
    expect((await dates(table.newest)).rows).toEqual([[SECOND]]);
    expect((await dates(table.history)).rows).toEqual([[FIRST], [SECOND]]);
  });

  it.each([
    ['the table', table.newest],
    ['an entity', entityViews(table.table.name, 'odd').newest],
  ])('reads no items for a question to the columns of %s', async (_, view) => {
    const question = (column: string) => ask(table, `SELECT count(DISTINCT ${column}) FROM ${table.latest}`);
    const items = await question("element_at(element_at(item, 'menu'), 'S')");
    const columns = await ask(table, `SELECT count(DISTINCT menu) FROM ${view}`);
    expect(columns.scannedBytes).toBeLessThan(items.scannedBytes);
  });
});

let objects: ExportObjects;

describe('A columnar night whose export is damaged', () => {
  beforeAll(async () => {
    objects = await exportTable(table);
  }, 3_600_000);

  it.each(
    FAULTS.filter(({ what }) => /cut off|no JSON|lacks a/.test(what)).map((fault) => [fault.what, fault] as const),
  )('because it %s leaves no Parquet and no partition', async (_, { tampering, error, cause }) => {
    const before = [await parquet(), await partitions(table, 'raw'), await partitions(table, 'latest')];
    const damage = await tampering(objects);
    const original = await requireUntampered(objects, damage);
    await objects.tamper(damage);
    const failed = await night(table, { exportDate: THIRD, exportArn: objects.exportArn });
    await objects.tamper(original);
    expect({ status: failed.status, error: failed.error }).toEqual({ status: 'FAILED', error });
    expect(failed.cause).toMatch(cause);
    expect([await parquet(), await partitions(table, 'raw'), await partitions(table, 'latest')]).toEqual(before);
    expect(await partitions(table, 'unloaded')).toEqual([]);
  });
});

describe('A table that had other nights before', () => {
  it('shows them as they were: each partition is read by its own format', async () => {
    const exportId = nights[0].output?.exportArn.split('/').at(-1) ?? '';
    const location = `s3://${table.bucket}/${table.exportPrefix}/AWSDynamoDB/${exportId}/data/`;
    const PartitionInput = partitionInput('raw', [LINES], location);
    await glue.send(new CreatePartitionCommand({ DatabaseName: table.database, TableName: table.raw, PartitionInput }));
    const night = (date: string) => `WHERE export_date = '${date}'`;
    expect(await readTyped(`${table.history} ${night(LINES)}`)).toEqual(
      await readTyped(`${table.history} ${night(FIRST)}`),
    );
    expect(await fromItems(`${table.raw} ${night(LINES)}`)).toEqual(await fromItems(`${table.raw} ${night(FIRST)}`));
    const counted = await ask(table, `SELECT export_date, count(item) FROM ${table.raw} GROUP BY 1 ORDER BY 1`);
    expect(counted.rows).toHaveLength(3);
  });
});

describe('The command line, about a columnar table', () => {
  const cli = cliOf('Columnar');

  it('adopts an export: as Parquet', async () => {
    const { stdout, exitCode } = await cli('adopt');
    expect(stdout).toContain(`  ${TODAY}  published\n1 published, 0 failed.\n`);
    expect(exitCode).toBe(0);
    const newest = (await partitions(table, 'latest')).find(({ values }) => values[0] === 'newest');
    expect(newest?.location).toContain(`/${COLUMNAR_PREFIX}/`);
    expect(newest?.parameters.export_arn).toBe(objects.exportArn);
  });

  it('finds nothing wrong, whichever format a night has', async () => {
    const { stdout, exitCode } = await cli('doctor');
    expect(stdout).toMatch(/\n0 errors, 0 warnings, \d+ notes\.\n$/);
    expect(exitCode).toBe(0);
  });

  it('verifies the export that a night was made from', async () => {
    const { stdout, exitCode } = await cli('verify', FIRST);
    expect(stdout).toContain(`/AWSDynamoDB/${nights[0].output?.exportArn.split('/').at(-1) ?? ''}/: `);
    expect(exitCode).toBe(0);
  });

  it('lists its nights', async () => {
    const { stdout, exitCode } = await cli('status', '--nights', '1');
    expect(stdout).toMatch(new RegExp(`Columnar +${TODAY} +SUCCEEDED `));
    expect(exitCode).toBe(0);
  });
});

describe('Columnar nights of one date', () => {
  it('may run three at once: one of them is published, whole, and nothing stays of the others in Glue', async () => {
    await put(table, [{ tableid: { S: 'race' }, datetime: { S: '2026-02-21T03:04:05.000Z' } }]);
    const arns = await Promise.all([1, 2, 3].map(() => startNight(table, { exportDate: TODAY })));
    const all = await Promise.all(arns.map(awaitEnd));
    expect(all.map(({ status, cause }) => [status, cause])).toEqual(Array(3).fill(['SUCCEEDED', undefined]));
    const published = (await partitions(table, 'raw')).filter(({ values }) => values[0] === TODAY);
    expect(published.map(({ parameters }) => parameters.export_arn)).toEqual([latestExport(all)]);
    expect(await readTyped(`${table.history} WHERE export_date = '${TODAY}'`)).toEqual(await readTyped(table.newest));
    const counted = await ask(table, `SELECT count(*), count_if(tableid = 'race') FROM ${table.newest}`);
    expect(counted.rows).toEqual([[String(all[0]?.output?.itemCount), '1']]);
    expect([await partitions(table, 'staged'), await partitions(table, 'unloaded')]).toEqual([[], []]);
  });
});
