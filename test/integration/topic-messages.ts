import { randomUUID } from 'node:crypto';
import { SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { config, sns, sqs } from './system';
import { until } from './until';

const WAIT_SECONDS = 1;

/** A subscriber of the topic: a queue that gets all that the topic is told from now on. */
export class TopicMessages {
  private readonly texts: string[] = [];

  private constructor(
    private readonly queueUrl: string,
    private readonly subscriptionArn: string,
  ) {}

  static async subscribe(topicArn: string): Promise<TopicMessages> {
    const QueueName = `export-to-athena-${config.systemName}-${randomUUID()}`;
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName }));
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
    const queueArn = Attributes?.QueueArn ?? '';
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: queueArn,
          Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
        },
      ],
    });
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    const { SubscriptionArn = '' } = await sns.send(
      new SubscribeCommand({
        TopicArn: topicArn,
        Protocol: 'sqs',
        Endpoint: queueArn,
        Attributes: { RawMessageDelivery: 'true' },
        ReturnSubscriptionArn: true,
      }),
    );
    return new TopicMessages(QueueUrl, SubscriptionArn);
  }

  /** The message about an execution; waits for it. */
  about(executionArn: string): Promise<string> {
    return until(`A message about ${executionArn}`, async () => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: this.queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: WAIT_SECONDS }),
      );
      this.texts.push(...Messages.map(({ Body = '' }) => Body));
      return this.texts.find((text) => text.includes(executionArn));
    });
  }

  async unsubscribe(): Promise<void> {
    await sns.send(new UnsubscribeCommand({ SubscriptionArn: this.subscriptionArn }));
    await sqs.send(new DeleteQueueCommand({ QueueUrl: this.queueUrl }));
  }
}
