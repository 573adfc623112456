import { CfnOutput, Stack, Tags, type StackProps } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { resources, stackName, type Config, type Table } from '../../lib/config';
import { NightlyExport, NightlyExports, type INightlyExports } from '../index';
import { acknowledgeRules } from './acknowledge';
import { toExportOptions, toKeyProp, toNightSettings, toRemovalPolicy } from './settings';
import { SourceTable } from './source-table';

/** The stack of one table: the table, where it is not there already, and its nights. */
export class TableStack extends Stack {
  readonly nights: NightlyExport;

  constructor(scope: Construct, config: Config, table: Table, props: StackProps) {
    super(scope, stackName(config, table), {
      suppressTemplateIndentation: true,
      description: `The DynamoDB table ${table.name}, every night exported, verified and published in Athena`,
      ...props,
    });
    Tags.of(this).add('Cost', `${config.namePrefix}-${config.systemName}`);
    const source = new SourceTable(this, 'Source', {
      tableName: resources(config, table).sourceTable,
      exists: table.existingTable !== undefined,
      partitionKey: table.partitionKey,
      sortKey: table.sortKey,
      removalPolicy: toRemovalPolicy(config),
    });
    this.nights = new NightlyExport(this, 'Nights', {
      ...toExportOptions(config, table),
      table: source.table,
      exports: this.findShared(config, table),
    });
    acknowledgeRules(this);
    new CfnOutput(this, `StateMachine${table.name}`, { value: this.nights.stateMachine.stateMachineArn });
  }

  /**
   * What the main stack made, found by name: an export and import of CloudFormation would tie the stacks so that neither
   * could change what the other reads.
   */
  private findShared(config: Config, table: Table): INightlyExports {
    const names = resources(config, table);
    return NightlyExports.fromAttributes(this, 'Shared', {
      ...toNightSettings(this, config),
      databaseName: names.database,
      workgroupName: names.workgroup,
      nightWorkgroupName: names.nightWorkgroup,
      bucket: Bucket.fromBucketName(this, 'Bucket', names.bucket),
      bucketCreated: config.existingBucket === undefined,
      topic: Topic.fromTopicArn(this, 'Topic', this.formatArn({ service: 'sns', resource: names.topic })),
      deadLetterQueue: Queue.fromQueueArn(
        this,
        'DeadLetters',
        this.formatArn({ service: 'sqs', resource: names.deadLetters }),
      ),
      scheduleGroupName: names.scheduleGroup,
      ...toKeyProp(this, 'encryptionKey', config.kmsKeyArn),
    });
  }
}
