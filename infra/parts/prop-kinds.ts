import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import type { Column } from '../column';
import type { Entity, EntityCondition } from '../entity';
import { NightFormat, Reconcile, TypeConformance } from '../formats';
import type { NightSettings, Polling } from '../night-settings';
import type { IncrementalNights, NightlyExportOptions, NightlyExportProps } from '../nightly-export-props';
import type { NightlyExportsAttributes, NightlyExportsProps, NightsDashboardOptions } from '../nightly-exports-props';
import { count, flag, listOf, memberOf, objectWith, text, type Kind, type Kinds } from './kinds';

const duration = (example: string) =>
  objectWith(`a Duration, such as Duration.${example}`, { toMilliseconds: 'function', isUnresolved: 'function' });
const key = objectWith("a Key, such as Key.fromKeyArn(this, 'Key', ARN)", { keyArn: 'string', env: 'object' });
const bucket = objectWith("a Bucket, such as Bucket.fromBucketName(this, 'Bucket', NAME)", {
  bucketName: 'string',
  env: 'object',
});
const topic = objectWith("a Topic, such as Topic.fromTopicArn(this, 'Topic', ARN)", {
  topicArn: 'string',
  env: 'object',
});
const attribute: Kind = {
  needs: "an Attribute, such as { name: 'id', type: AttributeType.STRING }",
  fits: (value) =>
    objectWith('', { name: 'string' }).fits(value) &&
    Object.values<unknown>(AttributeType).includes((value as { readonly type?: unknown }).type),
};

/** Of each interface of props, what they may hold. */
export const POLLING: Kinds<Polling> = {
  first: duration('minutes(2)'),
  shortest: duration('minutes(3)'),
  longest: duration('hours(3)'),
  fixed: duration('minutes(10)'),
};

export const INCREMENTAL: Kinds<IncrementalNights> = {
  reconcile: memberOf('Reconcile', Reconcile),
  maxCatchUp: duration('days(7)'),
};

export const NIGHT_SETTINGS: Kinds<NightSettings> = {
  startTime: text,
  timeZone: objectWith('a TimeZone, such as TimeZone.EUROPE_BERLIN', { timezoneName: 'string' }),
  startWindow: duration('minutes(15)'),
  retention: duration('days(90)'),
  deadline: duration('hours(24)'),
  polling: objectWith('an object of props, such as { fixed: Duration.minutes(10) }', {}),
  format: memberOf('NightFormat', NightFormat),
  resultRetention: duration('days(30)'),
  bytesScannedCutoff: count,
  queries: text,
  checks: text,
  catalogKey: key,
  lakeFormation: flag,
  bucketOwner: text,
  rolePath: text,
};

export const EXPORTS: Kinds<NightlyExportsProps> = {
  ...NIGHT_SETTINGS,
  bucket,
  bucketName: text,
  encryptionKey: key,
  database: objectWith("a Database, or the name of one, { databaseName: 'shop' }", { databaseName: 'string' }),
  databaseName: text,
  workgroupName: text,
  nightWorkgroupName: text,
  topic,
  topicName: text,
  deadLetterQueueName: text,
  scheduleGroupName: text,
  removalPolicy: memberOf('RemovalPolicy', RemovalPolicy),
};

export const ATTRIBUTES: Kinds<NightlyExportsAttributes> = {
  ...NIGHT_SETTINGS,
  databaseName: text,
  workgroupName: text,
  nightWorkgroupName: text,
  bucket,
  bucketCreated: flag,
  topic,
  deadLetterQueue: objectWith("a Queue, such as Queue.fromQueueArn(this, 'Queue', ARN)", {
    queueArn: 'string',
    env: 'object',
  }),
  scheduleGroupName: text,
  encryptionKey: key,
};

/** Those of {@link ATTRIBUTES} that have no default. */
export const NEEDED_ATTRIBUTES = [
  'databaseName',
  'workgroupName',
  'bucket',
  'topic',
  'deadLetterQueue',
  'scheduleGroupName',
] as const satisfies readonly (keyof NightlyExportsAttributes)[];

export const TABLE: Kinds<NightlyExportOptions> = {
  table: objectWith("a Table or TableV2, or one that was imported, such as Table.fromTableName(this, 'Table', NAME)", {
    tableArn: 'string',
    tableName: 'string',
    env: 'object',
  }),
  viewName: text,
  partitionKey: attribute,
  sortKey: attribute,
  columns: listOf("{ attribute: 'total', type: ColumnType.BIGINT }"),
  entities: listOf("{ name: 'menu', where: [EntityCondition.beginsWith('id', 'MENU#')] }"),
  format: memberOf('NightFormat', NightFormat),
  incremental: objectWith('an object of props, such as {}', {}),
  typeConformance: memberOf('TypeConformance', TypeConformance),
  checkDuplicateKeys: flag,
  exportPrefixes: listOf("'backups/orders'"),
  startTime: text,
  deadline: duration('hours(24)'),
  role: objectWith("a Role, such as Role.fromRoleArn(this, 'Role', ARN)", { roleArn: 'string', env: 'object' }),
  enabled: flag,
  stateMachineName: text,
  scheduleName: text,
};

export const TABLE_AND_EXPORTS: Kinds<NightlyExportProps> = {
  ...TABLE,
  exports: objectWith('NightlyExports, or those that NightlyExports.fromAttributes gives', {
    databaseName: 'string',
    env: 'object',
  }),
};

export const COLUMN: Kinds<Column> = {
  attribute: text,
  path: listOf("'chef'"),
  // looked at where it is read, as a text could be of ColumnType.of
  type: { needs: 'a ColumnType', fits: () => true },
  name: text,
};

export const ENTITY: Kinds<Entity> = {
  name: text,
  where: listOf("EntityCondition.textIs('kind', 'menu')"),
  columns: TABLE.columns,
};

export const CONDITION: Kinds<Pick<EntityCondition, 'attribute' | 'text' | 'prefix'>> = {
  attribute: text,
  text,
  prefix: text,
};

export const DASHBOARD: Kinds<NightsDashboardOptions> = {
  dashboardName: text,
  tables: listOf('orders'),
};
