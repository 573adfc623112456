import { Database } from '@aws-cdk/aws-glue-alpha';
import { Annotations, CfnOutput, Stack, Tags, type StackProps } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { RESULT_PREFIX, nameSharedResources, stackName, type Config } from '../../lib/config';
import { NightlyExports } from '../index';
import { acknowledgeRules } from './acknowledge';
import { toKeyProp, toNightSettings, toRemovalPolicy } from './settings';

/** The stack of what the tables of a system share. */
export class MainStack extends Stack {
  readonly exports: NightlyExports;

  constructor(scope: Construct, config: Config, props: StackProps) {
    super(scope, stackName(config), {
      suppressTemplateIndentation: true,
      description: 'What nightly exports of DynamoDB tables share: bucket, database, workgroups, topic',
      ...props,
    });
    Tags.of(this).add('Cost', `${config.namePrefix}-${config.systemName}`);
    const names = nameSharedResources(config);
    const isBucketGiven = config.existingBucket !== undefined;
    this.exports = new NightlyExports(this, 'Shared', {
      ...toNightSettings(this, config),
      ...(isBucketGiven
        ? { bucket: Bucket.fromBucketName(this, 'Bucket', names.bucket) }
        : { bucketName: names.bucket, removalPolicy: toRemovalPolicy(config) }),
      ...toKeyProp(this, 'encryptionKey', config.kmsKeyArn),
      database: new Database(this, 'Database', {
        databaseName: names.database,
        description: 'Exports of DynamoDB tables, one partition a night',
      }),
      databaseName: names.database,
      workgroupName: names.workgroup,
      nightWorkgroupName: names.nightWorkgroup,
      topicName: names.topic,
      deadLetterQueueName: names.deadLetters,
      scheduleGroupName: names.scheduleGroup,
    });
    const { bucket, topic } = this.exports;
    if (config.notificationEmail !== undefined) topic.addSubscription(new EmailSubscription(config.notificationEmail));
    if (isBucketGiven)
      Annotations.of(this).addWarningV2('export-to-athena:nothing-expires', describeMissingRules(config, names.bucket));
    acknowledgeRules(this);
    for (const [output, value] of [
      ['Bucket', bucket.bucketName],
      ['Database', names.database],
      ['Workgroup', names.workgroup],
      ['NightWorkgroup', names.nightWorkgroup],
      ['Topic', topic.topicArn],
    ] as const)
      new CfnOutput(this, `${output}Output`, { value }).overrideLogicalId(output);
  }
}

function describeMissingRules({ resultRetentionDays }: Config, bucketName: string): string {
  return (
    `The existing bucket ${bucketName} stays as it is, so results of queries and uploads that broke off stay in it for ever: ` +
    `give it lifecycle rules, for ${RESULT_PREFIX}/ (${resultRetentionDays} days) and for uploads; docs/deploy.md has them.`
  );
}
