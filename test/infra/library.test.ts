import { Database } from '@aws-cdk/aws-glue-alpha';
import { Duration, RemovalPolicy, TimeZone } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import * as library from '../../infra';
import { ColumnType, EntityCondition, NightlyExport, NightlyExports, Reconcile, TypeConformance } from '../../infra';
import { resources } from '../../lib/config';
import { readDescribedSystem } from './described';
import { ENV, KEY_ARN, newApp, newStack, newTable } from './shop';
import { resolveReferences, resourcesOf } from './template';

/** The properties of the only resource of a type. */
function only(template: Template, type: string): Readonly<Record<string, unknown>> {
  const [resource, ...more] = Object.values(resourcesOf(template, type));
  if (resource === undefined || more.length > 0) throw new Error(`not one ${type}`);
  return resolveReferences(resource.Properties) as Record<string, unknown>;
}

/** What a template's tables say of the system; a key of it has an ARN. */
function readDescribed(template: Template) {
  const keys = Object.keys(resourcesOf(template, 'AWS::KMS::Key')).map((id) => [`${id}.Arn`, KEY_ARN]);
  return readDescribedSystem(template, Object.fromEntries(keys) as Record<string, string>);
}

describe('a stack with the least that can be written', () => {
  const stack = newStack();
  const nights = new NightlyExport(stack, 'Orders', { table: newTable(stack) });
  const template = Template.fromStack(stack);

  it('has the views of the table, by its id, in a database whose name is made of the path', () => {
    expect([nights.newestView, nights.historyView]).toEqual([
      expect.stringMatching(/^shop_nightlyexports_?\w*\.orders$/) as unknown,
      expect.stringMatching(/^shop_nightlyexports_?\w*\.orders_history$/) as unknown,
    ]);
    expect(only(template, 'AWS::Glue::Database')).toMatchObject({
      DatabaseInput: { Name: nights.newestView.split('.')[0] },
    });
  });

  it('takes key and types from the table', () => {
    const [table] = readDescribed(template).tables;
    expect(table).toMatchObject({
      partitionKey: { name: 'tableid', type: 'S' },
      sortKey: { name: 'datetime', type: 'N' },
    });
  });

  it('runs at four in the morning in UTC', () => {
    expect(only(template, 'AWS::Scheduler::Schedule')).toMatchObject({
      ScheduleExpression: 'cron(0 4 * * ? *)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      State: 'ENABLED',
    });
  });

  it('keeps its bucket when it is removed', () => {
    template.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Retain' });
  });

  it('has no tag, no environment and no acknowledgement of this project', () => {
    const text = JSON.stringify(template.toJSON());
    expect(text).not.toMatch(/"Tags"|checkov|cdk_nag/);
    const metadata = stack.node.findAll().flatMap(({ node }) => node.metadata.map(({ type }) => type));
    expect(metadata.filter((type) => /acknowledg/i.test(type))).toEqual([]);
  });
});

