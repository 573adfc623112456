import { Annotations, Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** Properties of {@link Notifications}. */
export interface NotificationsProps {
  /**
   * A topic that is there already. Where it is of this app, it is opened for EventBridge and for the account's alarms.
   *
   * @default - a new one
   */
  readonly topic?: ITopic | undefined;
  /** @default - CloudFormation makes it */
  readonly topicName?: string | undefined;
  /** @default - CloudFormation makes it */
  readonly deadLettersName?: string | undefined;
}

/** The topic for messages, and the queue of starts that could not be delivered, with its alarm. */
export class Notifications extends Construct {
  readonly topic: ITopic;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: NotificationsProps) {
    super(scope, id);
    const { topicName } = props;
    this.topic =
      props.topic ?? new Topic(this, 'Topic', { ...(topicName !== undefined && { topicName }), enforceSSL: true });
    this.letServicesTell(this.topic);
    this.letServicesUse(this.topic.masterKey);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...(props.deadLettersName !== undefined && { queueName: props.deadLettersName }),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    new Alarm(this, 'NotStarted', {
      ...(props.deadLettersName !== undefined && { alarmName: `${props.deadLettersName}-not-empty` }),
      alarmDescription:
        'EventBridge Scheduler could not start a night. Read the reason in the attributes of the message in the queue, mend it, start the state machine by hand with the message as its input, and purge the queue.',
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.topic));
  }

  private letServicesTell(topic: ITopic): void {
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'EventsMayTell',
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        // No condition: EventBridge gives none of their keys when it publishes, and the message would be lost (AWS: "Using
        // resource-based policies for Amazon EventBridge", SNS).
      }),
    );
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsMayTell',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }

  /**
   * Without it no message arrives, and nothing says so (AWS: "Key management" of Amazon SNS, event sources and encrypted
   * topics). An imported key's policy is not the app's.
   */
  private letServicesUse(key: IKey | undefined): void {
    const added = key?.addToResourcePolicy(
      new PolicyStatement({
        sid: 'NightsMayTell',
        principals: SENDERS.map((service) => new ServicePrincipal(service)),
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
      }),
    );
    if (added?.statementAdded === false)
      Annotations.of(this).addWarningV2(
        'export-to-athena:key-of-topic',
        `The key of the topic is not of this app: no message arrives unless its policy lets ${SENDERS.join(' and ')} use kms:Decrypt and kms:GenerateDataKey*.`,
      );
  }
}

/** Who sends to the topic: nights that died, and alarms. */
const SENDERS = ['events.amazonaws.com', 'cloudwatch.amazonaws.com'] as const;
