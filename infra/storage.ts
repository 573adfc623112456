import { Annotations, Duration, Validations, type RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { RESULT_PREFIX } from '../lib/config';
import { skipChecks } from './checkov';

/** Properties of {@link Storage}. */
export interface StorageProps {
  readonly bucketName: string;
  /** Whether the bucket exists already; then it is not the stack's and nothing of it is changed. */
  readonly exists: boolean;
  /** Days that results of Athena's queries stay. */
  readonly resultRetentionDays: number;
  /** Whether the bucket stays when the stack is removed. */
  readonly removalPolicy: RemovalPolicy;
  /**
   * Customer-managed key of all objects.
   *
   * @default - S3's own keys
   */
  readonly kmsKeyArn?: string | undefined;
}

/** The bucket: exports, copies of their manifests, and results of queries. */
export class Storage extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(scope: Construct, id: string, props: StorageProps) {
    super(scope, id);
    if (props.exists) {
      const { bucketName, bucketArn } = Bucket.fromBucketName(this, 'Existing', props.bucketName);
      [this.bucketName, this.bucketArn] = [bucketName, bucketArn];
      Annotations.of(this).addWarningV2('export-to-athena:nothing-expires', describeMissingRules(props));
      return;
    }
    const bucket = new Bucket(this, 'Bucket', {
      bucketName: props.bucketName,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      ...(props.kmsKeyArn === undefined
        ? { encryption: BucketEncryption.S3_MANAGED }
        : {
            encryption: BucketEncryption.KMS,
            encryptionKey: Key.fromKeyArn(this, 'Key', props.kmsKeyArn),
            bucketKeyEnabled: true,
          }),
      lifecycleRules: lifecycle(props),
      removalPolicy: props.removalPolicy,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Server access logs would need a second bucket; where access must be recorded, CloudTrail data events of this bucket do it.',
    });
    skipChecks(
      bucket,
      { id: 'CKV_AWS_18', reason: 'CloudTrail data events record access where that is wanted.' },
      {
        id: 'CKV_AWS_21',
        reason: 'Nothing is overwritten, and with versions what retention deletes would stay and cost.',
      },
    );
    [this.bucketName, this.bucketArn] = [bucket.bucketName, bucket.bucketArn];
  }
}

function describeMissingRules({ bucketName, resultRetentionDays }: StorageProps): string {
  return (
    `The existing bucket ${bucketName} stays as it is, so results of queries and uploads that broke off stay in it for ever: ` +
    `give it lifecycle rules, for ${RESULT_PREFIX}/ (${resultRetentionDays} days) and for uploads; docs/deploy.md has them.`
  );
}

/** None for what is published: a rule goes by age alone, and would take the newest night where no other came. */
function lifecycle({ resultRetentionDays }: StorageProps): LifecycleRule[] {
  return [
    // DynamoDB and Athena both leave parts of uploads that broke off.
    { id: 'abort-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
    { id: 'expire-results', prefix: `${RESULT_PREFIX}/`, expiration: Duration.days(resultRetentionDays) },
  ];
}
