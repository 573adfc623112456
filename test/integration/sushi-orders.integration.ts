import { entityViews } from '../../lib/config';
import type { Item } from '../../lib/export';
import { ask, type Value } from './athena';
import { cliOf } from './cli';
import { daysAgo, TODAY } from './dates';
import { night, type Night } from './execution';
import { comparableItem, comparableRow, expectedColumns } from './expected-values';
import { change, put } from './items';
import { LocalCopy } from './local-copy';
import { bytesIn } from './objects';
import { partitions } from './partitions';
import { savedQueriesOf } from './saved-queries';
import { changedItems, changes, firstOrders, keyOf, secondOrders } from './sushi-orders';
import { tableUnderTest } from './system';
import { WAY } from '../workflow/way-of-a-night';

const table = tableUnderTest('SushiOrderData');
const [FIRST, SECOND] = [daysAgo(2), daysAgo(1)] as const;

/** The typed columns; arrays as JSON, so that an element with a comma in it stays one. */
const COLUMNS = `tableid, ordered_at, quantity, menu, price, order_id, orderid, loyalty_number,
  json_format(CAST(allergens AS json)) AS allergens, json_format(CAST(CAST(seats AS array(varchar)) AS json)) AS seats, head_chef, second_chef,
  kitchen_shift_start, comment, paid, photo, notes`;

let nights: readonly [Night, Night];

beforeAll(async () => {
  await put(table, firstOrders());
  const first = await night(table, { exportDate: FIRST });
  await change(table, changes());
  nights = [first, await night(table, { exportDate: SECOND })];
}, 3 * 3_600_000);

describe('A night', () => {
  it('ends well, having gone through exactly these states', () => {
    expect(nights.map(({ status, cause }) => [status, cause])).toEqual([
      ['SUCCEEDED', undefined],
      ['SUCCEEDED', undefined],
    ]);
    const [started, awaited, registered, validated, published, settled] = Object.values(WAY).map(
      (part) => `${part.join(' ')} `,
    );
    const verified = `${started}(${awaited})+${registered}${validated}runChecks ((runCheck|readCheck) )*judgeChecks ${published}`;
    const [first, second] = nights.map(({ states }) => states.join(' '));
    // with no night in two months, all are asked for
    const further = 'readNights checkNights ';
    // nothing is removed while there is one night
    const end = `${settled}readExpired checkExpired `;
    expect(first).toMatch(
      new RegExp(`^${verified}${further}publishNewest createNewest readNights checkNights ${end}ExportCompleted$`),
    );
    expect(second).toMatch(
      new RegExp(
        `^${verified}publishPrevious createPrevious checkNights publishNewest readNights checkNights ${end}readRemovable checkRemovable ExportCompleted$`,
      ),
    );
  });

  it('warns of the values that do not fit their declared types, and of nothing else', () => {
    const warned = nights[0].output?.warnings.map(({ check, severity, found, example }) => [
      check,
      severity,
      found,
      example,
    ]);
    expect(warned).toEqual([
      ['type_of_odd.menu_number', 'warn', '1', '{"S":"upper"}'],
      ['type_of_price', 'warn', '1', '{"S":"時価"}'],
      ['type_of_quantity', 'warn', '1', '{"S":"two"}'],
      // The items of now are published under an earlier date.
      ['items_date', 'warn', expect.stringContaining(`those of ${TODAY}, `), undefined],
    ]);
  });

  it('is a partition in Glue that says where it comes from', async () => {
    const raw = await partitions(table, 'raw');
    expect(raw.map(({ values }) => values)).toEqual([[FIRST], [SECOND]]);
    nights.forEach(({ output }, index) => {
      const exportId = output?.exportArn.split('/').at(-1) ?? '';
      expect(raw[index]?.location).toBe(`s3://${table.bucket}/${table.exportPrefix}/AWSDynamoDB/${exportId}/data/`);
      expect(raw[index]?.parameters).toMatchObject({
        export_id: exportId,
        export_arn: output?.exportArn,
        item_count: String(output?.itemCount),
        warnings: String(output?.warnings.length),
        export_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
        validation_query_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      });
    });
    expect(await partitions(table, 'staged')).toEqual([]);
  });
});

describe.each([
  { date: FIRST, slot: 'previous', orders: firstOrders() },
  { date: SECOND, slot: 'newest', orders: secondOrders() },
])('Every value of the $slot night', ({ date, slot, orders }) => {
  it.each([
    ['_raw', () => `${table.raw} WHERE export_date = '${date}'`],
    ['_latest', () => `${table.latest} WHERE slot = '${slot}'`],
  ])('is in sushiorderdata%s as it was put, item by item', async (_, from) => {
    const { rows } = await ask(table, `SELECT json_format(CAST(item AS json)) FROM ${from()}`);
    expect(byKey(rows.map(([json]) => comparableRow(json ?? '')))).toEqual(byKey(orders.map(comparableItem)));
  });

  const views = [['_history', `${table.history} WHERE export_date = '${date}'`]];
  if (slot === 'newest') views.push(['', table.newest]);
  it.each(views)('is in sushiorderdata%s in its declared type, or NULL where it is of another', async (_, from) => {
    const { columns, rows } = await ask(table, `SELECT datetime, export_date, ${COLUMNS} FROM ${from}`);
    const found = rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, read(name, row[index])])));
    const expected = orders.map((order) => ({
      ...expectedColumns(order),
      datetime: order.datetime?.S,
      export_date: date,
    }));
    expect(byTypedKey(found)).toEqual(byTypedKey(expected));
  });
});

