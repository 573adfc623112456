import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import type { OwnThings } from './configuration';

/** A bucket, a key and a table as people have them before they know this project: its point-in-time recovery is off. */
const TEMPLATE = {
  Resources: {
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        // As S3 makes every bucket since April 2023.
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    },
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        PendingWindowInDays: 7,
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
              Action: 'kms:*',
              Resource: '*',
            },
          ],
        },
      },
    },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        // A dot is in no name of Glue.
        TableName: { 'Fn::Sub': '${AWS::StackName}.orders' },
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      },
    },
  },
  Outputs: {
    existingBucket: { Value: { Ref: 'Bucket' } },
    kmsKeyArn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } },
    existingTable: { Value: { Ref: 'Table' } },
  },
};

const MAX_WAIT_SECONDS = 600;

/** Makes what is there before a system that uses it. */
export async function makeOwnThings(StackName: string): Promise<OwnThings> {
  const client = new CloudFormationClient();
  await client.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(TEMPLATE) }));
  await waitUntilStackCreateComplete({ client, maxWaitTime: MAX_WAIT_SECONDS, minDelay: 1 }, { StackName });
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  const output = (name: keyof OwnThings) => {
    const value = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
    if (value === undefined) throw new Error(`The stack ${StackName} has no output ${name}`);
    return value;
  };
  return {
    existingTable: output('existingTable'),
    existingBucket: output('existingBucket'),
    kmsKeyArn: output('kmsKeyArn'),
  };
}

/** Removes it again; the bucket must be empty, and a key of an account goes seven days later. */
export async function removeOwnThings(StackName: string): Promise<void> {
  const client = new CloudFormationClient();
  await client.send(new DeleteStackCommand({ StackName }));
  await waitUntilStackDeleteComplete({ client, maxWaitTime: MAX_WAIT_SECONDS, minDelay: 1 }, { StackName });
}
