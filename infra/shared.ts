import { Database, type IDatabase } from '@aws-cdk/aws-glue-alpha';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleGroup, type IScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { nameSharedResources, type Config } from '../lib/config';
import { Notifications } from './notifications';
import { Storage } from './storage';
import { Workgroup } from './workgroup';

/** What the tables of a system share, whichever stack it was made in. */
export interface SharedParts {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly database: IDatabase;
  readonly workgroupName: string;
  readonly nightWorkgroupName: string;
  readonly topic: ITopic;
  readonly deadLetters: IQueue;
  readonly scheduleGroup: IScheduleGroup;
}

/** Makes what the tables share; in the main stack alone. */
export class Shared extends Construct implements SharedParts {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly database: IDatabase;
  readonly workgroupName: string;
  readonly nightWorkgroupName: string;
  readonly topic: ITopic;
  readonly deadLetters: IQueue;
  readonly scheduleGroup: IScheduleGroup;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    const names = nameSharedResources(config);
    const storage = new Storage(this, 'Storage', {
      bucketName: names.bucket,
      exists: config.existingBucket !== undefined,
      resultRetentionDays: config.resultRetentionDays,
      kmsKeyArn: config.kmsKeyArn,
      removalPolicy: removalPolicy(config),
    });
    this.bucketName = storage.bucketName;
    this.bucketArn = storage.bucketArn;
    this.database = new Database(this, 'Database', {
      databaseName: names.database,
      description: 'Exports of DynamoDB tables, one partition a night',
    });
    const { bucketName } = this;
    const { bytesScannedCutoff, bucketOwner, kmsKeyArn } = config;
    this.workgroupName = new Workgroup(this, 'Workgroup', {
      workgroupName: names.workgroup,
      description: 'Exports of DynamoDB tables: queries of people',
      bucketName,
      bytesScannedCutoff,
      bucketOwner,
      kmsKeyArn,
    }).workgroupName;
    // Of its own, as a limit of bytes for people would end the night of a table that has outgrown it.
    this.nightWorkgroupName = new Workgroup(this, 'NightWorkgroup', {
      workgroupName: names.nightWorkgroup,
      description: 'Exports of DynamoDB tables: queries of the nights',
      bucketName,
      bucketOwner,
      kmsKeyArn,
    }).workgroupName;
    const notifications = new Notifications(this, 'Notifications', {
      topicName: names.topic,
      deadLettersName: names.deadLetters,
      email: config.notificationEmail,
    });
    this.topic = notifications.topic;
    this.deadLetters = notifications.deadLetters;
    this.scheduleGroup = new ScheduleGroup(this, 'Schedules', {
      scheduleGroupName: names.scheduleGroup,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}

/**
 * What the main stack made, found by name: an export and import of CloudFormation would tie the stacks so that neither
 * could change what the other reads.
 */
export function findSharedParts(scope: Construct, config: Config): SharedParts {
  const names = nameSharedResources(config);
  const stack = Stack.of(scope);
  const bucket = Bucket.fromBucketName(scope, 'Bucket', names.bucket);
  return {
    bucketName: bucket.bucketName,
    bucketArn: bucket.bucketArn,
    database: Database.fromDatabaseArn(
      scope,
      'Database',
      stack.formatArn({ service: 'glue', resource: 'database', resourceName: names.database }),
    ),
    workgroupName: names.workgroup,
    nightWorkgroupName: names.nightWorkgroup,
    topic: Topic.fromTopicArn(scope, 'Topic', stack.formatArn({ service: 'sns', resource: names.topic })),
    deadLetters: Queue.fromQueueArn(
      scope,
      'DeadLetters',
      stack.formatArn({ service: 'sqs', resource: names.deadLetters }),
    ),
    scheduleGroup: ScheduleGroup.fromScheduleGroupName(scope, 'Schedules', names.scheduleGroup),
  };
}

/** What removing a stack does with what holds data. */
export function removalPolicy(config: Config): RemovalPolicy {
  return config.removalPolicy === 'destroy' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN;
}
