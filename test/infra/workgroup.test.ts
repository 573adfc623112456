import { Workgroup, type WorkgroupProps } from '../../infra/parts/workgroup';
import { inStack } from './in-stack';
import { resolveReferences } from './template';

const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/0b2f2f3a-1111-2222-3333-444455556666';
const PROPS: WorkgroupProps = {
  workgroupName: 'example-dynamodb-export-dev',
  description: 'Queries of people',
  bucketName: 'example-dynamodb-export-dev',
  bytesScannedCutoff: 1_000_000_000_000,
};

function workgroup(props: Partial<WorkgroupProps> = {}): unknown {
  const { only } = inStack((stack) => new Workgroup(stack, 'Workgroup', { ...PROPS, ...props }));
  return resolveReferences(only('AWS::Athena::WorkGroup').Properties);
}

describe('the workgroup', () => {
  it('runs engine version 3, and its settings bind everyone who queries in it', () => {
    expect(workgroup()).toMatchObject({
      Name: 'example-dynamodb-export-dev',
      WorkGroupConfiguration: {
        EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
        EnforceWorkGroupConfiguration: true,
        PublishCloudWatchMetricsEnabled: true,
      },
    });
  });

  it('cancels a query that has read as many bytes as configured', () => {
    expect(workgroup({ bytesScannedCutoff: 10_000_000 })).toMatchObject({
      WorkGroupConfiguration: { BytesScannedCutoffPerQuery: 10_000_000 },
    });
  });

  it('cancels no query where there is no such limit: a night reads its export whole, however large it is', () => {
    expect(JSON.stringify(workgroup({ bytesScannedCutoff: undefined }))).not.toContain('BytesScanned');
  });

  it("writes results under a prefix of their own, encrypted, to a bucket of the stack's account and no other", () => {
    expect(workgroup()).toMatchObject({
      WorkGroupConfiguration: {
        ResultConfiguration: {
          OutputLocation: 's3://example-dynamodb-export-dev/query-results/',
          EncryptionConfiguration: { EncryptionOption: 'SSE_S3' },
          ExpectedBucketOwner: '123456789012',
        },
      },
    });
  });

  it("writes to another account's bucket where the configuration names its owner", () => {
    expect(workgroup({ bucketOwner: '210987654321' })).toMatchObject({
      WorkGroupConfiguration: { ResultConfiguration: { ExpectedBucketOwner: '210987654321' } },
    });
  });

  it("encrypts results with the customer's key", () => {
    expect(workgroup({ kmsKeyArn: KEY })).toMatchObject({
      WorkGroupConfiguration: {
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: KEY } },
      },
    });
  });
});
