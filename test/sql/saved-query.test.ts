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
      chart: 'bar x=menu y=orders',
      sql: 'SELECT count(*) AS orders FROM sushiorderdata_raw JOIN sushiorderdata ON true WHERE export_date = ?',
    });
  });

  it.each([
    ['-- description: d\n-- table: any\nSELECT 1', 'title'],
    ['-- title: t\n-- table: any\nSELECT 1', 'description'],
    ['-- title: t\n-- description: d\nSELECT 1', 'table'],
    ['-- title: t\n-- description: d\n-- table: any\n', 'no statement'],
    ['-- title: t\n-- titel: t\n-- description: d\n-- table: any\nSELECT 1', 'titel'],
    ['-- title: t\n-- description: d\n-- table: any\n-- parameter: date\nSELECT ?', 'needs a name, an example'],
  ])('names the file and what is wrong with %j', (wrong, message) => {
    expect(() => parseSavedQuery('q', wrong)).toThrow(new RegExp(`queries/q\\.sql: .*${message}`));
  });
});

describe('sqlFor', () => {
  it('asks a question to any table of that table', () => {
    expect(
      sqlFor(parseSavedQuery('q', text), { name: 'customers', partitionKey: { name: 'id', type: 'S' } }),
    ).toContain('FROM customers_raw JOIN customers ON');
  });
});

describe('every file of queries/', () => {
  const folder = join(__dirname, '../../queries');
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));

  it.each(files)('%s has a header', (file) => {
    expect(parseSavedQuery(file.replace(/\.sql$/, ''), readFileSync(join(folder, file), 'utf8')).title).not.toBe('');
  });
});
