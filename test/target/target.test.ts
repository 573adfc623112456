import { VirtualClock } from '../../lib/asl';
import { AwsTarget } from '../../lib/aws';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { LocalTarget } from '../../lib/local/target';
import { readPublishedNights } from '../../lib/night';
import {
  InterruptedError,
  nightOf,
  NoCatalogError,
  NoSuchNightError,
  NoSuchTableError,
  StatementError,
  type QueryOptions,
  type Target,
  type TextRow,
} from '../../lib/target';
import { FakeAws } from '../aws/fake-aws';
import { order, publishNights, type PublishedNights } from './published-nights';

let nights: PublishedNights;

beforeAll(async () => {
  nights = await publishNights({
    '2026-11-21': [order('01', 1)],
    '2026-11-22': [order('01', 1), order('01', 2, { quantity: { N: '2.5' }, price: { N: '120.00' } })],
    '2026-11-23': [order('01', 1), order('02', 2), order('03', 3, { menu: { S: 'a "b",\nc' } })],
  });
});

afterAll(() => {
  nights.remove();
});

/** The places, each with what it takes to close it; a place must not differ from another in what it promises. */
const PLACES: Record<string, () => { target: Target; close: () => Promise<void> }> = {
  local: () => ({
    target: LocalTarget.open(absoluteFolder(nights.folder), nights.names.database),
    close: () => Promise.resolve(),
  }),
  aws: () => {
    const account = new FakeAws({ folder: nights.folder, pageRows: 7 });
    const clock = new VirtualClock(0);
    const target = new AwsTarget({ config: nights.config, clients: account.clients, clock });
    return {
      target,
      close: () => account.close(),
    };
  },
};

describe.each(Object.entries(PLACES))('the target %s', (_, open) => {
  let target: Target;
  let close: () => Promise<void>;

  beforeAll(() => {
    ({ target, close } = open());
  });

  afterAll(async () => {
    await target.close();
    await close();
  });

  async function ask(sql: string, options?: QueryOptions) {
    const answer = await target.query(sql, options);
    const rows: TextRow[] = [];
    for await (const batch of answer.rows) rows.push(...batch);
    return { columns: answer.columns, rows, statistics: answer.statistics() };
  }

  it('lists the tables and views of the system, by name', async () => {
    const tables = await target.tables();
    expect(tables.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'view sushiorderdata',
      'table sushiorderdata_files',
      'view sushiorderdata_history',
      'table sushiorderdata_latest',
      'table sushiorderdata_raw',
      'table sushiorderdata_staged',
    ]);
  });

  it('says what a table has', async () => {
    const tables = await target.tables();
    expect(tables.find(({ name }) => name === 'sushiorderdata_raw')).toEqual({
      name: 'sushiorderdata_raw',
      kind: 'table',
      description: 'Verified nights: one row an item, as DynamoDB exported it',
      columns: [{ name: 'item', type: 'map<string,map<string,string>>' }],
      partitionKeys: ['export_date'],
    });
  });

  it('lists the nights, oldest first, with what the night knew of itself', async () => {
    const found = readPublishedNights(await target.partitions('sushiorderdata_raw'));
    expect(found.map(({ exportDate, itemCount }) => [exportDate, itemCount])).toEqual([
      ['2026-11-21', 1],
      ['2026-11-22', 2],
      ['2026-11-23', 3],
    ]);
  });

  it('says which tables there are where one is not', async () => {
    const asked = target.partitions('orders_raw');
    await expect(asked).rejects.toThrow(NoSuchTableError);
    await expect(asked).rejects.toThrow(/no table orders_raw\. It has sushiorderdata, sushiorderdata_files, /);
  });

  it('says which dates there are where one is not', async () => {
    const found = readPublishedNights(await target.partitions('sushiorderdata_raw'));
    const findNight = () => nightOf('2026-11-24', 'sushiorderdata', found);
    expect(findNight).toThrow(NoSuchNightError);
    expect(findNight).toThrow('no verified night of 2026-11-24. There are 2026-11-21, 2026-11-22, 2026-11-23.');
  });

  it('answers with typed columns and with texts', async () => {
    const { columns, rows } = await ask(
      'SELECT tableid, quantity, price FROM sushiorderdata_history ORDER BY ordered_at, export_date',
    );
    expect(columns).toEqual([
      { name: 'tableid', type: 'varchar' },
      { name: 'quantity', type: 'decimal(38,0)' },
      { name: 'price', type: 'decimal(12,2)' },
    ]);
    expect(rows[0]).toEqual(['01', '1', undefined]);
  });

  it('answers with every row of a result once, however many pages it has', async () => {
    const { rows } = await ask('SELECT a FROM UNNEST(sequence(1, 40)) AS t (a) ORDER BY a');
    expect(rows).toEqual(Array.from({ length: 40 }, (_, index) => [String(index + 1)]));
  });

  it('answers with no row where there is none', async () => {
    const { columns, rows } = await ask("SELECT menu FROM sushiorderdata WHERE menu = 'x'");
    expect([columns, rows]).toEqual([[{ name: 'menu', type: 'varchar' }], []]);
  });

  it('does not take a row for the names of the columns', async () => {
    const { rows } = await ask("SELECT 'menu' AS menu");
    expect(rows).toEqual([['menu']]);
  });

  it('puts the values of parameters in the place of question marks', async () => {
    const { rows } = await ask('SELECT menu FROM sushiorderdata WHERE tableid = ? AND quantity = ?', {
      parameters: ["'03'", '1'],
    });
    expect(rows).toEqual([['a "b",\nc']]);
  });

  it('says how many bytes were read when all rows are there', async () => {
    const one = await ask("SELECT count(item) FROM sushiorderdata_raw WHERE export_date = '2026-11-21'");
    const all = await ask('SELECT count(item) FROM sushiorderdata_raw');
    expect(one.statistics.dataScannedInBytes).toBeGreaterThan(0);
    expect(all.statistics.dataScannedInBytes).toBeGreaterThan(one.statistics.dataScannedInBytes);
  });

  it('shows where a statement is no SQL: line, column and a caret below', async () => {
    const asked = ask('SELECT menu\nFORM sushiorderdata x');
    await expect(asked).rejects.toThrow(StatementError);
    await expect(asked).rejects.toThrow(/line 2:6.*\n {2}FORM sushiorderdata x\n {7}\^$/s);
  });

  it('names the tables there are where a statement asks for another', async () => {
    const asked = ask('SELECT * FROM orders');
    await expect(asked).rejects.toThrow(StatementError);
    await expect(asked).rejects.toThrow(/TABLE_NOT_FOUND.*orders.*There are: .*sushiorderdata_raw/s);
  });

  it('gives the name that was meant after the words of Athena', async () => {
    await expect(ask('SELECT * FROM sushiorderdata_row')).rejects.toThrow(
      /^TABLE_NOT_FOUND: .*sushiorderdata_row' does not exist\.? Did you mean sushiorderdata_raw\?\s+There are: /,
    );
  });

  it('gives the reason of a query that fails', async () => {
    const asked = ask("SELECT CAST(menu AS bigint) FROM sushiorderdata WHERE tableid = '01'");
    await expect(asked).rejects.toThrow(StatementError);
    await expect(asked).rejects.toThrow('INVALID_CAST_ARGUMENT');
  });

  it('does not go on when it is to stop', async () => {
    const asked = ask('SELECT 1', { signal: AbortSignal.abort() });
    await expect(asked).rejects.toThrow(InterruptedError);
  });

  it('answers the next query after one that failed or was stopped', async () => {
    await expect(ask('SELECT')).rejects.toThrow(StatementError);
    await expect(ask('SELECT 1', { signal: AbortSignal.abort() })).rejects.toThrow(InterruptedError);
    expect((await ask('SELECT 1')).rows).toEqual([['1']]);
  });
});