describe('what a construct of a system says of it in the catalog', () => {
  it('is all that commands need, with the names that CloudFormation makes', () => {
    const stack = newStack();
    const exports = new NightlyExports(stack, 'Analytics', {
      startTime: '3:30',
      timeZone: TimeZone.ASIA_TOKYO,
      retention: Duration.days(90),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    exports.add('Orders', {
      table: newTable(stack),
      columns: [
        { attribute: 'price', type: ColumnType.decimalOf(12, 2) },
        { attribute: 'toppings', type: ColumnType.arrayOf(ColumnType.STRING), name: 'extras' },
      ],
      entities: [
        {
          name: 'menu',
          where: [EntityCondition.beginsWith('tableid', 'MENU#'), EntityCondition.textIs('kind', 'menu')],
          columns: [{ attribute: 'detail', path: ['chef'], type: ColumnType.of('string') }],
        },
      ],
      incremental: { reconcile: Reconcile.MONTHLY, maxCatchUp: Duration.days(3) },
      typeConformance: TypeConformance.ERROR,
      checkDuplicateKeys: true,
      exportPrefixes: ['backups/orders'],
      deadline: Duration.hours(48),
      enabled: false,
    });
    const template = Template.fromStack(stack);
    const config = readDescribed(template);
    const [table] = config.tables;
    if (table === undefined) throw new Error('no table');
    expect(config).toMatchObject({ schedule: '3:30', timeZone: 'Asia/Tokyo', retentionDays: 90, ...ENV });
    expect(table).toMatchObject({
      name: 'Orders',
      attributes: [{ column: 'price' }, { column: 'extras' }],
      entities: [{ name: 'menu', where: [{ prefix: 'MENU#' }, { equals: 'menu' }] }],
      columnar: true,
      incremental: { reconcile: 'monthly', maxCatchUpDays: 3 },
      typeConformance: 'error',
      checkDuplicateKeys: true,
      exportPrefixes: ['backups/orders'],
      deadlineHours: 48,
      enabled: false,
    });
    const id = (type: string) => Object.keys(resourcesOf(template, type))[0] ?? '';
    expect(resources(config, table)).toMatchObject({
      bucket: `made-${id('AWS::S3::Bucket')}`,
      database: exports.databaseName,
      workgroup: exports.workgroupName,
      sourceTable: `made-${id('AWS::DynamoDB::GlobalTable')}`,
      stateMachine: only(template, 'AWS::StepFunctions::StateMachine').StateMachineName,
      schedule: only(template, 'AWS::Scheduler::Schedule').Name,
      raw: 'orders_raw',
    });
  });

  it('is written where the stack knows neither account nor region', () => {
    const stack = newStack({});
    new NightlyExport(stack, 'Orders', { table: newTable(stack) });
    const text = JSON.stringify(Template.fromStack(stack).toJSON());
    expect(text).toContain('"AWS::Region"');
    expect(text).not.toContain('${Token');
  });
});

describe('things that are there before', () => {
  const stack = newStack();
  const bucket = Bucket.fromBucketName(stack, 'Lake', 'shop-lake');
  const database = new Database(stack, 'Catalog', { databaseName: 'shop' });
  const topic = Topic.fromTopicArn(stack, 'Pager', 'arn:aws:sns:eu-central-1:123456789012:pager');
  const role = new Role(stack, 'Machine', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
  const encryptionKey = new Key(stack, 'Key');
  const exports = new NightlyExports(stack, 'Exports', {
    bucket,
    database,
    databaseName: 'shop',
    topic,
    encryptionKey,
  });
  const nights = exports.add('Orders', { table: newTable(stack), role });
  const template = Template.fromStack(stack);

  it('are used, and none is made beside them', () => {
    for (const type of ['AWS::S3::Bucket', 'AWS::SNS::Topic']) template.resourceCountIs(type, 0);
    for (const type of ['AWS::Glue::Database', 'AWS::KMS::Key']) template.resourceCountIs(type, 1);
    expect(nights.newestView).toBe('shop.orders');
    expect(readDescribed(template)).toMatchObject({ existingBucket: 'shop-lake', kmsKeyArn: KEY_ARN });
  });

  it('give the role all that a night needs', () => {
    const policies = Object.values(resourcesOf(template, 'AWS::IAM::Policy'))
      .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes('Machine'))
      .map(({ Properties }) => JSON.stringify(Properties.PolicyDocument));
    for (const action of [
      'dynamodb:ExportTableToPointInTime',
      'glue:CreatePartition',
      'athena:StartQueryExecution',
      'logs:CreateLogDelivery',
      'kms:GenerateDataKey',
    ])
      expect(policies.join()).toContain(action);
  });
});

describe('a role that is there before', () => {
  it('has its policies before the machine, which Step Functions refuses without the right to deliver logs', () => {
    const stack = newStack();
    const role = new Role(stack, 'Machine', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    new NightlyExport(stack, 'Orders', { table: newTable(stack), role });
    const template = Template.fromStack(stack);
    const [machine] = Object.values(resourcesOf(template, 'AWS::StepFunctions::StateMachine'));
    const ofRole = Object.entries(resourcesOf(template, 'AWS::IAM::Policy')).filter(([, { Properties }]) =>
      JSON.stringify(Properties.Roles).includes('Machine'),
    );
    const { DependsOn } = machine as unknown as { readonly DependsOn: readonly string[] };
    expect(ofRole.length).toBeGreaterThanOrEqual(4);
    for (const [id] of ofRole) expect(DependsOn).toContain(id);
  });
});

describe('what people build on', () => {
  const stack = newStack();
  const exports = new NightlyExports(stack, 'Exports', { databaseName: 'shop' });
  const nights = exports.add('Orders', { table: newTable(stack) });
  const queue: unknown = new Queue(stack, 'Queue');
  nights.onPublished('Refresh', { target: new SqsQueue(queue as Queue) });
  const alarm: unknown = new Alarm(stack, 'NotPublished', {
    metric: nights.metricFailed(),
    threshold: 1,
    evaluationPeriods: 1,
  });
  exports.addDashboard('Nights');
  const template = Template.fromStack(stack);

  it('is told when a night was published', () => {
    const [machine] = Object.keys(resourcesOf(template, 'AWS::StepFunctions::StateMachine'));
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: [{ Ref: machine }], status: ['SUCCEEDED'] },
      },
    });
  });

  it('has metrics of nights and of bytes', () => {
    expect(alarm).toBeDefined();
    expect(nights.metricPublished()).toMatchObject({ namespace: 'AWS/States', metricName: 'ExecutionsSucceeded' });
    expect(nights.metricDuration()).toMatchObject({ metricName: 'ExecutionTime' });
    expect(exports.metricProcessedBytes({ statistic: 'Maximum' })).toMatchObject({
      metricName: 'ProcessedBytes',
      dimensions: { WorkGroup: exports.workgroupName },
      statistic: 'Maximum',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 1, EvaluationPeriods: 1 });
  });

  it('has a dashboard', () => {
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  });
});

