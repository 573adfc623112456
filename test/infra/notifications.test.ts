import { Notifications, type NotificationsProps } from '../../infra/parts/notifications';
import { inStack } from './in-stack';
import { arnsOf, resolveReferences } from './template';

function notifications(props: Partial<NotificationsProps> = {}) {
  return inStack((stack) => new Notifications(stack, 'N', { topicName: 'nights', deadLettersName: 'dead', ...props }));
}

describe('the topic', () => {
  it('has no subscription', () => {
    notifications().template.resourceCountIs('AWS::SNS::Subscription', 0);
  });

  it("takes messages from EventBridge and from the account's alarms, over TLS alone", () => {
    const { only, template } = notifications();
    const { Statement } = resolveReferences(
      only('AWS::SNS::TopicPolicy').Properties.PolicyDocument,
      arnsOf(template, 'eu-central-1'),
    ) as {
      readonly Statement: readonly object[];
    };
    const Resource = 'arn:aws:sns:eu-central-1:123456789012:nights';
    expect(Statement).toEqual([
      {
        Sid: 'AllowPublishThroughSSLOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Resource,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      // Without a condition: see infra/parts/notifications.ts.
      {
        Sid: 'EventsMayTell',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sns:Publish',
        Resource,
      },
      {
        Sid: 'AlarmsMayTell',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource,
        Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
      },
    ]);
  });
});

describe('the queue of starts that could not be delivered', () => {
  const { only, template } = notifications();

  it('keeps them for two weeks, encrypted', () => {
    expect(only('AWS::SQS::Queue').Properties).toEqual({
      QueueName: 'dead',
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 1_209_600,
    });
  });

  it('refuses requests without TLS, and its policy allows nothing', () => {
    const { PolicyDocument } = only('AWS::SQS::QueuePolicy').Properties;
    expect(resolveReferences(PolicyDocument, arnsOf(template, 'eu-central-1'))).toMatchObject({
      Statement: [{ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    });
  });

  it('raises an alarm as soon as one lies there, which says what to do', () => {
    const [topic] = Object.keys(template.findResources('AWS::SNS::Topic'));
    expect(only('AWS::CloudWatch::Alarm').Properties).toMatchObject({
      AlarmName: 'dead-not-empty',
      AlarmDescription: expect.stringMatching(/could not start a night.*start the state machine by hand/) as unknown,
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: topic }],
    });
  });
});
