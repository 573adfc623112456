import {
  describeSystem,
  DescriptionError,
  parseConfig,
  readDescriptions,
  resources,
  type Config,
} from '../../lib/config';
import { CONFIGURATIONS } from '../infra/configurations';

/** The JSON of each table's description, by its raw Glue table. */
function descriptionsOf(config: Config): Map<string, string> {
  return new Map(
    config.tables.map((table) => [
      `shop.${resources(config, table).raw}`,
      JSON.stringify(describeSystem(config, table)),
    ]),
  );
}

const ORDERS = parseConfig({ tables: [{ name: 'Orders', partitionKey: { name: 'id' } }] });

const OF_CHANGES = {
  tables: [{ name: 'Orders', partitionKey: { name: 'id' }, incremental: { reconcile: 'monthly', maxCatchUpDays: 14 } }],
};

describe.each(Object.entries({ ...CONFIGURATIONS, 'nights made of changes': OF_CHANGES }))(
  'the descriptions of the tables of %s',
  (_, context) => {
    const config = parseConfig(context);
    const read = readDescriptions(descriptionsOf(config));

    it('give its settings back, all of them', () => {
      const settings = ({ names, tables, ...shared }: Config) => ({
        ...shared,
        tables: tables.map(({ names, ...table }) => table),
      });
      expect(settings(read)).toEqual(settings(config));
    });

    it('give the names of all resources back', () => {
      expect(read.tables.map((table) => resources(read, table))).toEqual(
        config.tables.map((table) => resources(config, table)),
      );
    });
  },
);

describe('a description', () => {
  const [[place, text] = ['', '']] = descriptionsOf(ORDERS);
  const changeDescription = (change: (description: { version: unknown; system: object; table: object }) => object) =>
    new Map([[place, JSON.stringify(change(JSON.parse(text) as never))]]);

  it('has names that no setting makes', () => {
    const [orders] = ORDERS.tables;
    if (orders === undefined) throw new Error('no table');
    const table = { ...orders, names: { stateMachine: 'AppOrders3F', sourceTable: 'App-Orders-9K' } };
    const config: Config = { ...ORDERS, names: { database: 'shop', bucket: 'app-bucket-8k' }, tables: [table] };
    const read = readDescriptions(descriptionsOf(config));
    const [only] = read.tables;
    expect(only && resources(read, only)).toMatchObject({
      database: 'shop',
      bucket: 'app-bucket-8k',
      stateMachine: 'AppOrders3F',
      logGroup: '/aws/vendedlogs/states/AppOrders3F',
      sourceTable: 'App-Orders-9K',
      raw: 'orders_raw',
    });
  });

  it('of tables that were deployed with different settings has those of most', () => {
    const tables = ['A', 'B', 'C'].map((name) => ({ name, partitionKey: { name: 'id' } }));
    const texts = descriptionsOf(parseConfig({ tables, retentionDays: 30 }));
    const [older] = descriptionsOf(parseConfig({ tables, retentionDays: 90 }));
    const read = readDescriptions(new Map([...(older ? [older] : []), ...[...texts].slice(1)]));
    expect(read.retentionDays).toBe(30);
    expect(read.tables.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
  });

  it.each([
    [
      'of a newer version',
      changeDescription((description) => ({ ...description, version: 2 })),
      'shop.orders_raw is described in version 2, and this export-to-athena reads up to version 1. Install the newest: npm install export-to-athena@latest',
    ],
    [
      'that is no JSON',
      new Map([[place, 'true or false']]),
      "The parameter export-to-athena of shop.orders_raw is no description of a table: true or false. Deploy the table's stack again.",
    ],
    [
      'without names',
      changeDescription(({ version, system, table }) => ({ version, system: {}, table: { ...table, names: system } })),
      /^The parameter export-to-athena of shop\.orders_raw is no description of a table: \{"version":1/,
    ],
    [
      'with a setting that there is not',
      changeDescription(({ version, system, table }) => ({ version, system, table: { ...table, sampled: true } })),
      'The descriptions in shop.orders_raw cannot be used; another version of export-to-athena wrote them:\n  tables[0].sampled: there is no such setting; remove it or correct its name',
    ],
    ['of nothing', new Map<string, string>(), 'There is no table that describes itself.'],
  ] as const)('%s is refused', (_, texts, message) => {
    expect(() => readDescriptions(texts)).toThrow(message);
    expect(() => readDescriptions(texts)).toThrow(DescriptionError);
  });
});

it('a person cannot set names', () => {
  expect(() => parseConfig({ names: { database: 'shop' } })).toThrow('names: there is no such setting');
});
