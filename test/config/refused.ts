import { ATHENA_TYPES } from '../../lib/config/athena-type';

/** A configuration that cannot be used, and the line that says so. */
export interface Refused {
  readonly why: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly message: string;
}

const SYSTEM_NAME = 'use 1 to 10 lower-case letters, digits and inner hyphens: it is part of a bucket name';

/** Every kind of mistake; what a deployment or a night would stumble over is refused before. */
export const REFUSED: readonly Refused[] = [
  ...['elevenchars', 'Dev', '', '-dev', 'dev-', 'a--b', 'de_v'].map((systemName) => ({
    why: `a system name that no bucket can have: "${systemName}"`,
    context: { systemName },
    message: `systemName = ${JSON.stringify(systemName)}: ${SYSTEM_NAME}`,
  })),
  refuse(
    'a prefix of names that Athena and S3 do not take',
    { namePrefix: 'My_Team' },
    'namePrefix = "My_Team": use 1 to 12 lower-case letters, digits and inner hyphens, a letter first',
  ),
  refuse(
    'names that make that of the bucket too long',
    { namePrefix: 'department-x', systemName: 'production' },
    'namePrefix = "department-x": makes the bucket\'s name department-x-dynamodb-export-production-000000000000-ap-northeast-1 longer than the 63 characters that S3 takes; shorten it, or systemName, by 4, or set "existingBucket"',
  ),
  refuse('an account that is none', { account: '1234' }, 'account = "1234": use the 12 digits of an AWS account'),
  refuse(
    'a region that is none',
    { region: 'tokyo' },
    'region = "tokyo": is no region; use one such as ap-northeast-1',
  ),
  refuse(
    'a time zone that is none',
    { timeZone: 'Mars/Base' },
    'timeZone = "Mars/Base": is no time zone; use an IANA name such as Asia/Tokyo',
  ),
  ...['europe/berlin', 'us/pacific', '+02:00'].map((timeZone) => ({
    why: `a time zone that EventBridge Scheduler does not know so: ${timeZone}`,
    context: { timeZone },
    message: `timeZone = "${timeZone}": is no time zone; use an IANA name such as Asia/Tokyo`,
  })),
  ...['24:00', '4', '4:60', 'cron(0 4 * * ? *)'].map((schedule) => ({
    why: `a schedule that is no time of day: ${schedule}`,
    context: { schedule },
    message: `schedule = "${schedule}": use a time of day such as 4:00`,
  })),
  refuse(
    'a wait of half a second',
    { poll: { firstSeconds: 0.5 } },
    'poll.firstSeconds = 0.5: must be a whole number of seconds',
  ),
  refuse(
    'a longest wait below the shortest',
    { poll: { minSeconds: 10, maxSeconds: 5 } },
    'poll = {"firstSeconds":120,"minSeconds":10,"maxSeconds":5}: has minSeconds above maxSeconds',
  ),
  refuse('a deadline of nothing', { deadlineHours: 0 }, 'deadlineHours = 0: must be at least 1 hours'),
  refuse('nights that go before the next one', { retentionDays: 1 }, 'retentionDays = 1: must be at least 2 days'),
  refuse(
    'a cutoff below what Athena takes',
    { bytesScannedCutoff: 9_999_999 },
    'bytesScannedCutoff = 9999999: must be at least 10000000 bytes',
  ),
  refuse(
    'a window longer than EventBridge Scheduler takes',
    { flexibleWindowMinutes: 1_441 },
    'flexibleWindowMinutes = 1441: must be at most 1440 minutes',
  ),
  refuse(
    'a bucket by its ARN',
    { existingBucket: 'arn:aws:s3:::data' },
    'existingBucket = "arn:aws:s3:::data": use the name of a bucket, not its ARN',
  ),
  refuse(
    'the owner of a bucket that the stack makes',
    { bucketOwner: '123456789012' },
    'bucketOwner = "123456789012": needs "existingBucket"; a bucket of the stack is its own',
  ),
  refuse(
    'a key by its alias',
    { kmsKeyArn: 'arn:aws:kms:ap-northeast-1:123456789012:alias/data' },
    'kmsKeyArn = "arn:aws:kms:ap-northeast-1:123456789012:alias/data": use the ARN of a KMS key (arn:aws:kms:region:account:key/id), not of an alias',
  ),
  refuse(
    'a key of another region',
    { kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/0b2f2f3a-1111-2222-3333-444455556666' },
    'kmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:key/0b2f2f3a-1111-2222-3333-444455556666": lies in eu-west-1, the stack in ap-northeast-1; use a key, or the replica of a multi-Region key, of ap-northeast-1',
  ),
  refuse(
    'a key of another region by its alias, which has one mistake in one line',
    { kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:alias/data' },
    'kmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:alias/data": use the ARN of a KMS key (arn:aws:kms:region:account:key/id), not of an alias',
  ),
  refuse(
    'two addresses',
    { notificationEmail: 'a@example.com,b@example.com' },
    'notificationEmail = "a@example.com,b@example.com": use one e-mail address: of a list, or subscribe the others to the SNS topic',
  ),
  refuse(
    'a region with a slip',
    { region: 'eu-centrall-9' },
    'region = "eu-centrall-9": is no region; use one such as ap-northeast-1',
  ),
  refuse(
    'a setting with a slip',
    { tabels: [] },
    'tabels: there is no such setting; remove it or correct its name. Did you mean tables?',
  ),
  refuse(
    'a nested setting with a slip',
    { poll: { maxSecond: 3 } },
    'poll.maxSecond: there is no such setting; remove it or correct its name. Did you mean maxSeconds?',
  ),
  refuse(
    'no address',
    { notificationEmail: 'me' },
    'notificationEmail = "me": use one e-mail address: of a list, or subscribe the others to the SNS topic',
  ),
  refuse(
    'a removal policy that CloudFormation does not have',
    { removalPolicy: 'keep' },
    'removalPolicy = "keep": use "retain" or "destroy"',
  ),
  refuse(
    'a setting that does not exist',
    { sistemName: 'dev' },
    'sistemName: there is no such setting; remove it or correct its name. Did you mean systemName?',
  ),
  refuse('no table at all', { tables: [] }, 'tables = []: needs at least one table'),
  refuse('tables that are no JSON', { tables: '[{' }, 'tables = "[{": needs an array'),
  table(
    'a name that begins with a digit',
    { name: '9lives' },
    '.name = "9lives": use 1 to 40 letters, digits, - and _, beginning with a letter',
  ),
  table(
    'nights made of changes that are no Parquet',
    { columnar: false, incremental: {} },
    '.columnar = false: must be true or left out beside "incremental"; nights made of changes are Parquet',
  ),
  table(
    'a comparison of nights on no day that there is',
    { incremental: { reconcile: 'daily' } },
    '.incremental.reconcile = "daily": use "weekly", "monthly" or "never"',
  ),
  table(
    'changes of more days than point-in-time recovery reaches back',
    { incremental: { maxCatchUpDays: 35 } },
    '.incremental.maxCatchUpDays = 35: must be at most 34 days',
  ),
  table(
    'a setting of changes with a slip',
    { incremental: { maxCatchupDays: 3 } },
    '.incremental.maxCatchupDays: there is no such setting; remove it or correct its name. Did you mean maxCatchUpDays?',
  ),
  table(
    'no key',
    { partitionKey: undefined },
    '.partitionKey = (nothing): needs a key attribute such as { "name": "orderId", "type": "S" }',
  ),
  table(
    'a key of a type that no key has',
    { partitionKey: { name: 'id', type: 'BOOL' } },
    '.partitionKey.type = "BOOL": a key attribute has type S, N or B',
  ),
  table(
    'two keys that are one column',
    { partitionKey: { name: 'orderId' }, sortKey: { name: 'order_id' } },
    '.sortKey.name = "order_id": gives a second column order_id; a table with such keys cannot have views',
  ),
  table(
    'an existing table by its ARN',
    { existingTable: 'arn:aws:dynamodb' },
    '.existingTable = "arn:aws:dynamodb": use the name of a DynamoDB table, not its ARN',
  ),
  table('a conformance that is none', { typeConformance: 'no' }, '.typeConformance = "no": use "warn" or "error"'),
  table(
    'a setting that no table has',
    { ttl: 'expires' },
    '.ttl: there is no such setting; remove it or correct its name',
  ),
  ...Object.entries({
    varchar: 'string, or ',
    int: 'bigint, or ',
    bolean: 'boolean, or ',
    decimal: 'decimal(38,0), or ',
    'decimal(39,0)': '',
    'decimal(2,3)': '',
    'array<json>': '',
    'map<string,string>': '',
  }).map(([type, meant]) =>
    attributes(
      `a type that no column can have: ${type}`,
      [{ name: 'a', type }],
      `[0].type = "${type}": is no type that a column can have; use ${meant}one of ${ATHENA_TYPES}`,
    ),
  ),
  attributes(
    'an attribute without a name',
    [{ name: '', type: 'string' }],
    '[0].name = "": an attribute has a name of at least one character',
  ),
  attributes(
    'an attribute that is declared twice',
    [
      { name: 'price', type: 'bigint' },
      { name: 'price', type: 'string', column: 'price_text' },
    ],
    '[1] = "price": is declared twice; declare it once',
  ),
  attributes(
    'a nested attribute that is declared twice',
    [
      { name: 'detail', path: ['chef'], type: 'string' },
      { name: 'detail', path: ['chef'], type: 'json', column: 'chef' },
    ],
    '[1] = "detail.chef": is declared twice; declare it once',
  ),
  attributes(
    'two cases of a name, which Glue would make one column',
    [
      { name: 'menu', type: 'string' },
      { name: 'Menu', type: 'string' },
    ],
    '[1] = "menu": is the column of two attributes; set "column" for one of them',
  ),
  attributes(
    "a column that is the key's",
    [{ name: 'ID', type: 'string' }],
    '[0] = "id": is the column of two attributes; set "column" for one of them',
  ),
  attributes(
    'a column that the views have already',
    [{ name: 'exportDate', type: 'date' }],
    '[0] = "export_date": is a column of the views; set another "column"',
  ),
  attributes(
    'a column with capitals',
    [{ name: 'a', type: 'string', column: 'A' }],
    '[0].column = "A": a column has lower-case letters, digits and _, and no digit first',
  ),
  attributes(
    'a column longer than Glue takes',
    [{ name: 'a', type: 'string', column: 'a'.repeat(256) }],
    `[0].column = "${'a'.repeat(256)}": is longer than a column's name can be, 255 characters`,
  ),
  attributes(
    'a name that no SQL can have',
    [{ name: 'a\0b', type: 'string' }],
    '[0].name = "a\\u0000b": has a NUL character, which SQL cannot name; leave it undeclared',
  ),
  attributes(
    'a path that no SQL can have',
    [{ name: 'a', path: ['b"c'], type: 'string' }],
    `[0].path[0] = "b\\"c": a name in a path has no quotation mark, no backslash and no NUL; leave it undeclared`,
  ),
  tables(
    'two tables with one name',
    ['Orders', 'Orders'],
    'tables[1] = "Orders": has the Glue table orders_raw of an earlier table; give it another name',
  ),
  tables(
    'two cases of a name, which Glue would make one table',
    ['Orders', 'orders'],
    'tables[1] = "orders": has the Glue table orders_raw of an earlier table; give it another name',
  ),
  tables(
    "a name that is another table's raw table",
    ['Orders', 'Orders-raw'],
    'tables[1] = "Orders-raw": has the Glue table orders_raw of an earlier table; give it another name',
  ),
  table(
    "a folder that holds all tables' exports",
    { exportPrefixes: ['export'] },
    '.exportPrefixes[0] = "export": holds the exports of all tables; name one folder in it, such as export/AWSDynamoDB',
  ),
  ...['manifests', 'columnar/orders_raw', 'query-results/a'].map((prefix) =>
    table(
      `a folder of the system that has no exports: ${prefix}`,
      { exportPrefixes: [prefix] },
      `.exportPrefixes[0] = "${prefix}": is a folder of the system that holds no exports; name the folder that the exports are in`,
    ),
  ),
  ...['', '/old', 'old/', 'a//b', 'a*', '${aws:username}', 's3://bucket/old'].map((prefix) =>
    table(
      `a folder that no policy can name: ${prefix}`,
      { exportPrefixes: [prefix] },
      `.exportPrefixes[0] = ${JSON.stringify(prefix)}: use a folder of the bucket without / at its ends, such as backups/orders; exports that were made without a prefix are in AWSDynamoDB`,
    ),
  ),
  refuse(
    'two exports of one DynamoDB table',
    { tables: ['A', 'B'].map((name) => ({ name, existingTable: 'shop', partitionKey: { name: 'id' } })) },
    'tables[1] = "B": has the DynamoDB table shop of an earlier table; give it another name',
  ),
];

function refuse(why: string, context: Readonly<Record<string, unknown>>, message: string): Refused {
  return { why, context, message };
}

function table(why: string, settings: object, message: string): Refused {
  return refuse(
    why,
    { tables: [{ name: 'Orders', partitionKey: { name: 'id' }, ...settings }] },
    `tables[0]${message}`,
  );
}

function attributes(why: string, declared: readonly object[], message: string): Refused {
  return table(why, { attributes: declared }, `.attributes${message}`);
}

function tables(why: string, names: readonly string[], message: string): Refused {
  return refuse(why, { tables: names.map((name) => ({ name, partitionKey: { name: 'id' } })) }, message);
}
