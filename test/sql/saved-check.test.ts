import { parseSavedCheck } from '../../lib/sql';

const text = (statement: string, header = '-- table: any\n-- severity: error') =>
  `-- title: Prices\n-- description: No price\n-- description: is negative.\n${header}\n${statement}\n`;

describe('parseSavedCheck', () => {
  it('reads header and query', () => {
    expect(parseSavedCheck('prices', text('SELECT menu FROM "{table}" WHERE price < 0;'))).toEqual({
      name: 'prices',
      title: 'Prices',
      description: 'No price is negative.',
      table: undefined,
      severity: 'error',
      sql: 'SELECT menu FROM "{table}" WHERE price < 0',
    });
  });

  it.each([
    'SELECT menu FROM "{table}" WHERE regexp_like(menu, \'^a?;$\') -- why?',
    'SELECT menu /* one; two? */ FROM "{table}"',
    "SELECT menu FROM \"{table}\" WHERE menu = 'it''s sushiorderdata_raw'",
    'SELECT menu AS "really?" FROM "{table}"',
    'SELECT menu FROM "{table}" WHERE uploaded_files > 3 AND "old;raw" = order_history',
    'WITH menus_raw AS (SELECT menu FROM "{table}") SELECT * FROM menus_raw',
    'SELECT * FROM (WITH a AS (SELECT menu FROM "{table}"), b AS (SELECT * FROM a) SELECT * FROM b) AS c',
    'SELECT menu FROM "{table}" TABLESAMPLE BERNOULLI (50)',
  ])('lets texts and comments have what a statement must not: %s', (sql) => {
    expect(parseSavedCheck('prices', text(sql)).sql).toBe(sql);
  });

  it.each([
    ['SELECT 1', '-- table: any', 'its header needs a line "-- severity: error" or "-- severity: warn"'],
    ['SELECT 1', '-- table: any\n-- severity: fatal', 'severity "fatal" is neither error nor warn'],
    ['SELECT 1', '-- severity: warn', 'its header needs a line "-- table: any"'],
    ['SELECT 1', '-- table: any\n-- severity: warn\n-- parameter: x 1 it', 'its header has "parameter"'],
    ['SELECT menu FROM t WHERE price > ?', undefined, 'it has a question mark'],
    ['SELECT 1; SELECT 2', undefined, 'it has more than one statement'],
    ['SELECT 1 FROM "{table}_unloaded"', undefined, 'it reads {table}_unloaded'],
    ['SELECT 1 FROM "{table}$partitions"', undefined, 'it reads {table}$partitions'],
    [
      'WITH a AS (SELECT 1 AS x FROM b), b AS (SELECT 1 AS x) SELECT * FROM a, b',
      undefined,
      'it reads b; a check reads only',
    ],
    ['SELECT 1 FROM "{table}" WHERE menu IN (SELECT menu FROM menus)', undefined, 'it reads menus'],
    ['SELECT menu FROM "{table}" WHERE', undefined, 'SYNTAX_ERROR: line 1:'],
    ['SELECT 1 FROM orders', '-- table: sushiorderdata\n-- severity: warn', 'it reads orders'],
    ['SELECT 1 FROM "{table}_history"', undefined, 'it reads {table}_history'],
    ['SELECT 1 FROM other.SushiOrderData_Raw', undefined, 'it reads other.SushiOrderData_Raw'],
  ])('names the file and what is wrong with %s', (sql, header, message) => {
    expect(() => parseSavedCheck('prices', text(sql, header))).toThrow(`queries/checks/prices.sql: ${message}`);
  });

  it.each(['Prices', 'no-price', '1st', 'x'.repeat(65)])('refuses the name %s', (name) => {
    expect(() => parseSavedCheck(name, text('SELECT 1'))).toThrow('a check is called by');
  });
});
