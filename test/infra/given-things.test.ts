import { App, Stack, Stage, type Environment } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { NightlyExports, type INightlyExports, type NightlyExportsProps } from '../../infra';
import { resourcesOf } from './template';

const ENV = { region: 'eu-central-1', account: '123456789012' };
const OTHER = '210987654321';

function newStack(env: Environment = ENV, scope: Construct = newApp(), id = 'Shop'): Stack {
  return new Stack(scope, id, { env });
}

function newApp(): App {
  return new App({ builtinCloudFormationValidation: false });
}

function addOrders(exports: INightlyExports, id = 'Orders'): void {
  const table = Table.fromTableName(exports, `${id}Table`, 'orders');
  exports.add(id, { table, partitionKey: { name: 'id', type: AttributeType.STRING } });
}

describe('a bucket that says that it is of another account', () => {
  const bucketOf = (stack: Stack) =>
    Bucket.fromBucketAttributes(stack, 'Lake', { bucketName: 'lake', account: OTHER, region: 'eu-central-1' });
  /** The accounts that the workgroups and the exports expect. */
  const ownersIn = (stack: Stack) => {
    const template = Template.fromStack(stack);
    const machine = JSON.stringify(resourcesOf(template, 'AWS::StepFunctions::StateMachine'));
    const workgroups = JSON.stringify(resourcesOf(template, 'AWS::Athena::WorkGroup'));
    return [
      ...new Set([
        ...[...machine.matchAll(/S3BucketOwner\\+":\\+"(\w+)/g)].map(([, account]) => account),
        ...[...workgroups.matchAll(/ExpectedBucketOwner":"(\w+)/g)].map(([, account]) => account),
      ]),
    ];
  };

  it.each<[string, Environment]>([
    ['another one', ENV],
    ['none that is known', {}],
  ])("is expected to be of that one, where the stack's is %s", (_, env) => {
    const stack = newStack(env);
    addOrders(new NightlyExports(stack, 'Exports', { bucket: bucketOf(stack) }));
    expect(ownersIn(stack)).toEqual([OTHER]);
  });

  it('is so also where another app made the exports', () => {
    const stack = newStack();
    addOrders(
      NightlyExports.fromAttributes(stack, 'Exports', {
        databaseName: 'shop',
        workgroupName: 'shop',
        bucket: bucketOf(stack),
        topic: Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-central-1:123456789012:shop'),
        deadLetterQueue: Queue.fromQueueArn(stack, 'Dead', 'arn:aws:sqs:eu-central-1:123456789012:dead'),
        scheduleGroupName: 'shop',
      }),
    );
    expect(ownersIn(stack)).toEqual([OTHER]);
  });

  it('is refused with a third one', () => {
    const stack = newStack();
    const props = { bucket: bucketOf(stack), bucketOwner: '333333333333' };
    expect(() => new NightlyExports(stack, 'Exports', props)).toThrow(
      `Shop/Exports: bucketOwner = "333333333333": the bucket is of the account ${OTHER}; leave bucketOwner out`,
    );
  });
});

describe('a topic with a key', () => {
  const withTopic = (makeKey: (stack: Stack) => unknown) => {
    const stack = newStack();
    const topic = new Topic(stack, 'Pager', { masterKey: makeKey(stack) as Key });
    // two systems that tell one topic
    for (const id of ['Exports', 'Others']) new NightlyExports(stack, id, { topic });
    return stack;
  };

  it('of the app is opened for those who send to it', () => {
    const template = Template.fromStack(withTopic((stack) => new Key(stack, 'Key')));
    const keys = Object.values(resourcesOf(template, 'AWS::KMS::Key'));
    const [policy] = keys.map(({ Properties }) => Properties.KeyPolicy);
    const { Statement } = policy as { readonly Statement: readonly object[] };
    expect(Statement.slice(1)).toEqual([
      {
        Sid: 'NightsMayTell',
        Effect: 'Allow',
        Principal: { Service: ['events.amazonaws.com', 'cloudwatch.amazonaws.com'] },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
      },
    ]);
  });

  it('of another app is warned of', () => {
    const stack = withTopic((scope) => Key.fromKeyArn(scope, 'Key', `arn:aws:kms:eu-central-1:${ENV.account}:key/1`));
    Annotations.fromStack(stack).hasWarning(
      '/Shop/Exports/Notifications',
      Match.stringLikeRegexp(
        'no message arrives unless its policy lets events.amazonaws.com and cloudwatch.amazonaws.com use',
      ),
    );
  });
});

it('a FIFO topic is refused', () => {
  const stack = newStack();
  const topic = new Topic(stack, 'Pager', { fifo: true });
  expect(() => new NightlyExports(stack, 'Exports', { topic })).toThrow(
    'Shop/Exports: topic is a FIFO topic, to which EventBridge and alarms of CloudWatch send no message; give a standard one',
  );
});

