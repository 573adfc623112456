import * as z from 'zod';
import { parseConfig, resources, type Config } from '../../lib/config';
import { configSchema } from '../../lib/config/schema';

const ONE_TABLE = [{ name: 'Orders', partitionKey: { name: 'orderId' } }];

describe('a configuration that sets nothing', () => {
  const config = parseConfig({});

  it('has all defaults', () => {
    const { tables, ...rest } = config;
    expect(rest).toEqual({
      systemName: 'dev',
      namePrefix: 'example',
      account: '000000000000',
      region: 'ap-northeast-1',
      timeZone: 'Asia/Tokyo',
      schedule: '4:00',
      poll: { firstSeconds: 120, minSeconds: 180, maxSeconds: 10_800 },
      deadlineHours: 24,
      flexibleWindowMinutes: 0,
      columnar: false,
      lakeFormation: false,
      bytesScannedCutoff: 1_000_000_000_000,
      resultRetentionDays: 30,
      removalPolicy: 'retain',
    });
    expect(tables.map(({ name }) => name)).toEqual(['SushiOrderData']);
  });

  it('names everything as the article does, but for the bucket, which account and region make unique', () => {
    const [table] = config.tables;
    if (table === undefined) throw new Error('no table');
    expect(resources(config, table)).toEqual({
      sourceTable: 'example-sushiorderdata-dev',
      exportPrefix: 'export/sushiorderdata',
      exportFolders: ['export/sushiorderdata/'],
      bucket: 'example-dynamodb-export-dev-000000000000-ap-northeast-1',
      stateMachine: 'example-ExportSushiOrderData-dev',
      logGroup: '/aws/vendedlogs/states/example-ExportSushiOrderData-dev',
      schedule: 'example-SushiOrderData-dev',
      scheduleGroup: 'example-dynamodb-export-dev',
      topic: 'example-dynamodb-export-dev',
      deadLetters: 'example-dynamodb-export-dev-dead-letters',
      workgroup: 'example-dynamodb-export-dev',
      nightWorkgroup: 'example-dynamodb-export-dev-nights',
      rolePath: '/export-to-athena/dev/',
      database: 'example_dynamodb_export_dev',
      raw: 'sushiorderdata_raw',
      staged: 'sushiorderdata_staged',
      files: 'sushiorderdata_files',
      latest: 'sushiorderdata_latest',
      unloaded: 'sushiorderdata_unloaded',
      changes: 'sushiorderdata_changes',
      history: 'sushiorderdata_history',
      newest: 'sushiorderdata',
    });
  });
});

describe('a table that sets nothing but its name and its key', () => {
  const [table] = parseConfig({ tables: ONE_TABLE }).tables;

  it('has a key of text, no typed columns, and publishes what does not fit a type with a warning', () => {
    expect(table).toEqual({
      name: 'Orders',
      partitionKey: { name: 'orderId', type: 'S' },
      attributes: [],
      entities: [],
      columnar: false,
      typeConformance: 'warn',
      schedule: '4:00',
      deadlineHours: 24,
      enabled: true,
      checkDuplicateKeys: false,
      exportPrefixes: [],
    });
  });
});

describe('a table whose nights are made of changes', () => {
  const read = (incremental: object, columnar?: boolean) =>
    parseConfig({ tables: [{ ...ONE_TABLE[0], incremental }], ...(columnar !== undefined && { columnar }) }).tables[0];

  it('compares them weekly, makes up for a week, and keeps Parquet whatever the other tables do', () => {
    expect(read({})).toMatchObject({ columnar: true, incremental: { reconcile: 'weekly', maxCatchUpDays: 7 } });
    expect(read({}, false)).toMatchObject({ columnar: true });
  });

  it('does so as it says', () => {
    const incremental = { reconcile: 'never', maxCatchUpDays: 34 };
    expect(read(incremental)).toMatchObject({ incremental });
  });
});

