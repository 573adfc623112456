import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { skipChecks } from './checkov';

/** Properties of {@link Notifications}. */
export interface NotificationsProps {
  readonly topicName: string;
  readonly deadLettersName: string;
  /**
   * Who gets a mail of everything that the topic is told.
   *
   * @default - there is no subscription
   */
  readonly email?: string | undefined;
}

/** Where it is told what went wrong: the topic, and the queue of starts that could not be delivered, with its alarm. */
export class Notifications extends Construct {
  readonly topic: Topic;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: NotificationsProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    this.topic = new Topic(this, 'Topic', { topicName: props.topicName, enforceSSL: true });
    skipChecks(this.topic, {
      id: 'CKV_AWS_26',
      reason:
        'Messages have no items. With a key whose policy forgets EventBridge or CloudWatch they would be lost unseen.',
    });
    if (props.email !== undefined) this.topic.addSubscription(new EmailSubscription(props.email));
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'EventsMayTell',
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        // No condition: EventBridge gives none of their keys when it publishes, and the message would be lost (AWS: "Using
        // resource-based policies for Amazon EventBridge", SNS).
      }),
    );
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsMayTell',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );

    this.deadLetters = new Queue(this, 'DeadLetters', {
      queueName: props.deadLettersName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    skipChecks(this.deadLetters, {
      id: 'CKV_AWS_27',
      reason:
        'SQS encrypts with its own key; with another one, starts are lost where its policy forgets EventBridge Scheduler.',
    });
    Validations.of(this.deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is itself the dead-letter queue of the schedules.',
    });
    new Alarm(this, 'NotStarted', {
      alarmName: `${props.deadLettersName}-not-empty`,
      alarmDescription:
        'EventBridge Scheduler could not start a night. Read the reason in the attributes of the message in the queue, mend it, start the state machine by hand with the message as its input, and purge the queue.',
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.topic));
  }
}
