import { parseConfig } from '../../lib/config';
import { checkTests, sourceTables, writeSources } from '../../lib/dbt';
import { parseSavedCheck } from '../../lib/sql';

/** A table with other settings than the sample's, and its views as dbt is told of them. */
function viewsOf(table: object, more: object = {}) {
  const config = parseConfig({ ...more, tables: [{ name: 'Orders', partitionKey: { name: 'id' }, ...table }] });
  return new Map(
    sourceTables(config, 'shop').map(({ name, yaml }) => [name, yaml as Readonly<Record<string, unknown>>]),
  );
}

const keyTestsOf = (table: object) => {
  const { columns, data_tests: tests } = viewsOf(table).get('orders') ?? {};
  const ofColumns = (columns as { name: string; data_tests?: unknown }[]).flatMap(({ name, data_tests: of }) =>
    of === undefined ? [] : [[name, of]],
  );
  return { ofColumns, ofView: tests };
};

const unique = (column: string) => [{ unique: { name: 'shop_orders_has_no_key_twice', column_name: column } }];
const WARNED = [{ not_null: { config: { severity: 'warn' } } }];

describe('the tests of a key', () => {
  it('are that it is never NULL and occurs once', () => {
    expect(keyTestsOf({})).toEqual({ ofColumns: [['id', ['not_null']]], ofView: unique('"id"') });
  });

  it('take both attributes as one, whatever they have in them', () => {
    expect(keyTestsOf({ sortKey: { name: 'at', type: 'B' } })).toEqual({
      ofColumns: [
        ['id', ['not_null']],
        ['at', ['not_null']],
      ],
      ofView: unique(`concat(CAST(length("id") AS varchar), ':', "id", to_hex("at"))`),
    });
  });

  it('warn where a column may have no value for a key', () => {
    expect(keyTestsOf({ partitionKey: { name: 'id', type: 'N' } })).toEqual({
      ofColumns: [['id', WARNED]],
      ofView: unique('CAST("id" AS varchar)'),
    });
  });

  it('leave out what would be wrong of two keys that are one instant', () => {
    expect(keyTestsOf({ attributes: [{ name: 'id', type: 'timestamp' }] })).toEqual({
      ofColumns: [['id', WARNED]],
      ofView: undefined,
    });
  });
});

it('a key whose name is a reserved word stands in quotes in its test, no other does', () => {
  const { columns } = viewsOf({ partitionKey: { name: 'order' }, sortKey: { name: 'at' } }).get('orders') ?? {};
  expect(columns).toContainEqual(expect.objectContaining({ name: 'order', quote: true, data_tests: ['not_null'] }));
  expect(columns).not.toContainEqual(expect.objectContaining({ name: 'at', quote: true }));
});

describe('freshness', () => {
  const findLoadedAt = (table: object, more: object = {}) =>
    (viewsOf(table, more).get('orders')?.config as { loaded_at_query: string } | undefined)?.loaded_at_query;

  it('is the instant that the newest night stands for, by the schedule of the table and the zone', () => {
    expect(findLoadedAt({ schedule: '23:30' }, { timeZone: 'Europe/Berlin' })).toBe(
      `SELECT CAST(with_timezone(date_add('minute', 1410, CAST(max("export_date") AS timestamp)), 'Europe/Berlin') AT TIME ZONE 'UTC' AS timestamp) FROM "example_dynamodb_export_dev"."orders_raw$partitions"`,
    );
    expect(findLoadedAt({}, { schedule: '1:05' })).toContain(`date_add('minute', 65, `);
  });

  it('is not asked of a table whose nights have no schedule', () => {
    expect(findLoadedAt({ enabled: false })).toBeUndefined();
  });
});

describe('the sources', () => {
  it('have the views of entities and the tables of verified nights, and none of a night that is being verified', () => {
    const entity = { name: 'line', where: { attribute: 'id', prefix: 'LINE#' }, attributes: [] };
    expect([...viewsOf({ entities: [entity], incremental: {} }).keys()]).toEqual([
      'orders_history',
      'orders',
      'orders_line_history',
      'orders_line',
      'orders_raw',
      'orders_files',
      'orders_latest',
    ]);
  });

  it('give names to dbt that are no Jinja, and to YAML that are texts', () => {
    const awkward = ['{{ env_var("HOME") }}', '{% x %}', 'no', '\u2028: "#'];
    const attributes = awkward.map((name, index) => ({
      name,
      type: 'string',
      column: index === 2 ? 'no' : `a${index}`,
    }));
    const config = parseConfig({ tables: [{ name: 'Orders', partitionKey: { name: 'id' }, attributes }] });
    const text = writeSources('shop', 'db', sourceTables(config, 'shop'));
    expect(text).toContain(`description: "Attribute {{ '{{' }} env_var(\\"HOME\\") }}."`);
    expect(text).toContain(`description: "Attribute {{ '{%' }} x %}."`);
    expect(text).toContain(`- name: "no"\n            data_type: varchar\n            description: "Attribute no."`);
    expect(text).toContain(`description: "Attribute \\u2028: \\"#."`);
  });
});

it('a check has no Jinja, and reads the item where it asks for it', () => {
  const config = parseConfig({ tables: [{ name: 'Orders', partitionKey: { name: 'id' }, columnar: true }] });
  const check = parseSavedCheck(
    'braces',
    `-- title: {{ t }}\n-- description: d\n-- table: orders\n-- severity: warn\nSELECT id FROM orders WHERE cardinality(item) > 1 AND id = '{{ x }}'`,
  );
  const [test] = checkTests(config, 'shop', [check]);
  expect(test?.fileName).toBe('orders_braces.sql');
  expect(test?.text).toContain(`-- {{ '{{' }} t }}: d\n`);
  expect(test?.text).toContain(`id = '{{ '{{' }} x }}'`);
  expect(test?.text).toContain(`FROM {{ source('shop', 'orders_latest') }}\n`);
});
