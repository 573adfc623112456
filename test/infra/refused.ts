import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@aws-cdk/aws-glue-alpha';
import { Aws, Duration, RemovalPolicy, Stack, TimeZone, Token } from 'aws-cdk-lib';
import { AttributeType, Table, TableV2, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Group, Role } from 'aws-cdk-lib/aws-iam';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  ColumnType,
  EntityCondition,
  NightFormat,
  NightlyExports,
  type Column,
  type NightlyExportOptions,
  type NightlyExportsProps,
} from '../../infra';
import { KEY_ARN, newTable } from './shop';

/** Makes constructs in a stack. */
export type Made = (stack: Stack) => void;

const makeTable =
  (options: Partial<NightlyExportOptions>, props: NightlyExportsProps = {}): Made =>
  (stack) => {
    new NightlyExports(stack, 'Exports', props).add('Orders', { table: newTable(stack), ...options });
  };

const makeShared =
  (props: (stack: Stack) => NightlyExportsProps): Made =>
  (stack) => {
    new NightlyExports(stack, 'Exports', props(stack));
  };

const makeImported = (arn: string, options: Partial<NightlyExportOptions> = {}): Made => {
  return (stack) => {
    const table = Table.fromTableArn(stack, 'Imported', arn);
    new NightlyExports(stack, 'Exports').add('Orders', { table, ...options });
  };
};

const CHECK = '-- title: t\n-- description: d\n-- table: orders\n-- severity: warn\nSELECT * FROM orders';

