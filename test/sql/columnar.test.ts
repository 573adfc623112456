import { parseConfig, resources, type Table } from '../../lib/config';
import { columnSet, listStoredColumns, unloadStatement, validationQuery, views } from '../../lib/sql';

function tableOf(attributes: readonly object[], columnar = true, entities: readonly object[] = []): Table {
  const [table] = parseConfig({
    columnar,
    tables: [{ name: 'Orders', partitionKey: { name: 'id' }, attributes, entities }],
  }).tables;
  if (!table) throw new Error('no table');
  return table;
}

const price = { name: 'price', type: 'decimal(12,2)' };
const names = (table: Table) => listStoredColumns(table).map(({ name }) => name);
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

/** An entity whose items have a kind. */
const entity = (name: string, attributes: readonly object[]) => ({
  name,
  where: { attribute: 'kind', equals: name },
  attributes,
});
const withEntities = (...entities: object[]) => tableOf([price], true, entities);

describe('the columns of entities in a columnar night', () => {
  it('come behind those of the table, first the one that tells whether an item is one', () => {
    const table = withEntities(
      entity('cook', [{ name: 'skills', type: 'array<string>' }]),
      entity('menu', [{ name: 'from', type: 'date' }]),
    );
    expect(names(table).slice(1, -3)).toEqual([
      ...['id__string', 'price__decimal_12_2'],
      ...['is_cook__boolean', 'skills__array_string'],
      ...['is_menu__boolean', 'from__date'],
    ]);
  });

  it('are one where value and type are the same, in two entities or in an entity and the table', () => {
    const name = { name: 'name', type: 'string' };
    const cook = entity('cook', [name, { name: 'id', column: 'cook_id', type: 'string' }]);
    const table = withEntities(cook, entity('menu', [{ ...name, column: 'title' }]), { ...cook, name: 'chef' });
    expect(names(table).slice(3, -3)).toEqual(['is_cook__boolean', 'name__string', 'is_menu__boolean']);
    const sqlOf = (view: string) => viewOf(table, view)?.sql ?? '';
    expect(sqlOf('orders_cook')).toContain('"id__string" AS "cook_id"');
    expect(sqlOf('orders_menu')).toContain('"name__string" AS "title"');
    expect(sqlOf('orders_chef')).toContain('AND "is_cook__boolean"\n');
  });

  it('are two where a name stands for two values, or a value has two types', () => {
    const value = { name: 'value', type: 'string' };
    const table = withEntities(
      entity('cook', [value]),
      entity('menu', [{ ...value, name: 'Value' }]),
      entity('shop', [{ ...value, type: 'bigint' }]),
      entity('cart', [{ ...value, type: 'json' }]),
    );
    const sql = unloadStatement(table, { staged: 's', exportId: 'E', exportDate: 'D', folder: 's3://b/f/' });
    const made = [...sql.matchAll(/^ {2}(.*) AS "(value__\w+)",$/gm)].map(([, from, name]) => [name, from]);
    expect(made).toEqual([
      ['value__string', "element_at(element_at(item, 'value'), 'S')"],
      ['value__string_2', "element_at(element_at(item, 'Value'), 'S')"],
      ['value__bigint', expect.stringMatching(/AS bigint\) END$/)],
      ['value__string_3', expect.stringMatching(/^coalesce\(/)],
    ]);
  });

  it('have names of their own, whatever entities and columns are called', () => {
    const attributes = ['item', 'source_file', 'export_night', 'column_set', 'is_cook', 'is_cook__boolean'].map(
      (column) => ({ name: column, column, type: 'boolean' }),
    );
    const table = tableOf(attributes, true, [
      entity('cook', [{ name: 'x', type: 'string' }]),
      entity('cook__boolean', [{ name: 'X', type: 'string', column: 'x' }]),
    ]);
    expect(new Set(names(table)).size).toBe(names(table).length);
    expect(names(table).filter((name) => name !== name.toLowerCase())).toEqual([]);
  });

  it('have names and comments that Glue takes', () => {
    const long = 'x'.repeat(255);
    const table = withEntities(
      entity('cook', [{ name: 'a', column: long, type: 'string' }]),
      entity('menu', [{ name: 'b', column: long, type: 'string' }]),
    );
    expect(names(table).slice(-6, -3)).toEqual([
      `${'x'.repeat(247)}__string`,
      'is_menu__boolean',
      `${'x'.repeat(245)}__string_2`,
    ]);
    expect(Math.max(...listStoredColumns(table).map(({ comment }) => comment.length))).toBe(255);
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

  it('is another one when an entity comes, goes, or is told by something else', () => {
    const attributes = [{ name: 'name', type: 'string' }];
    const sets = [
      [],
      [entity('cook', [])],
      [entity('menu', [])],
      [entity('cook', attributes)],
      [{ ...entity('cook', attributes), where: { attribute: 'kind', prefix: 'cook' } }],
    ].map((entities) => columnSet(withEntities(...entities)));
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
  item AS "item",
  element_at(element_at(item, 'id'), 'S') AS "id__string",
  CASE WHEN regexp_like(element_at(element_at(item, 'price'), 'N'), '^-?[0-9]{1,10}(\\.[0-9]{1,2}0*)?$') THEN TRY_CAST(element_at(element_at(item, 'price'), 'N') AS decimal(12,2)) END AS "price__decimal_12_2",
  "$path" AS "source_file",
  '2026-01-31' AS "export_night",
  '${columnSet(table)}' AS "column_set"
FROM d.orders_staged
WHERE export_id = 'E'
)
TO 's3://b/columnar/orders_raw/E/1/'
WITH (format = 'PARQUET', compression = 'ZSTD')`);
  });
});

describe('the validation of a columnar night', () => {
  const sql = validationQuery(
    withEntities(entity('cook', [{ name: 'pay', column: 'wage', type: 'bigint' }])),
    { staged: 'd.orders_staged', files: 'd.orders_files', unloaded: 'd.orders_unloaded', bucket: 'b' },
    { exportId: 'E', exportDate: '2026-01-31', itemCount: '3', unloadId: 'U' },
  );

  it('counts the lines of each data file in the Parquet', () => {
    expect(sql).toContain('source_file AS path');
    expect(sql).toContain("FROM d.orders_unloaded\n  WHERE unload_id = 'U'");
    expect(sql).not.toContain('orders_staged');
  });

  it('finds the values that did not fit where the stored column is NULL and the item has one', () => {
    expect(sql).toContain(`"price__decimal_12_2" IS NULL AND element_at(item, 'price') IS NOT NULL`);
  });

  it('finds those of an entity in the items that the column of the entity tells', () => {
    expect(sql).toContain(`"is_cook__boolean" AND "wage__bigint" IS NULL AND element_at(item, 'pay') IS NOT NULL`);
    expect(sql).not.toContain("'kind'");
  });
});

describe.each([
  ['all nights', 'orders_history'],
  ['the newest night', 'orders'],
])('the view of %s', (_, name) => {
  const table = tableOf([price]);

  it('reads the typed columns of files that have them, and the items of all others', () => {
    const [columns = '', items = ''] = (viewOf(table, name)?.sql ?? '').split('UNION ALL');
    expect(columns).toContain('"price__decimal_12_2" AS "price"');
    expect(columns).toContain(`column_set = '${columnSet(table)}'`);
    expect(columns).not.toMatch(/\bitem\b/);
    expect(items).toContain("element_at(element_at(item, 'price'), 'N')");
    expect(items).toContain(`column_set IS DISTINCT FROM '${columnSet(table)}'`);
  });

  it('has the same columns as where nights are not columnar', () => {
    expect(viewOf(table, name)?.columns).toEqual(viewOf(tableOf([price], false), name)?.columns);
  });
});

describe.each([
  ['all nights', 'orders_cook_history'],
  ['the newest night', 'orders_cook'],
])("an entity's view of %s", (_, name) => {
  const cook = entity('cook', [{ name: 'skills', type: 'json' }]);
  const table = withEntities(cook);

  it('reads the columns of files that have them, its own items by a column too, and the items of all others', () => {
    const [columns = '', items = ''] = (viewOf(table, name)?.sql ?? '').split('UNION ALL');
    expect(columns).toContain('"price__decimal_12_2" AS "price",\n  "skills__string" AS "skills"');
    expect(columns).toContain(`column_set = '${columnSet(table)}' AND "is_cook__boolean"\n`);
    expect(columns).not.toMatch(/\bitem\b/);
    expect(items).toContain("coalesce(element_at(element_at(item, 'skills'), 'M')");
    expect(items).toContain(
      `column_set IS DISTINCT FROM '${columnSet(table)}' AND element_at(element_at(item, 'kind'), 'S') = 'cook'`,
    );
  });

  it('has the same columns as where nights are not columnar', () => {
    expect(viewOf(table, name)?.columns).toEqual(viewOf(tableOf([price], false, [cook]), name)?.columns);
  });
});