describe('exports that another stack made', () => {
  const app = newApp();
  const first = newStack(ENV, app, 'First');
  const second = newStack(ENV, app, 'Second');
  const made = new NightlyExports(first, 'Exports', { databaseName: 'shop', workgroupName: 'shop' });
  const found = NightlyExports.fromAttributes(second, 'Exports', {
    databaseName: 'shop',
    workgroupName: 'shop',
    bucket: Bucket.fromBucketName(second, 'Bucket', 'shop-exports'),
    topic: Topic.fromTopicArn(second, 'Topic', 'arn:aws:sns:eu-central-1:123456789012:shop'),
    deadLetterQueue: Queue.fromQueueArn(second, 'Dead', 'arn:aws:sqs:eu-central-1:123456789012:dead'),
    scheduleGroupName: 'shop',
    retention: Duration.days(30),
  });
  made.add('Orders', { table: newTable(first) });
  found.add('Visits', { table: newTable(second) });

  it('take tables, and tie no stack to another', () => {
    const template = Template.fromStack(second);
    expect(JSON.stringify(template.toJSON())).not.toContain('Fn::ImportValue');
    expect(readDescribed(template)).toMatchObject({ retentionDays: 30, names: { database: 'shop' } });
    for (const type of ['AWS::S3::Bucket', 'AWS::Glue::Database']) template.resourceCountIs(type, 0);
  });

  it('know the names of the first stack: no two have the same view', () => {
    expect(() => found.add('More', { table: newTable(second, 'Again'), viewName: 'orders' })).toThrow(
      'Second/Exports/More: shop.orders is a table or view of First/Exports/Orders too; give one of them another viewName',
    );
  });
});

it('the library is these names', () => {
  expect(Object.keys(library).sort()).toEqual([
    'ColumnType',
    'EntityCondition',
    'NightFormat',
    'NightlyExport',
    'NightlyExports',
    'Reconcile',
    'TypeConformance',
  ]);
});