describe('a query on this machine', () => {
  it('stops in the middle when it is to stop', async () => {
    const target = LocalTarget.open(absoluteFolder(nights.folder), nights.names.database);
    const hours =
      'SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a (x) CROSS JOIN UNNEST(sequence(1, 10000)) AS b (y) CROSS JOIN UNNEST(sequence(1, 10000)) AS c (z) WHERE (x * y * z) % 7 = 3';
    await target.query('SELECT 1');
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort();
    }, 100);
    const began = Date.now();
    await expect(target.query(hours, { signal: controller.signal })).rejects.toThrow(InterruptedError);
    expect(Date.now() - began).toBeGreaterThanOrEqual(99);
    await target.close();
  });
});

describe('a folder', () => {
  it('in which no night ever was says how to get some', () => {
    expect(() => LocalTarget.open(absoluteFolder('/nowhere'), 'd')).toThrow(NoCatalogError);
    expect(() => LocalTarget.open(absoluteFolder('/nowhere'), 'd')).toThrow(
      '/nowhere has no nights: run some with "npm start"',
    );
  });

  it('with the nights of one system is that system, whatever the configuration calls it', () => {
    expect(LocalTarget.open(absoluteFolder(nights.folder), 'example_dynamodb_export_other').database).toBe(
      nights.names.database,
    );
  });
});

describe('nights', () => {
  const night = (day: number) => ({
    values: [`2026-01-${String(day).padStart(2, '0')}`],
    location: '',
    parameters: {},
  });

  it('that are many are told by the first and the last', () => {
    const many = readPublishedNights(Array.from({ length: 20 }, (_, index) => night(index + 1)));
    expect(() => nightOf('2026-02-01', 't', many)).toThrow(
      'There are 20, from 2026-01-01 to 2026-01-20; the last ones are 2026-01-14, 2026-01-15, ',
    );
  });

  it('that are none are told too', () => {
    expect(() => nightOf('2026-02-01', 't', [])).toThrow('No night has been published yet.');
  });
});
