import { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Storage, type StorageProps } from '../../infra/parts/storage';
import { inStack } from './in-stack';
import { arnsOf, resolveReferences } from './template';

const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/0b2f2f3a-1111-2222-3333-444455556666';
const PROPS: StorageProps = {
  bucketName: 'example-dynamodb-export-dev',
  resultRetentionDays: 30,
  removalPolicy: RemovalPolicy.RETAIN,
};

function storage(props: Partial<StorageProps> = {}) {
  return inStack((stack) => new Storage(stack, 'Storage', { ...PROPS, ...props }));
}

describe('the bucket that the stack makes', () => {
  const { only, template } = storage();
  const bucket = only('AWS::S3::Bucket');

  it('blocks public access in all four ways, knows no ACLs and encrypts', () => {
    expect(bucket.Properties).toMatchObject({
      BucketName: 'example-dynamodb-export-dev',
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    });
  });

  it('answers no request without TLS, and its policy allows nothing', () => {
    const { PolicyDocument } = only('AWS::S3::BucketPolicy').Properties;
    expect(resolveReferences(PolicyDocument, arnsOf(template, 'eu-central-1'))).toMatchObject({
      Statement: [
        {
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 's3:*',
          Resource: ['arn:aws:s3:::example-dynamodb-export-dev', 'arn:aws:s3:::example-dynamodb-export-dev/*'],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    });
  });

  it('forgets results after their days and broken uploads after a week, but no export', () => {
    expect(bucket.Properties.LifecycleConfiguration).toEqual({
      Rules: [
        { Id: 'abort-uploads', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
        { Id: 'expire-results', Status: 'Enabled', Prefix: 'query-results/', ExpirationInDays: 30 },
      ],
    });
  });

  it('stays when the stack is removed, or when CloudFormation would replace it', () => {
    expect(bucket).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it('goes with the stack where the configuration says so', () => {
    const { only } = storage({ removalPolicy: RemovalPolicy.DESTROY });
    expect(only('AWS::S3::Bucket')).toMatchObject({ DeletionPolicy: 'Delete' });
  });
});

describe("a bucket with a customer's key", () => {
  it('encrypts with it, through one bucket key instead of a call to KMS for every object', () => {
    const { only, template } = inStack(
      (stack) => new Storage(stack, 'Storage', { ...PROPS, key: Key.fromKeyArn(stack, 'Key', KEY) }),
    );
    expect(only('AWS::S3::Bucket').Properties.BucketEncryption).toEqual({
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY },
        },
      ],
    });
    template.resourceCountIs('AWS::KMS::Key', 0);
  });
});