/** Makes a table with checks, whose files are gone afterwards. */
const makeChecks =
  (count: number, text: string): Made =>
  (stack) => {
    const folder = mkdtempSync(join(tmpdir(), 'checks-'));
    try {
      for (let index = 0; index < count; index++) writeFileSync(join(folder, `check${index}.sql`), text);
      makeTable({}, { checks: folder })(stack);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

/** A number that is known only when it is deployed. */
const LATER = Token.asNumber({ Ref: 'Days' });

const KEY = { partitionKey: { name: 'id', type: AttributeType.STRING } };

/** Every kind of mistake: what is made, and what the error says. */
export const REFUSED: readonly (readonly [why: string, make: Made, message: RegExp | string])[] = [
  [
    'a table of another region',
    makeImported('arn:aws:dynamodb:us-east-1:123456789012:table/orders', KEY),
    'Shop/Exports/Orders: the table orders lies in the region us-east-1, the stack in eu-central-1; use one of eu-central-1, or make the exports in a stack of us-east-1',
  ],
  [
    'a table of another account',
    makeImported('arn:aws:dynamodb:eu-central-1:210987654321:table/orders', KEY),
    'Shop/Exports/Orders: the table orders lies in the account 210987654321, the stack in 123456789012',
  ],
  [
    'an imported table without its key',
    makeImported('arn:aws:dynamodb:eu-central-1:123456789012:table/orders'),
    'Shop/Exports/Orders: the key of orders, an imported table, is not known; give partitionKey, and sortKey where it has one',
  ],
  [
    'a Table without point-in-time recovery',
    (stack) => {
      const table: unknown = new Table(stack, 'Plain', KEY);
      new NightlyExports(stack, 'Exports').add('Orders', { table: table as ITable });
    },
    /\[Shop\/Exports\/Orders\] the point-in-time recovery of the table is off, .* set pointInTimeRecoverySpecification: \{ pointInTimeRecoveryEnabled: true \}/,
  ],
  [
    'a TableV2 without point-in-time recovery',
    (stack) => {
      const table: unknown = new TableV2(stack, 'Plain', KEY);
      new NightlyExports(stack, 'Exports').add('Orders', { table: table as ITable });
    },
    /\[Shop\/Exports\/Orders\] the point-in-time recovery of the table is off/,
  ],
  [
    'two tables with one view',
    (stack) => {
      const exports = new NightlyExports(stack, 'Exports', { databaseName: 'shop' });
      exports.add('Orders', { table: newTable(stack) });
      exports.add('Again', { table: newTable(stack, 'More'), viewName: 'orders' });
    },
    'Shop/Exports/Again: shop.orders is a table or view of Shop/Exports/Orders too; give one of them another viewName',
  ],
  [
    'a view that is an entity of another table',
    (stack) => {
      const exports = new NightlyExports(stack, 'Exports', { databaseName: 'shop' });
      const where = [EntityCondition.textIs('kind', 'menu')];
      exports.add('Orders', { table: newTable(stack), entities: [{ name: 'menu', where }] });
      exports.add('Orders_menu', { table: newTable(stack, 'More') });
    },
    'Shop/Exports/Orders_menu: shop.orders_menu is a table or view of Shop/Exports/Orders too',
  ],
  [
    'a type that no column has',
    makeTable({ columns: [{ attribute: 'price', type: ColumnType.of('varchar') }] }),
    /^Shop\/Exports\/Orders: columns\[0\]\.type = "varchar": is no type that a column can have; use string, or one of/,
  ],
  [
    'a name that no column has',
    makeTable({ columns: [{ attribute: 'price', type: ColumnType.STRING, name: 'Price' }] }),
    'Shop/Exports/Orders: columns[0].name = "Price": a column has lower-case letters, digits and _, and no digit first',
  ],
  [
    'a name that no view has',
    makeTable({ viewName: '1st' }),
    'Shop/Exports/Orders: viewName = "1st": use 1 to 40 letters, digits, - and _, beginning with a letter',
  ],
  [
    'a start time that is none',
    makeTable({ startTime: '25:00' }),
    'Shop/Exports/Orders: startTime = "25:00": use a time of day such as 4:00',
  ],
  [
    'a retention of a day',
    makeTable({}, { retention: Duration.days(1) }),
    'Shop/Exports: retention = 1: must be at least 2 days',
  ],
  [
    'a deadline of a month',
    makeTable({ deadline: Duration.days(30) }),
    'Shop/Exports/Orders: deadline = 720: must be at most 240 hours',
  ],
  [
    'a folder that the system has for itself',
    makeTable({ exportPrefixes: ['manifests'] }),
    'Shop/Exports/Orders: exportPrefixes[0] = "manifests": is a folder of the system that holds no exports',
  ],
  [
    'a table that is none',
    (stack) => {
      const table = undefined as unknown as ITable;
      new NightlyExports(stack, 'Exports').add('Orders', { table });
    },
    'Shop/Exports/Orders: table = (nothing): give a Table or TableV2, or one that was imported',
  ],
  [
    'a key that is not that of the table',
    makeTable({ partitionKey: { name: 'tableid', type: AttributeType.NUMBER } }),
    'Shop/Exports/Orders: partitionKey = tableid (N): Shop/OrdersTable has tableid (S); leave partitionKey out',
  ],
  [
    'a sort key that the table does not have',
    makeTable({ sortKey: { name: 'line', type: AttributeType.STRING } }),
    'Shop/Exports/Orders: sortKey = line (S): Shop/OrdersTable has datetime (N); leave sortKey out',
  ],
  [
    'a key that is known only later',
    makeImported('arn:aws:dynamodb:eu-central-1:123456789012:table/orders', {
      partitionKey: { name: Aws.STACK_NAME, type: AttributeType.STRING },
    }),
    'Shop/Exports/Orders: partitionKey.name is known only when it is deployed',
  ],
  [
    'a type that is a text',
    makeTable({ columns: [{ attribute: 'price', type: 'bigint' as unknown as ColumnType }] }),
    'Shop/Exports/Orders: columns[0].type = "bigint": needs a ColumnType, such as ColumnType.of("bigint")',
  ],
  [
    'no type',
    makeTable({ columns: [{ attribute: 'price' } as unknown as Column] }),
    'Shop/Exports/Orders: columns[0].type = (nothing): needs a ColumnType, such as ColumnType.STRING',
  ],
  ...(
    [
      ['viewName', { viewName: Aws.STACK_NAME }],
      ['startTime', { startTime: Aws.STACK_NAME }],
      ['columns[0].attribute', { columns: [{ attribute: Aws.STACK_NAME, type: ColumnType.STRING }] }],
      ['columns[0].path[1]', { columns: [{ attribute: 'a', path: ['b', Aws.STACK_NAME], type: ColumnType.STRING }] }],
      ['columns[0].name', { columns: [{ attribute: 'a', name: Aws.STACK_NAME, type: ColumnType.STRING }] }],
      ['entities[0].name', { entities: [{ name: Aws.STACK_NAME, where: [EntityCondition.textIs('a', 'b')] }] }],
      [
        'entities[0].where[0].text',
        { entities: [{ name: 'a', where: [EntityCondition.textIs('a', Aws.STACK_NAME)] }] },
      ],
      ['exportPrefixes[0]', { exportPrefixes: [Aws.STACK_NAME] }],
    ] as const
  ).map(
    ([prop, options]) =>
      [
        `${prop} that is known only later`,
        makeTable(options as unknown as Partial<NightlyExportOptions>),
        `Shop/Exports/Orders: ${prop} is known only when it is deployed, and SQL and workflow are written when the app is synthesised; give its value`,
      ] as const,
  ),
  ...(
    [
      ['timeZone', { timeZone: TimeZone.of(Aws.STACK_NAME) }],
      ['bytesScannedCutoff', { bytesScannedCutoff: LATER }],
      ['startWindow', { startWindow: Duration.minutes(LATER) }],
      ['retention', { retention: Duration.days(LATER) }],
      ['deadline', { deadline: Duration.hours(LATER) }],
      ['polling.fixed', { polling: { fixed: Duration.seconds(LATER) } }],
      ['resultRetention', { resultRetention: Duration.days(LATER) }],
      ['queries', { queries: Aws.STACK_NAME }],
      ['checks', { checks: Aws.STACK_NAME }],
    ] as const
  ).map(
    ([prop, props]) =>
      [
        `${prop} that is known only later`,
        makeShared(() => props),
        `Shop/Exports: ${prop} is known only when it is deployed, and `,
      ] as const,
  ),
  ...(
    [
      ['startWindow', { startWindow: Duration.seconds(90) }, '1 minute 30 seconds: must be a whole number of minutes'],
      ['retention', { retention: Duration.hours(30) }, '1 day 6 hours: must be a whole number of days'],
      ['deadline', { deadline: Duration.minutes(90) }, '1 hour 30 minutes: must be a whole number of hours'],
      ['resultRetention', { resultRetention: Duration.hours(5) }, '5 hours: must be a whole number of days'],
      ['bytesScannedCutoff', { bytesScannedCutoff: 5 }, '5: must be at least 10000000 bytes'],
      ['bucketName', { bucketName: 'Lake_1' }, '"Lake_1": use 3 to 63 lower-case letters, digits, . and -'],
      ['workgroupName', { workgroupName: 'a b' }, '"a b": use 1 to 128 letters, digits, ., _ and -'],
      ['topicName', { topicName: 'a b' }, '"a b": use 1 to 256 letters, digits, _ and -'],
      ['deadLetterQueueName', { deadLetterQueueName: 'a.fifo' }, '"a.fifo": use 1 to 80 letters, digits, _ and -'],
      ['scheduleGroupName', { scheduleGroupName: 'default' }, '"default": is that of EventBridge Scheduler'],
      ['workgroupName', { workgroupName: 'primary' }, '"primary": is that of Athena, which is there already'],
      ['databaseName', { databaseName: 'information_schema' }, '"information_schema": is that of Athena'],
      ['scheduleGroupName', { scheduleGroupName: 'a b' }, '"a b": use 1 to 64 letters, digits, ., _ and -'],
      ['rolePath', { rolePath: 'nights' }, '"nights": use a path that begins and ends with /, such as /nights/'],
      ['queries', { queries: './nowhere' }, '"./nowhere": there is no folder /'],
      ['checks', { checks: __filename }, `"${__filename}": there is no folder ${__filename}; give an existing one`],
      ['removalPolicy', { removalPolicy: RemovalPolicy.SNAPSHOT }, '"snapshot": S3 has no snapshots; use RETAIN or'],
      ['bucketOwner', { bucketOwner: '210987654321' }, '"210987654321": a bucket that is made is of the stack'],
      [
        'nightWorkgroupName',
        { workgroupName: 'a', nightWorkgroupName: 'a' },
        '"a": is that of people, whose limit of bytes would end nights; give another',
      ],
      [
        'databaseName',
        { database: { databaseName: 'a' }, databaseName: 'b' },
        '"b": database is a; leave databaseName out',
      ],
    ] as const
  ).map(
    ([prop, props, message]) =>
      [`${prop} that cannot be used`, makeShared(() => props), `Shop/Exports: ${prop} = ${message}`] as const,
  ),
  [
    'waits whose shortest is above the longest',
    makeShared(() => ({ polling: { shortest: Duration.hours(5), longest: Duration.hours(1) } })),
    'has shortest (minSeconds) above longest (maxSeconds)',
  ],
  [
    'a name for a topic that is there already',
    makeShared((stack) => ({ topicName: 'pager', topic: new Topic(stack, 'Pager') })),
    'Shop/Exports: topicName is of a topic that is made; give it or topic, not both',
  ],
  [
    'what removing does with a bucket that is there already',
    makeShared((stack) => ({
      bucket: Bucket.fromBucketName(stack, 'Lake', 'lake'),
      removalPolicy: RemovalPolicy.RETAIN,
    })),
    'Shop/Exports: removalPolicy is of a bucket that is made; of a given one nothing is changed, so leave it out',
  ],
  [
    'a bucket owner that is no account',
    makeShared((stack) => ({ bucket: Bucket.fromBucketName(stack, 'Lake', 'lake'), bucketOwner: 'me' })),
    'Shop/Exports: bucketOwner = "me": use the 12 digits of an account',
  ],
  [
    'a bucket of another region',
    makeShared((stack) => ({
      bucket: Bucket.fromBucketAttributes(stack, 'Lake', { bucketArn: 'arn:aws:s3:::lake', region: 'us-east-1' }),
    })),
    'Shop/Exports: bucket lies in the region us-east-1, the stack in eu-central-1',
  ],
  [
    'a topic of another region',
    makeShared((stack) => ({ topic: Topic.fromTopicArn(stack, 'Pager', 'arn:aws:sns:us-east-1:123456789012:pager') })),
    'Shop/Exports: topic lies in the region us-east-1, the stack in eu-central-1',
  ],
  [
    "a catalog's key of another region",
    makeShared((stack) => ({ catalogKey: Key.fromKeyArn(stack, 'Key', KEY_ARN.replace('eu-central-1', 'us-east-1')) })),
    'Shop/Exports: catalogKey lies in the region us-east-1, the stack in eu-central-1',
  ],
  [
    'a role of another account',
    (stack) => {
      const role = Role.fromRoleArn(stack, 'Machine', 'arn:aws:iam::210987654321:role/nights');
      new NightlyExports(stack, 'Exports').add('Orders', { table: newTable(stack), role });
    },
    'Shop/Exports/Orders: the role lies in the account 210987654321, the stack in 123456789012',
  ],
  [
    'a name of a state machine that Step Functions does not take',
    makeTable({ stateMachineName: 'a b' }),
    'Shop/Exports/Orders: stateMachineName = "a b": use 1 to 80 letters, digits, _ and -',
  ],
  [
    'a name of a schedule that is too long',
    makeTable({ scheduleName: 'x'.repeat(65) }),
    /^Shop\/Exports\/Orders: scheduleName = "x+": use 1 to 64 letters/,
  ],
  [
    'a database with capitals',
    makeShared(() => ({ databaseName: 'Shop' })),
    'Shop/Exports: databaseName = "Shop": use 1 to 128 lower-case letters, digits and _',
  ],
  [
    'a database that is known only later',
    makeShared(() => ({ databaseName: Aws.STACK_NAME })),
    "Shop/Exports: databaseName is known only when it is deployed, and the views' SQL has it; give it as text, such as databaseName: 'shop'",
  ],
  [
    'an existing database by its reference alone',
    makeShared((stack) => ({ database: new Database(stack, 'Catalog', { databaseName: 'shop' }) })),
    'Shop/Exports: databaseName is known only when it is deployed',
  ],
  [
    'a workgroup that is known only later',
    makeShared(() => ({ workgroupName: Aws.STACK_NAME })),
    'Shop/Exports: workgroupName is known only when it is deployed',
  ],
  [
    'a state machine that is known only later',
    makeTable({ stateMachineName: Aws.STACK_NAME }),
    'Shop/Exports/Orders: stateMachineName is known only when it is deployed',
  ],
  [
    'a key of another region',
    makeShared((stack) => ({
      encryptionKey: Key.fromKeyArn(
        stack,
        'Key',
        'arn:aws:kms:us-east-1:123456789012:key/0b2f2f3a-1111-2222-3333-444455556666',
      ),
    })),
    'Shop/Exports: encryptionKey lies in the region us-east-1, the stack in eu-central-1',
  ],
  [
    'an alias of a key',
    makeShared((stack) => ({ encryptionKey: Alias.fromAliasName(stack, 'Alias', 'alias/shop') })),
    'Shop/Exports: encryptionKey is an alias, and policies of IAM name keys: give its key, such as Key.fromKeyArn or Key.fromLookup',
  ],
  [
    'a key that a stack of another region makes',
    makeShared((stack) => {
      const far: unknown = new Key(new Stack(stack.node.root, 'Far', { env: { region: 'us-east-1' } }), 'Key');
      return { encryptionKey: far as Key };
    }),
    'Shop/Exports: encryptionKey lies in the region us-east-1, the stack in eu-central-1',
  ],
  [
    'a name for a bucket that is there already',
    makeShared((stack) => ({ bucket: Bucket.fromBucketName(stack, 'Lake', 'lake'), bucketName: 'lake' })),
    'Shop/Exports: bucketName is of a bucket that is made; give it or bucket, not both',
  ],
  [
    'nights made of changes that are kept as exported',
    makeTable({ incremental: {}, format: NightFormat.EXPORTED }),
    'Shop/Exports/Orders: format is EXPORTED, and nights made of changes (incremental) are PARQUET; leave format out',
  ],
  [
    'changes of more days than point-in-time recovery reaches back',
    makeTable({ incremental: { maxCatchUp: Duration.days(35) } }),
    'Shop/Exports/Orders: incremental.maxCatchUp = 35: must be at most 34 days',
  ],
  [
    'more columns than one statement can check',
    makeTable({
      columns: Array.from({ length: 400 }, (_, index) => ({ attribute: `a${index}`, type: ColumnType.STRING })),
    }),
    /^Shop\/Exports\/Orders: 400 typed columns \(with those of entities\), of which the first \d+ fit: with one more .* bytes/,
  ],
  [
    'more folders than a policy can name',
    makeTable({ exportPrefixes: Array.from({ length: 100 }, (_, index) => `backups/of/the/shop/orders-${index}`) }),
    /\[Shop\/Exports\/Orders\/Nightly\/Permissions\] the policies of the role of .* IAM takes 10240/,
  ],
  [
    'more tables than a template can have',
    (stack) => {
      const exports = new NightlyExports(stack, 'Exports');
      for (let index = 0; index < 14; index++)
        exports.add(`T${index}`, { table: Table.fromTableName(stack, `S${index}`, `s${index}`), ...KEY });
    },
    /\[Shop\] its 14 tables make 1\d{6} bytes, CloudFormation takes 1000000, so about \d+ such tables fit; give the others a stack of their own/,
  ],
  [
    'a table by the id of a part of the exports',
    (stack) => {
      new NightlyExports(stack, 'Exports').add('Notifications', { table: newTable(stack) });
    },
    "Shop/Exports: add('Notifications'): the exports have a part of this id; give another id, and viewName: 'Notifications'",
  ],
  [
    'more checks than a night runs',
    makeChecks(51, CHECK),
    'Shop/Exports/Orders/Nightly: Orders has 51 checks, a night runs 50 at most: join some of them',
  ],
  [
    'a check that is none',
    makeChecks(1, CHECK.replace('SELECT', 'SELEC')),
    /^Shop\/Exports: checks = ".*": check0\.sql: SYNTAX_ERROR: line 1:1: mismatched input 'SELEC'/,
  ],
  [
    'a right to operate no table',
    (stack) => {
      new NightlyExports(stack, 'Exports').grantOperate(new Group(stack, 'Operators'));
    },
    /\[Shop\/Exports\] grantOperate is of the tables that were added, and there is none/,
  ],
];