describe('a name that there may be once', () => {
  const twice =
    (props: NightlyExportsProps, env: Environment = ENV) =>
    (): void => {
      const app = newApp();
      for (const id of ['First', 'Second']) new NightlyExports(newStack(env, app, id), 'Exports', props);
    };

  it('is refused to a second stack that makes a database or workgroup of it', () => {
    expect(twice({ databaseName: 'shop' })).toThrow(
      'Second/Exports: databaseName = "shop": First/Exports makes one of this name too; give another name, or have one NightlyExports for all',
    );
    expect(twice({ workgroupName: 'people' }, {})).toThrow(
      'Second/Exports: workgroupName = "people": First/Exports makes one of this name too; give one of them another name',
    );
  });

  it('is refused to a second state machine', () => {
    const stack = newStack();
    const exports = new NightlyExports(stack, 'Exports');
    const add = (id: string) =>
      exports.add(id, {
        table: Table.fromTableName(stack, `${id}Table`, id),
        partitionKey: { name: 'id', type: AttributeType.STRING },
        stateMachineName: 'nights',
      });
    add('Orders');
    expect(() => add('Visits')).toThrow(
      'Shop/Exports/Visits: stateMachineName = "nights": Shop/Exports/Orders makes one of this name too',
    );
  });

  it('is free in another account, and in another stage that may be deployed to one', () => {
    const app = newApp();
    const stages = [{ account: '111111111111', region: 'eu-west-1' }, { account: OTHER, region: 'eu-west-1' }, {}, {}];
    const addTo = (env: Environment, index: number) => () => {
      const stack = new Stack(new Stage(app, `Stage${index}`, { env }), 'Shop');
      addOrders(new NightlyExports(stack, 'Exports', { databaseName: 'shop', workgroupName: 'people' }));
    };
    for (const [index, env] of stages.entries()) expect(addTo(env, index)).not.toThrow();
  });

  it('is free where the database is there before', () => {
    expect(twice({ database: { databaseName: 'shop' } })).not.toThrow();
  });
});

it('exports whose names CloudFormation makes say all that finding them in another stack takes', () => {
  const app = newApp();
  const made = new NightlyExports(newStack(ENV, app, 'First'), 'Exports');
  const second = newStack(ENV, app, 'Second');
  const { databaseName, workgroupName, nightWorkgroupName, bucket, topic, deadLetterQueue, scheduleGroupName } = made;
  const names = { databaseName, workgroupName, nightWorkgroupName, scheduleGroupName };
  addOrders(NightlyExports.fromAttributes(second, 'Found', { ...names, bucket, topic, deadLetterQueue }));
  const template = Template.fromStack(second);
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    GroupName: scheduleGroupName,
  });
  Template.fromStack(Stack.of(made)).hasResourceProperties('AWS::Scheduler::ScheduleGroup', {
    Name: scheduleGroupName,
  });
  template.hasResourceProperties('AWS::Glue::Table', { DatabaseName: made.databaseName });
});

describe('exports that another stack made', () => {
  const attributes = (stack: Stack, region = 'eu-central-1') => ({
    databaseName: 'shop',
    workgroupName: 'shop',
    bucket: Bucket.fromBucketName(stack, 'Lake', 'lake'),
    topic: Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:${region}:123456789012:shop`),
    deadLetterQueue: Queue.fromQueueArn(stack, 'Dead', `arn:aws:sqs:${region}:123456789012:dead`),
    scheduleGroupName: 'shop',
  });

  it('are of the region of the stack', () => {
    const stack = newStack();
    expect(() => NightlyExports.fromAttributes(stack, 'Exports', attributes(stack, 'us-east-1'))).toThrow(
      'Shop/Exports: topic lies in the region us-east-1, the stack in eu-central-1',
    );
  });

  it.each(['bucket', 'topic', 'deadLetterQueue', 'scheduleGroupName', 'databaseName', 'workgroupName'])(
    'have to be given with %s, also in JavaScript',
    (name) => {
      const stack = newStack();
      const given = { ...attributes(stack), [name]: undefined } as never;
      expect(() => NightlyExports.fromAttributes(stack, 'Exports', given)).toThrow(
        `Shop/Exports: ${name} = (nothing): needs `,
      );
    },
  );
});

it('a dashboard has tables of one view name, each once', () => {
  const stack = newStack();
  const tables = ['First', 'Second'].map((id) => {
    const exports = new NightlyExports(stack, id);
    const table = Table.fromTableName(exports, 'OrdersTable', 'orders');
    return exports.add('Orders', { table, partitionKey: { name: 'id', type: AttributeType.STRING } });
  });
  new NightlyExports(stack, 'Third').addDashboard('Nights', { tables: [...tables, ...tables] });
  const [dashboard] = Object.values(resourcesOf(Template.fromStack(stack), 'AWS::CloudWatch::Dashboard'));
  expect(JSON.stringify(dashboard).match(/Orders: nights/g)).toHaveLength(2);
});

describe('a bucket that two systems share', () => {
  const sharing =
    (tableNames: readonly [string, string], isShared = true) =>
    (): void => {
      const stack = newStack();
      const shared = Bucket.fromBucketName(stack, 'Lake', 'lake');
      for (const [index, name] of tableNames.entries()) {
        const exports = new NightlyExports(stack, `Exports${index}`, isShared ? { bucket: shared } : {});
        const table = Table.fromTableName(exports, 'OrdersTable', name);
        exports.add('Orders', { table, partitionKey: { name: 'id', type: AttributeType.STRING } });
      }
    };

  it('has no folder with the exports of two tables', () => {
    expect(sharing(['orders', 'orders-of-another-shop'])).toThrow(
      'Shop/Exports1/Orders: the folder export/orders of the bucket has the exports of another table, Shop/Exports0/Orders; give one of them another viewName, or a bucket of its own',
    );
  });

  it('may have those of one table, and buckets of their own those of two', () => {
    expect(sharing(['orders', 'orders'])).not.toThrow();
    expect(sharing(['orders', 'orders-of-another-shop'], false)).not.toThrow();
  });
});
