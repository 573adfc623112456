import { App, Stack } from 'aws-cdk-lib';
import { AttributeType, CfnTable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { ColumnType, EntityCondition, NightlyExport, NightlyExports } from '../../infra';

/** Props as an app in JavaScript gives them: TypeScript refuses each of these. */
type Anything = Readonly<Record<string, unknown>> | null;

const made = (props: Anything) => (stack: Stack) => new NightlyExports(stack, 'Exports', props as object);

const added = (props: Anything) => (stack: Stack) =>
  new NightlyExports(stack, 'Exports').add('Orders', {
    table: Table.fromTableName(stack, 'Table', 'orders'),
    partitionKey: { name: 'id', type: AttributeType.STRING },
    ...props,
  });

const ARN = 'arn:aws:kms:eu-central-1:123456789012:key/1';
const is = [EntityCondition.textIs('a', 'b')];

/** What stands in the place of a prop, and what the message says behind its name. */
const OF_EXPORTS: readonly (readonly [prop: string, value: unknown, message: string])[] = [
  ['startTime', 4, 'needs a text'],
  ['timeZone', 'Europe/Berlin', 'needs a TimeZone, such as TimeZone.EUROPE_BERLIN'],
  ['startWindow', 0, 'needs a Duration, such as Duration.minutes(15)'],
  ['retention', 90, 'needs a Duration, such as Duration.days(90)'],
  ['retention', null, 'needs a Duration, such as Duration.days(90)'],
  ['polling', 600, 'needs an object of props, such as { fixed: Duration.minutes(10) }'],
  ['format', 'parquet', 'needs NightFormat.EXPORTED or NightFormat.PARQUET'],
  ['bytesScannedCutoff', '1000000000', 'needs a number'],
  ['queries', ['queries'], 'needs a text'],
  ['catalogKey', ARN, "needs a Key, such as Key.fromKeyArn(this, 'Key', ARN)"],
  ['lakeFormation', 'false', 'needs true or false'],
  ['bucket', 'lake', "needs a Bucket, such as Bucket.fromBucketName(this, 'Bucket', NAME)"],
  ['bucketOwner', 123456789012, 'needs a text'],
  ['topic', ARN, "needs a Topic, such as Topic.fromTopicArn(this, 'Topic', ARN)"],
  ['database', 'shop', "needs a Database, or the name of one, { databaseName: 'shop' }"],
  ['databaseName', 5, 'needs a text'],
  ['removalPolicy', 'DESTROY', 'needs RemovalPolicy.DESTROY or RemovalPolicy.RETAIN or '],
];

const OF_TABLES: typeof OF_EXPORTS = [
  ['table', 'orders', 'needs a Table or TableV2, or one that was imported'],
  ['partitionKey', 'id', "needs an Attribute, such as { name: 'id', type: AttributeType.STRING }"],
  ['partitionKey', { name: 'id', type: 'NUMBER' }, 'needs an Attribute'],
  ['columns', 'total', "needs a list, such as [{ attribute: 'total', type: ColumnType.BIGINT }]"],
  ['columns', { total: ColumnType.BIGINT }, 'needs a list'],
  ['entities', { name: 'menu' }, 'needs a list'],
  ['format', 'PARQUETS', 'needs NightFormat.EXPORTED or NightFormat.PARQUET'],
  ['incremental', true, 'needs an object of props, such as {}'],
  ['incremental', false, 'needs an object of props, such as {}'],
  ['typeConformance', 'error', 'needs TypeConformance.WARN or TypeConformance.ERROR'],
  ['exportPrefixes', 'backups', "needs a list, such as ['backups/orders']"],
  ['deadline', 24, 'needs a Duration, such as Duration.hours(24)'],
  ['role', 'arn:aws:iam::123456789012:role/nights', "needs a Role, such as Role.fromRoleArn(this, 'Role', ARN)"],
  ['enabled', 'false', 'needs true or false'],
  ['exports', null, 'needs NightlyExports, or those that NightlyExports.fromAttributes gives'],
];

type Make = (stack: Stack) => unknown;

const INSIDE: readonly (readonly [message: string, make: Make])[] = [
  ['Exports: props = null: needs an object of props', made(null)],
  ['Exports: polling.fixed = 600: needs a Duration, such as Duration.minutes(10)', made({ polling: { fixed: 600 } })],
  ['Exports/Orders: columns[0] = "total": needs an object of props', added({ columns: ['total'] })],
  ['Exports/Orders: columns[0] = null: needs an object of props', added({ columns: [null] })],
  [
    'Exports/Orders: columns[0].type = null: needs a ColumnType, such as ColumnType.STRING',
    added({ columns: [{ attribute: 'total', type: null }] }),
  ],
  [
    'Exports/Orders: columns[0].path = "b": needs a list, such as [\'chef\']',
    added({ columns: [{ attribute: 'total', path: 'b', type: ColumnType.STRING }] }),
  ],
  ['Exports/Orders: entities[0] = (nothing): needs an object of props', added({ entities: [undefined] })],
  [
    'Exports/Orders: entities[0].where = an EntityCondition: needs a list',
    added({ entities: [{ name: 'menu', where: is[0] }] }),
  ],
  ['Exports/Orders: entities[0].where = []: needs at least one condition', added({ entities: [{ name: 'menu' }] })],
  [
    'Exports/Orders: entities[0].where[0] = null: needs an object of props',
    added({ entities: [{ name: 'menu', where: [null] }] }),
  ],
  [
    'Exports/Orders: entities[0].where[0] = {"attribute":"a"}: use EntityCondition.textIs or EntityCondition.beginsWith',
    added({ entities: [{ name: 'menu', where: [{ attribute: 'a', equals: 'b' }] }] }),
  ],
  [
    'Exports/Orders: entities[0].columns = null: needs a list',
    added({ entities: [{ name: 'menu', where: is, columns: null }] }),
  ],
  [
    'Exports/Orders: incremental.reconcile = "never": needs Reconcile.WEEKLY or Reconcile.MONTHLY or Reconcile.NEVER',
    added({ incremental: { reconcile: 'never' } }),
  ],
  [
    'Exports/Orders: columns[1] = "total": is the column of two attributes; give name for one of them',
    added({ columns: ['Total', 'total'].map((attribute) => ({ attribute, type: ColumnType.STRING })) }),
  ],
  [
    'Exports/Orders: table = a CfnTable: needs a Table or TableV2',
    (stack) => added({ table: new CfnTable(stack, 'Plain', { keySchema: [] }) })(stack),
  ],
  [
    'Orders: props = (nothing): needs an object of props',
    (stack) => new NightlyExport(stack, 'Orders', undefined as never),
  ],
  [
    "Exports: addDashboard('Nights').tables = null: needs a list, such as [orders]",
    (stack) => new NightlyExports(stack, 'Exports').addDashboard('Nights', { tables: null as never }),
  ],
];

describe('what TypeScript would not let through is refused by its name, and not as if it was not given', () => {
  it.each<readonly [string, Make]>([
    ...OF_EXPORTS.map(
      ([prop, value, message]) => [say('Exports', prop, value, message), made({ [prop]: value })] as const,
    ),
    ...OF_TABLES.map(
      ([prop, value, message]) => [say('Exports/Orders', prop, value, message), orderedBy(prop, value)] as const,
    ),
    ...INSIDE.map(([message, make]) => [`Shop/${message}`, make] as const),
  ])('%s', (message, make) => {
    const stack = new Stack(new App(), 'Shop');
    expect(() => make(stack)).toThrow(message);
  });
});

/** NightlyExports.add gives `exports` itself, so that one is of NightlyExport. */
function orderedBy(prop: string, value: unknown): Make {
  if (prop !== 'exports') return added({ [prop]: value });
  return (stack) => new NightlyExport(new NightlyExports(stack, 'Exports'), 'Orders', { [prop]: value } as never);
}

function say(path: string, prop: string, value: unknown, message: string): string {
  return `Shop/${path}: ${prop} = ${JSON.stringify(value)}: ${message}`;
}
