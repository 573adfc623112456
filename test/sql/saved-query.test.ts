import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSavedQuery, sqlFor } from '../../lib/sql';

const text = `-- title: Orders of a day
-- description: All orders
-- description: of one day.
-- table: any
-- parameter: date '2026-01-31' The day
-- chart: bar x=menu y=orders
SELECT count(*) AS orders FROM sushiorderdata_raw JOIN sushiorderdata ON true WHERE export_date = ?;
`;

describe('parseSavedQuery', () => {
  it('reads header and statement', () => {
    expect(parseSavedQuery('orders', text)).toEqual({
      name: 'orders',
      title: 'Orders of a day',
      description: 'All orders of one day.',
      table: undefined,
      parameters: [{ name: 'date', example: "'2026-01-31'", description: 'The day' }],
      comparesNights: false,
      readsEveryNight: false,
      chart: 'bar x=menu y=orders',
      sql: 'SELECT count(*) AS orders FROM sushiorderdata_raw JOIN sushiorderdata ON true WHERE export_date = ?',
    });
  });

  it('reads a file of Windows, with a byte order mark and line ends of two characters', () => {
    expect(parseSavedQuery('orders', `\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(
      parseSavedQuery('orders', text),
    );
  });

  it.each([
    ['-- description: d\n-- table: any\nSELECT 1', 'title'],
    ['-- title: t\n-- table: any\nSELECT 1', 'description'],
    ['-- title: t\n-- description: d\nSELECT 1', 'table'],
    ['-- title: t\n-- description: d\n-- table: any\n', 'no statement'],
    ['-- title: t\n-- titel: t\n-- description: d\n-- table: any\nSELECT 1', 'titel'],
    ['-- title: t\n-- description: d\n-- table: any\n-- compares: days\nSELECT 1', 'can say "nights" alone'],
    ['-- title: t\n-- description: d\n-- table: any\n-- reads: one night\nSELECT 1', 'can say "every night" alone'],
    ['-- title: t\n-- description: d\n-- table: any\n-- parameter: date\nSELECT ?', 'needs a name, an example'],
  ])('names the file and what is wrong with %j', (wrong, message) => {
    expect(() => parseSavedQuery('q', wrong)).toThrow(new RegExp(`queries/q\\.sql: .*${message}`));
  });
});

describe('sqlFor', () => {
  const ask = (statement: string, name: string, keys: readonly string[] = ['id']) => {
    const [partitionKey = '', sortKey] = keys;
    return sqlFor(
      { sql: statement },
      {
        name,
        partitionKey: { name: partitionKey, type: 'S' },
        ...(sortKey !== undefined && { sortKey: { name: sortKey, type: 'S' } }),
      },
    );
  };

  it('asks a question to any table of that table, whose name is delimited', () => {
    expect(ask('SELECT 1 FROM "{table}_raw" JOIN "{table}" ON "{table}".a = 1', 'Order')).toBe(
      'SELECT 1 FROM "order_raw" JOIN "order" ON "order".a = 1',
    );
  });

  it('keeps a name that is delimited already one name', () => {
    expect(ask('SELECT 1 FROM "{table}_files$partitions"', 'a 2024-orders')).toBe(
      'SELECT 1 FROM "a_2024_orders_files$partitions"',
    );
  });

  it('leaves texts, comments and other names alone', () => {
    const statement = `SELECT 'it''s "{table}"' AS "my{table}" -- of "{table}"\nFROM sushiorderdata /* "{key}" */`;
    expect(ask(statement, 'order')).toBe(statement);
  });

  it('asks for the key of the table, whatever it is called', () => {
    expect(ask('SELECT "{key}" FROM "{table}"', 'orders', ["it's", '"$&'])).toBe(
      `SELECT ARRAY['it''s', '"$&'] FROM "orders"`,
    );
  });
});

describe('every file of queries/', () => {
  const folder = join(__dirname, '../../queries');
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));

  it.each(files)('%s has a header', (file) => {
    expect(parseSavedQuery(file.replace(/\.sql$/, ''), readFileSync(join(folder, file), 'utf8')).title).not.toBe('');
  });
});