describe('several tables', () => {
  const tables = [...ONE_TABLE, { name: 'Menus', partitionKey: { name: 'id' } }];

  it('start within a quarter of an hour, as DynamoDB throttles exports that are asked for at once', () => {
    expect(parseConfig({ tables }).flexibleWindowMinutes).toBe(15);
  });

  it('start at once where the configuration says so', () => {
    expect(parseConfig({ tables, flexibleWindowMinutes: 0 }).flexibleWindowMinutes).toBe(0);
  });
});

describe('an attribute', () => {
  const columnOf = (attribute: object) =>
    parseConfig({ tables: [{ ...ONE_TABLE[0], attributes: [{ type: 'string', ...attribute }] }] }).tables[0]
      ?.attributes[0]?.column;

  it.each([
    [{ name: 'quantity' }, 'quantity'],
    [{ name: 'menuItem' }, 'menu_item'],
    [{ name: 'detail', path: ['chef', 'firstName'] }, 'detail_chef_first_name'],
    [{ name: 'unit price (¥)' }, 'unit_price_'],
    [{ name: '2nd' }, '_2nd'],
    [{ name: 'menu', column: 'dish' }, 'dish'],
  ])('%j becomes the column %s', (attribute, column) => {
    expect(columnOf(attribute)).toBe(column);
  });

  it('keeps two cases of a name apart where snake_case does', () => {
    const attributes = ['orderId', 'orderid'].map((name) => ({ name, type: 'string' }));
    const { tables } = parseConfig({ tables: [{ name: 'Orders', partitionKey: { name: 'id' }, attributes }] });
    expect(tables[0]?.attributes.map(({ column }) => column)).toEqual(['order_id', 'orderid']);
  });
});

describe('values that come from the command line', () => {
  it('are read as JSON, as `cdk -c` knows only texts', () => {
    const config = parseConfig({
      retentionDays: '90',
      tables: JSON.stringify(ONE_TABLE),
      poll: '{"fixedSeconds":600}',
    });
    expect(config).toMatchObject({ retentionDays: 90, tables: [{ name: 'Orders' }], poll: { fixedSeconds: 600 } });
  });

  it('stay texts where the setting is one', () => {
    expect(parseConfig({ systemName: '123' }).systemName).toBe('123');
  });

  it('are JSON for no setting that is a text by the schema', () => {
    const { properties = {} } = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' });
    const texts = Object.entries(properties).flatMap(([name, setting]) =>
      typeof setting === 'object' && setting.type === 'string' && setting.enum === undefined ? [name] : [],
    );
    expect(texts).toContain('notificationEmail');
    const taken = texts.map((name) => [name, takeValue(name, '7')]);
    expect(taken).toEqual(texts.map((name) => [name, '"7"']));
  });
});

/** A setting's value, as JSON, as the configuration has it or refuses it. */
function takeValue(name: string, value: string): string {
  try {
    return JSON.stringify(parseConfig({ [name]: value })[name as keyof Config]);
  } catch (error) {
    return new RegExp(`^  ${name} = (.*?): `, 'm').exec((error as Error).message)?.[1] ?? '';
  }
}

describe("the context's own keys", () => {
  it.each(['@aws-cdk/core:newStyleStackSynthesis', 'aws:cdk:bundling-stacks', 'cli-telemetry'])(
    'of CDK are passed over: %s',
    (key) => {
      expect(parseConfig({ [key]: true })).toEqual(parseConfig({}));
    },
  );
});

it("a table's own schedule and deadline are over the system's", () => {
  const [orders, visits] = parseConfig({
    schedule: '2:00',
    deadlineHours: 12,
    tables: [
      { name: 'Orders', partitionKey: { name: 'id' } },
      { name: 'Visits', partitionKey: { name: 'id' }, schedule: '5:30', deadlineHours: 48, enabled: false },
    ],
  }).tables;
  expect(orders).toMatchObject({ schedule: '2:00', deadlineHours: 12, enabled: true });
  expect(visits).toMatchObject({ schedule: '5:30', deadlineHours: 48, enabled: false });
});