describe('The views of an entity', () => {
  const odd = (orders: readonly Item[]) =>
    orders.filter(({ tableid, orderId }) => tableid?.S === '窓側' && orderId?.S?.startsWith('odd-'));
  const views = entityViews(table.table.name, 'odd');

  it.each([
    [views.newest, SECOND, odd(secondOrders())],
    [`${views.history} WHERE export_date = '${FIRST}'`, FIRST, odd(firstOrders())],
  ])('have its items alone, with its attributes: %s', async (from, date, orders) => {
    const { rows } = await ask(table, `SELECT order_id, html, menu_number, export_date FROM ${from}`);
    const expected = orders.map(({ orderId, html }) => [orderId?.S, html?.S, undefined, date]);
    expect(expected.length).toBeGreaterThan(0);
    expect([...rows].sort()).toEqual(expected.sort());
  });
});

describe('The view of the newest night', () => {
  it('reads that night alone, not the one before too', async () => {
    const { scannedBytes } = await ask(table, `SELECT count(menu), max(export_date) FROM ${table.newest}`);
    const sizes = (await partitions(table, 'latest')).map(({ location }) => bytesIn(table, location));
    const [newest = 0, previous = 0] = await Promise.all(sizes);
    expect(scannedBytes).toBeGreaterThan(0);
    // The engine counts some bytes beside those of the objects.
    expect(scannedBytes).toBeLessThan(newest + previous / 2);
  });
});

describe('A saved query', () => {
  let local: LocalCopy;

  beforeAll(async () => {
    local = await LocalCopy.of(table);
  });

  afterAll(async () => {
    await local.remove();
  });

  it.each(savedQueriesOf(table).map((query) => [query.name, query] as const))(
    'gives the same rows in Athena and on this machine: %s',
    async (_, { sql, parameters }) => {
      const { columns, rows } = await ask(table, sql, parameters);
      expect(rows.length).toBeGreaterThan(0);
      expect(await local.ask(sql, parameters)).toEqual({ columns, rows });
    },
  );
});

describe('The command line', () => {
  const cli = cliOf('SushiOrderData');
  const OF_TABLE = ['--target', 'aws', '--table', table.table.name];

  it('lists the tables with their nights', async () => {
    const { stdout, exitCode } = await cli('tables', '--target', 'aws', '--json');
    const { tables } = JSON.parse(stdout) as { tables: readonly { name: string; partitions: number }[] };
    expect(tables).toContainEqual(expect.objectContaining({ name: table.raw, partitions: 2 }));
    expect(tables).toContainEqual(expect.objectContaining({ name: table.newest, kind: 'view' }));
    expect(exitCode).toBe(0);
  });

  it('answers a saved query', async () => {
    const { stdout, stderr, exitCode } = await cli('query', 'orders_per_table', '--target', 'aws', '--format', 'json');
    const tableids = new Set(secondOrders().map(({ tableid }) => tableid?.S));
    const rows = stdout.trimEnd().split('\n');
    expect(new Set(rows.map((row) => (JSON.parse(row) as { tableid: string }).tableid))).toEqual(tableids);
    expect(stderr).toMatch(/\d+ rows, .+ read, .+ USD/);
    expect(exitCode).toBe(0);
  });

  it('answers a statement about an earlier night', async () => {
    const count = 'SELECT count(*) FROM sushiorderdata';
    const { stdout, exitCode } = await cli('query', count, '--target', 'aws', '--date', FIRST, '--format', 'csv');
    expect(stdout).toContain(`"${firstOrders().length}"`);
    expect(exitCode).toBe(0);
  });

  it('compares two nights item by item', async () => {
    const { stdout, exitCode } = await cli('diff', FIRST, SECOND, ...OF_TABLE, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ from: FIRST, to: SECOND, items: changedItems() });
    expect(exitCode).toBe(0);
  });

  it('compares the attributes of two nights', async () => {
    const { stdout, exitCode } = await cli('drift', ...OF_TABLE, '--json');
    const { attributes } = JSON.parse(stdout) as { attributes: readonly object[] };
    const withMenu = [firstOrders(), secondOrders()].map((orders) => orders.filter(({ menu }) => menu?.S).length);
    expect(attributes).toContainEqual(
      expect.objectContaining({ attribute: 'menu', type: 'S', drift: 'both', items: withMenu }),
    );
    expect(exitCode).toBe(0);
  });
});

/** Arrays sorted (a set has no order), JSON by its value, all else as Athena prints it. */
function read(name: string, value: Value): unknown {
  if (value === undefined) return undefined;
  if (name === 'allergens' || name === 'seats') return (JSON.parse(value) as string[]).sort();
  return name === 'notes' ? (JSON.parse(value) as unknown) : value;
}

function byKey<T extends Readonly<Record<string, unknown>>>(items: readonly T[]): Record<string, T> {
  return Object.fromEntries(items.map((item) => [keyOf(item as unknown as Item), item]));
}

function byTypedKey(rows: readonly Readonly<Record<string, unknown>>[]): Record<string, unknown> {
  return Object.fromEntries(rows.map((row) => [`${String(row.tableid)}/${String(row.datetime)}`, row]));
}
