import { parseConfig, resources, type Table } from '../../lib/config';
import { columnSet, storedColumns, unloadStatement, validationQuery, views } from '../../lib/sql';

function tableOf(attributes: readonly object[], columnar = true): Table {
  const [table] = parseConfig({
    columnar,
    tables: [{ name: 'Orders', partitionKey: { name: 'id' }, attributes }],
  }).tables;
  if (!table) throw new Error('no table');
  return table;
}

const price = { name: 'price', type: 'decimal(12,2)' };
const names = (table: Table) => storedColumns(table).map(({ name }) => name);
const viewOf = (table: Table, name: string) =>
  views(table, resources(parseConfig({}), table)).find((view) => view.name === name);

describe('the columns of a columnar night', () => {
  it('are the item, the typed columns of keys and attributes, and where a row is from', () => {
    expect(names(tableOf([price, { name: 'tags', type: 'array<decimal(5,1)>' }]))).toEqual([
      'item',
      'id__string',
      'price__decimal_12_2',
      'tags__array_decimal_5_1',
      'source_file',
      'export_night',
      'column_set',
    ]);
  });

  it('have names that no two declarations share, whatever the columns are called', () => {
    const attributes = [
      { name: 'a', column: 'x', type: 'array<string>' },
      { name: 'b', column: 'x_array', type: 'string' },
      { name: 'c', column: 'x__array', type: 'string' },
      { name: 'd', column: 'source_file', type: 'string' },
      { name: 'e', column: 'item', type: 'string' },
    ];
    const all = names(tableOf(attributes));
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('the set of columns', () => {
  it('is another one when a column comes, goes, or is read from something else', () => {
    const sets = [
      [price],
      [],
      [{ ...price, type: 'bigint' }],
      [{ ...price, name: 'amount', column: 'price' }],
      [{ ...price, name: 'sum', path: ['price'], column: 'price' }],
      [{ name: 'sum', column: 'price', type: 'string' }],
      [{ name: 'sum', column: 'price', type: 'json' }],
    ].map((attributes) => columnSet(tableOf(attributes)));
    expect(new Set(sets).size).toBe(sets.length);
  });

  it('is the same one every time', () => {
    expect(columnSet(tableOf([price]))).toBe(columnSet(tableOf([price])));
  });
});

describe('the UNLOAD', () => {
  it('writes one night, typed, with what each row is from', () => {
    const table = tableOf([price]);
    const night = { exportId: 'E', exportDate: '2026-01-31', folder: 's3://b/columnar/orders_raw/E/1/' };
    expect(unloadStatement(table, { staged: 'd.orders_staged', ...night })).toBe(`UNLOAD (
SELECT
  item AS item,
  element_at(element_at(item, 'id'), 'S') AS id__string,
  CASE WHEN regexp_like(element_at(element_at(item, 'price'), 'N'), '^-?[0-9]{1,10}(\\.[0-9]{1,2}0*)?$') THEN TRY_CAST(element_at(element_at(item, 'price'), 'N') AS decimal(12,2)) END AS price__decimal_12_2,
  "$path" AS source_file,
  '2026-01-31' AS export_night,
  '${columnSet(table)}' AS column_set
FROM d.orders_staged
WHERE export_id = 'E'
)
TO 's3://b/columnar/orders_raw/E/1/'
WITH (format = 'PARQUET', compression = 'ZSTD')`);
  });
});

describe('the validation of a columnar night', () => {
  const sql = validationQuery(
    tableOf([price]),
    { staged: 'd.orders_staged', files: 'd.orders_files', unloaded: 'd.orders_unloaded', bucket: 'b' },
    { exportId: 'E', exportDate: '2026-01-31', itemCount: '3', unloadId: 'U' },
  );

  it('counts the lines of each data file in the Parquet', () => {
    expect(sql).toContain('source_file AS path');
    expect(sql).toContain("FROM d.orders_unloaded\n  WHERE unload_id = 'U'");
    expect(sql).not.toContain('orders_staged');
  });

  it('finds the values that did not fit where the stored column is NULL and the item has one', () => {
    expect(sql).toContain("price__decimal_12_2 IS NULL AND element_at(item, 'price') IS NOT NULL");
  });
});

describe.each([
  ['all nights', 'orders_history'],
  ['the newest night', 'orders'],
])('the view of %s', (_, name) => {
  const table = tableOf([price]);

  it('reads the typed columns of files that have them, and the items of all others', () => {
    const [columns = '', items = ''] = (viewOf(table, name)?.sql ?? '').split('UNION ALL');
    expect(columns).toContain('price__decimal_12_2 AS price');
    expect(columns).toContain(`column_set = '${columnSet(table)}'`);
    expect(columns).not.toMatch(/\bitem\b/);
    expect(items).toContain("element_at(element_at(item, 'price'), 'N')");
    expect(items).toContain(`column_set IS DISTINCT FROM '${columnSet(table)}'`);
  });

  it('has the same columns as where nights are not columnar', () => {
    expect(viewOf(table, name)?.columns).toEqual(viewOf(tableOf([price], false), name)?.columns);
  });
});
